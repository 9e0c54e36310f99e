"""Whether reports are made by themselves, and for whom."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from audit.store.models import ReportSchedule

ONE = 1


@dataclass(frozen=True, slots=True)
class Schedule:
    """Packs after every so many months, in the name of a person, since the day that was decided."""

    is_on: bool = False
    person_id: int | None = None
    months: int = 3
    since: date | None = None
    about: str = "branches"


async def get_schedule() -> Schedule:
    """What was decided; off before anything was."""
    row = await ReportSchedule.get_or_none(id=ONE).values_list("is_on", "person_id", "months", "since", "about")
    return Schedule(*row) if row else Schedule()


async def put_schedule(schedule: Schedule) -> None:
    """Decide."""
    await ReportSchedule.update_or_create(id=ONE, defaults=asdict(schedule))
