"""What a phone sent of a visit that it never finished, while another phone handed the visit in or goes on with it.

Nothing is done with it by itself: acts that came before the visit was handed in are in its answers, later ones are
kept. Whoever reviews the visit should know, and may ask the auditor to finish there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say_count
from audit.store.begun import BegunRow, list_begun, list_on_two_phones
from audit.store.sights import Sight

SINCE = timedelta(days=30)
MOST_VISITS = 100
ACTS = (N_("{count} act"), N_("{count} acts"))
LATE = (
    N_("{count} came after the visit was handed in and is not in it."),
    N_("{count} came after the visit was handed in and are not in it."),
)


@dataclass(frozen=True, slots=True)
class BegunView:
    """One such phone: whose, how much it sent, and when the last act was made. `late` says what no answer has."""

    sender: str
    acts: Sentence
    last_at: datetime
    late: Sentence | None


@dataclass(frozen=True, slots=True)
class BegunEntry:
    """The same in a list of visits."""

    visit: str
    branch: str
    time_zone: str
    checklist: str
    phone: BegunView


async def begun_of(visit_id: str) -> tuple[BegunView, ...]:
    """The unfinished phones of one visit. Somebody has already been let see the visit."""
    return tuple(view_of(row) for row in other_phones(await list_begun([visit_id])))


async def begun_entries(sight: Sight, now: datetime, language: str) -> tuple[BegunEntry, ...]:
    """The unfinished phones of the visits of the last month that a person may see, the latest act first."""
    shared = await list_on_two_phones(sight, (now - SINCE).date(), MOST_VISITS)
    known = {visit.id: visit for visit in shared}
    return tuple(
        BegunEntry(
            row.visit_id,
            known[row.visit_id].branch,
            known[row.visit_id].time_zone,
            Text(tuple(known[row.visit_id].checklist_name.items())).in_language(language),
            view_of(row),
        )
        for row in other_phones(await list_begun(list(known)))
    )


def other_phones(rows: Iterable[BegunRow]) -> list[BegunRow]:
    """The unfinished phones, without the one on which an open visit is just being made: its auditor's latest."""
    others, going_on = [], set()
    for row in rows:
        if not row.is_handed_in and row.person_id == row.auditor_id and row.visit_id not in going_on:
            going_on.add(row.visit_id)
        else:
            others.append(row)
    return others


def view_of(row: BegunRow) -> BegunView:
    """One phone in words."""
    late = say_count(*LATE, row.late) if row.late else None
    return BegunView(row.sender, say_count(*ACTS, row.acts), made_at(row), late)


def made_at(row: BegunRow) -> datetime:
    """When its last act was made, by the phone's clock put right; never after it came."""
    try:
        made = datetime.fromisoformat(row.last_at).astimezone(UTC) - timedelta(seconds=row.offset_seconds or 0)
    except (ValueError, OverflowError):  # an act that made no sense is kept too
        return row.received_at
    return min(made, row.received_at)
