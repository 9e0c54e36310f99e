"""Standards that took the place of others: one trend runs through all of them, and says where it changed hands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say
from audit.store import standard_records
from audit.store.standard_records import StandardRecord

CHANGED_HANDS = N_("Until {day} this was another standard: “{promise}”. The trend goes on from it.")


def line_before(standard_id: int, records: Sequence[StandardRecord]) -> tuple[StandardRecord, ...]:
    """The standards whose place one took, directly or through others, the latest first."""
    found: dict[int, StandardRecord] = {}
    waiting = [standard_id]
    while waiting:
        successor = waiting.pop(0)
        for record in records:
            if record.successor_id == successor and record.id not in found and record.id != standard_id:
                found[record.id] = record
                waiting.append(record.id)
    return tuple(found.values())


async def list_line(standard_id: int) -> tuple[StandardRecord, ...]:
    """The same, from what is kept."""
    return line_before(standard_id, await standard_records.list_records())


async def successors() -> Mapping[str, str]:
    """By the key of each standard that was replaced, the key of the one in its place."""
    records = await standard_records.list_records()
    keys = {record.id: record.key for record in records}
    return {one.key: keys[one.successor_id] for one in records if one.successor_id is not None}


async def hand_downs() -> Mapping[int, int]:
    """By the id of each standard that was replaced, the id of the one in its place."""
    records = await standard_records.list_records()
    return {one.id: one.successor_id for one in records if one.successor_id is not None}


def hand_overs(line: Sequence[StandardRecord], language: str) -> tuple[tuple[date, Sentence], ...]:
    """When the trend changed hands, and from what."""
    return tuple(
        (one.retired_at.date(), say(CHANGED_HANDS, day=one.retired_at.date(), promise=promise_in(one, language)))
        for one in line
        if one.retired_at is not None
    )


def promise_in(record: StandardRecord, language: str) -> str:
    """A standard's promise in the reader's language."""
    return Text(tuple(record.promise.items())).in_language(language, "en") or record.key
