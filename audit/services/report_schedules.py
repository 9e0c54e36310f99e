"""Packs that are made by themselves: at the start of each month, for the months before it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from audit.services.job_tools import Tools
from audit.services.report_packs import MONTHS, PERIODS, Wanted, ask_for_pack, months_of
from audit.store import log, report_schedules
from audit.store.connections import transaction
from audit.store.report_schedules import Schedule
from audit.store.sights import Sight

LOOK_SECONDS = 900


async def look_for_packs(_tools: Tools, now: datetime) -> None:
    """Ask for the pack of the period that has ended; asking again is the same pack. A watch."""
    schedule = await report_schedules.get_schedule()
    if not schedule.is_on or schedule.person_id is None:
        return
    period = next(name for name in PERIODS if MONTHS[name] == schedule.months)
    since, until = months_of(period, now.date())
    wanted = Wanted(schedule.person_id, since.isoformat(), until.isoformat(), about=schedule.about)
    if schedule.since is not None and schedule.since > until:
        return  # it was switched on after that period had ended
    await ask_for_pack(wanted, now, key=f"{since}/{until}")


async def set_schedule(sight: Sight, period: str, now: datetime, about: str = "branches") -> None:
    """Have packs made after each month, quarter, half-year or year; an empty period ends that."""
    async with transaction():
        if period:
            wanted = Schedule(True, sight.person_id, MONTHS[period], now.date(), about)
        else:
            wanted = replace(await report_schedules.get_schedule(), is_on=False)
        await report_schedules.put_schedule(wanted)
        detail = {"every": period} | ({"about": about} if period else {})
        await log.add_entry(sight.person_id, "scheduled_packs", "chain", "chain", detail, now)
