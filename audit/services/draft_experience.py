"""What past visits teach about a draft: what auditors answer differently, and how long a visit may take."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from audit.checklists.advice import TOO_MANY, needed_minutes
from audit.errors import N_, Sentence, say, say_count
from audit.services.draft_readings import Remark, read_draft, text_in
from audit.services.drafts import Draft
from audit.store import agreements

FEWEST_PAIRS = 5
LEAST_ALIKE = 0.8
DIFFERING = (
    N_("Two auditors together saw the same on {alike} of {count} visit: say more exactly what counts."),
    N_("Two auditors together saw the same on {alike} of {count} visits: say more exactly what counts."),
)
TAKES = (
    N_("A visit on which all is well takes about {count} minute to observe."),
    N_("A visit on which all is well takes about {count} minutes to observe."),
)


@dataclass(frozen=True, slots=True)
class Experience:
    """By item, what auditors answer differently; `takes` is None while the draft cannot be read."""

    differing: Mapping[str, Remark]
    takes: Sentence | None = None
    too_many: Remark | None = None


NO_EXPERIENCE = Experience({})


async def experience_of(draft: Draft, language: str) -> Experience:
    """In two queries, whatever the size of the draft."""
    known = await agreements.list_agreements()
    differing = dict(differing_items(draft, known, language))
    checklist = read_draft(draft.document).checklist
    if checklist is None:
        return Experience(differing)
    needed, planned = needed_minutes(checklist), planned_minutes(await agreements.list_windows(draft.key))
    too_many = planned is not None and needed > planned
    remark = Remark(say(TOO_MANY, needed=needed, planned=planned), is_problem=False) if too_many else None
    return Experience(differing, say_count(*TAKES, needed), remark)


def differing_items(draft: Draft, known: Mapping[str, tuple[int, int]], language: str) -> Iterator[tuple[str, Remark]]:
    """The items whose standard two auditors of one visit often saw differently."""
    for section in draft.document["sections"]:
        for item in section["items"]:
            count, alike = known.get(item.get("standard") or "", (0, 0))
            if count >= FEWEST_PAIRS and alike < LEAST_ALIKE * count:
                said = say_count(*DIFFERING, count, alike=alike)
                yield (
                    item["key"],
                    Remark(said, is_problem=False, subject=text_in(item["text"], draft.document, language)),
                )


def planned_minutes(windows: Sequence[tuple[datetime, datetime]]) -> int | None:
    """How long visits are planned to last, the middle of the newest; None where none was planned."""
    lengths = [(end - start).total_seconds() / 60 for start, end in windows]
    return round(median(lengths)) if lengths else None
