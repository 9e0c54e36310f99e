"""What is kept of standards beside what they promise: owner, retirement, successor, and which versions measure them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.checklists import LONGEST_KEY
from audit.store.models import ChecklistVersion, Standard
from audit.store.raw import can_hold
from audit.store.sights import NOT_HERE

MOST_VERSIONS = 40


@dataclass(frozen=True, slots=True)
class StandardRecord:
    """A standard and who answers for it. `successor_id` is the one that took its place."""

    id: int
    key: str
    promise: Mapping[str, str]
    touchpoint: str
    values: Sequence[str]
    source: str
    sop: Mapping[str, str]
    owner_id: int | None
    owner: str | None
    retired_at: datetime | None
    successor_id: int | None


@dataclass(frozen=True, slots=True)
class MeasuringVersion:
    """A version of a checklist that measures a standard."""

    checklist: str
    name: Mapping[str, str]
    number: int
    published_at: datetime
    document: Mapping[str, Any]


RECORD = (
    *("id", "key", "promise", "touchpoint", "values", "source", "sop"),
    *("owner_id", "owner__name", "retired_at", "successor_id"),
)


async def list_records() -> list[StandardRecord]:
    """Every standard, in the order of the guest's journey."""
    return [StandardRecord(*row) for row in await Standard.all().order_by("position", "id").values_list(*RECORD)]


async def find_record(key: str) -> StandardRecord | None:
    """One standard."""
    row = await Standard.filter(key=key).first().values_list(*RECORD) if can_hold(LONGEST_KEY, key) else None
    return StandardRecord(*row) if row else None


async def find_record_by_id(standard_id: int) -> StandardRecord | None:
    """The same by what the database calls it."""
    row = await Standard.filter(id=standard_id).first().values_list(*RECORD)
    return StandardRecord(*row) if row else None


async def get_record(key: str) -> StandardRecord:
    """One standard. Raises NotFound."""
    found = await find_record(key)
    if found is None:
        raise NotFound(say(NOT_HERE))
    return found


async def get_record_to_change(key: str) -> StandardRecord:
    """The same inside a transaction, and nobody else changes it until that ends. Raises NotFound."""
    if can_hold(LONGEST_KEY, key):
        await Standard.filter(key=key).select_for_update().first().values_list("id")
    return await get_record(key)


async def put_words(standard_id: int, words: Mapping[str, Any]) -> None:
    """What a standard says of itself: promise, sop, touchpoint, values and source."""
    await Standard.filter(id=standard_id).update(**words)


async def put_owner(standard_id: int, person_id: int | None) -> None:
    """Who answers for a standard; nobody."""
    await Standard.filter(id=standard_id).update(owner_id=person_id)


async def put_retirement(standard_id: int, at: datetime | None, successor_id: int | None) -> None:
    """A standard is retired, with or without one that takes its place; or it comes back."""
    await Standard.filter(id=standard_id).update(retired_at=at, successor_id=successor_id)


async def list_measuring_versions(key: str) -> list[MeasuringVersion]:
    """The versions that hold a standard, the oldest first; of very many the newest."""
    held = await ChecklistVersion.all().order_by("-published_at", "-id").values_list("id", "standard_ids")
    ids = [version_id for version_id, standard_ids in held if key in standard_ids][:MOST_VERSIONS]
    rows = ChecklistVersion.filter(id__in=ids).order_by("published_at", "id")
    names = ("checklist__key", "checklist__name", "number", "published_at", "document")
    return [MeasuringVersion(*row) for row in await rows.values_list(*names)]
