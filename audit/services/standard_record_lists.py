"""Every standard of the chain as it is kept: promise, touchpoint, values, source, owner, and what was retired."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, Sentence, say, say_count
from audit.services.filter_bars import touchpoint_label
from audit.services.lineages import promise_in
from audit.services.sides import source_label
from audit.store import standard_records
from audit.store.standard_records import StandardRecord

TITLE = say(N_("What the chain promises"))
COUNTED = (N_("The chain promises {count} thing."), N_("The chain promises {count} things."))
NOTHING = say(N_("The chain promises nothing yet: publish a checklist with standards."))


@dataclass(frozen=True, slots=True)
class RecordLine:
    """One standard in the list."""

    key: str
    promise: str
    values: tuple[str, ...]
    source: Sentence | str
    owner: str
    retired_at: datetime | None
    successor: str


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """The standards that are promised, by touchpoint, then those that are not any more."""

    sentence: Sentence
    groups: tuple[tuple[Sentence | str, tuple[RecordLine, ...]], ...]
    retired: tuple[RecordLine, ...]
    title: Sentence = TITLE


async def records_page(language: str) -> RecordsPage:
    """All of them, in the order of the guest's journey."""
    records = await standard_records.list_records()
    kept = [one for one in records if one.retired_at is None]
    promises = {one.id: promise_in(one, language) for one in records}
    groups = tuple(
        (touchpoint_label(name), lines_of([one for one in kept if one.touchpoint == name], promises))
        for name in dict.fromkeys(one.touchpoint for one in kept)
    )
    retired = lines_of([one for one in records if one.retired_at is not None], promises)
    return RecordsPage(say_count(*COUNTED, len(kept)) if kept else NOTHING, groups, retired)


def lines_of(records: Sequence[StandardRecord], promises: dict[int, str]) -> tuple[RecordLine, ...]:
    """Standards as lines."""
    return tuple(
        RecordLine(
            one.key,
            promises[one.id],
            tuple(one.values),
            source_label(one.source),
            one.owner or "",
            one.retired_at,
            promises.get(one.successor_id or 0, ""),
        )
        for one in records
    )
