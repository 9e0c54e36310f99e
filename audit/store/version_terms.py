"""From when a version is given to new visits, and since when no longer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from tortoise.expressions import Q

from audit.store.checklists import LONGEST_KEY, VERSION, VersionRow
from audit.store.models import Checklist, ChecklistVersion
from audit.store.raw import can_hold

BEGINNING = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """One version of a checklist. `starts_on` None: as soon as it was published."""

    number: int
    published_at: datetime
    starts_on: date | None
    retired_at: datetime | None

    def is_open(self, day: date) -> bool:
        """Whether a visit due on this day may get it."""
        return self.retired_at is None and (self.starts_on or BEGINNING) <= day


async def list_terms(key: str) -> list[Term]:
    """Every version of a checklist, newest first."""
    query = ChecklistVersion.filter(checklist__key=key).order_by("-number")
    return [Term(*row) for row in await query.values_list("number", "published_at", "starts_on", "retired_at")]


async def find_version_on(key: str, day: date) -> VersionRow | None:
    """The version that a visit due on a day gets: the newest that has started and is not retired."""
    if not can_hold(LONGEST_KEY, key):
        return None
    query = ChecklistVersion.filter(
        Q(starts_on=None) | Q(starts_on__lte=day), checklist__key=key, checklist__retired_at=None, retired_at=None
    )
    row = await query.order_by("-number").first().values_list(*VERSION)
    return VersionRow(*row) if row else None


async def put_start(key: str, number: int, day: date | None) -> None:
    """A version starts on a day, or as soon as it was published."""
    await ChecklistVersion.filter(id=await version_id(key, number)).update(starts_on=day)


async def put_version_retirement(key: str, number: int, at: datetime | None) -> None:
    """A version is retired, or comes back."""
    await ChecklistVersion.filter(id=await version_id(key, number)).update(retired_at=at)


async def put_retirement(key: str, at: datetime | None) -> None:
    """A checklist is retired, or comes back."""
    await Checklist.filter(key=key).update(retired_at=at)


async def version_id(key: str, number: int) -> int | None:
    """The id of a version; None where there is none."""
    row = await ChecklistVersion.filter(checklist__key=key, number=number).first().values_list("id")
    return int(row[0]) if row else None
