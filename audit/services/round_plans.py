"""Planning a round's period: by hand, or by itself when its time has come."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from audit.errors import N_, NotNow, say, say_count
from audit.scoring.proposals import Change, Proposed
from audit.services.jobs import Asked, ask_for
from audit.services.notices import Told, notify
from audit.services.periods import period_of
from audit.services.proposal_changes import check_changes
from audit.services.proposals import Suggested, name_of, next_period, suggest
from audit.store import assignments, log, people, rounds, visits
from audit.store.assignments import NewAssignment
from audit.store.connections import transaction
from audit.store.rounds import RoundRow
from audit.store.sights import Sight, sight_of
from audit.store.version_terms import find_version_on
from audit.store.visits import NewVisit

if TYPE_CHECKING:
    from audit.jobs import Run
    from audit.services.job_tools import Tools

LEAD = timedelta(days=14)
"""So long before a period begins it is planned by itself."""

UNCHANGED: Mapping[str, Change] = MappingProxyType({})
PLANNED_ALREADY = N_("This period is planned already.")
OVER = N_("This round has ended: nothing more is planned of it.")
ASKED = (
    N_("{count} visit from {first} on is yours to accept: {round}."),
    N_("{count} visits from {first} on are yours to accept: {round}."),
)
MADE = (
    N_("{round}: {count} visit is planned from {first} on."),
    N_("{round}: {count} visits are planned from {first} on."),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a period: its plan, and how many visits were planned."""

    plan_id: int
    visits: int


async def plan_next(
    sight: Sight,
    round_id: int,
    first_on: date,
    skipped: Collection[str],
    now: datetime,
    changes: Mapping[str, Change] = UNCHANGED,
) -> Made:
    """Plan a period as it is proposed, but for the visits that are `skipped` and those that have `changes`.

    Both go by what a visit is called in the proposal (`name_of`).
    """
    row = await rounds.get_round(sight, round_id)
    if row.ended_at is not None:
        raise NotNow(say(OVER))
    suggested = await suggest(sight, row, period_of(row.period, first_on), now.date())
    check_changes(suggested, changes)
    suggested = suggested.with_changes(changes)
    chosen = [one for name, one in zip(suggested.names, suggested.proposal.visits, strict=True) if name not in skipped]
    made = await write_plan(sight.person_id, row, suggested, chosen, now)
    if made is None:
        raise NotNow(say(PLANNED_ALREADY))
    return made


async def write_plan(
    person_id: int, row: RoundRow, suggested: Suggested, chosen: list[Proposed], now: datetime
) -> Made | None:
    """Write a period's visits and tell their auditors, all or nothing; None when it was planned before."""
    first = suggested.period.first
    versions = await versions_for(chosen)
    chosen = [one for one in chosen if (one.checklist, one.day) in versions]
    async with transaction():
        wanted = len(suggested.proposal.visits) + len(suggested.proposal.left_out)
        plan_id = await rounds.add_plan(row.id, first, len(chosen), wanted - len(chosen), now)
        if plan_id is None:
            return None
        new = [
            visit_of(row, suggested, one, versions[one.checklist, one.day], number) for number, one in enumerate(chosen)
        ]
        await visits.add_visits(new)
        await assignments.put_assignments(
            [
                NewAssignment(visit.id, plan_id, person_id, row.is_announced, one.why, one.who)
                for visit, one in zip(new, chosen, strict=True)
            ]
        )
        subjects = [(visit.id, {"round": row.name}) for visit in new]
        await log.add_entries(person_id, "planned", "visit", subjects, now)
        detail = {"first": first.isoformat(), "visits": len(chosen)}
        await log.add_entry(person_id, "round planned", "round", str(row.id), detail, now)
        await tell(person_id, row, first, plan_id, chosen, now)
    return Made(plan_id, len(chosen))


async def versions_for(chosen: list[Proposed]) -> dict[tuple[str, date], int]:
    """The checklist version each visit gets on its day; a visit without one is left out."""
    days = sorted({(one.checklist, one.day) for one in chosen})
    found = [(pair, await find_version_on(*pair)) for pair in days]
    return {pair: version.id for pair, version in found if version is not None}


def visit_of(row: RoundRow, suggested: Suggested, one: Proposed, version_id: int, number: int) -> NewVisit:
    """A visit to be written, on the branch's clock. Its id is that of its place in the plan."""
    zone = ZoneInfo(suggested.branches[one.branch].time_zone)
    starts, ends = (time.fromisoformat(text) for text in (row.starts, row.ends))
    return NewVisit(
        str(uuid5(NAMESPACE_URL, f"round/{row.id}/{suggested.period.first}/{number}/{name_of(one)}")),
        one.branch, one.auditor, version_id, briefing=row.briefing,
        due_from=datetime.combine(one.day, starts, zone).astimezone(UTC),
        due_to=datetime.combine(one.day, ends, zone).astimezone(UTC),
    )  # fmt: skip


async def tell(person_id: int, row: RoundRow, first: date, plan_id: int, chosen: list[Proposed], now: datetime) -> None:
    """One notice to each auditor for all of their visits, and one to whoever made the round."""
    counts: dict[int, list[date]] = {}
    for one in chosen:
        counts.setdefault(one.auditor, []).append(one.day)
    for auditor, days in counts.items():
        sentence = say_count(*ASKED, len(days), first=min(days), round=row.name)
        await notify([auditor], Told("visit planned", sentence, "/today", f"round/{plan_id}"), now)
    made = say_count(*MADE, len(chosen), first=first, round=row.name)
    await notify(
        [row.made_by_id or person_id], Told("visits proposed", made, f"/rounds/{row.id}", f"plan/{plan_id}"), now
    )


async def look_for_rounds(_tools: Tools, now: datetime) -> None:
    """Ask for the next period of every round that goes on, when its time has come. A watch."""
    going = await rounds.list_going_rounds()
    plans = await rounds.list_plans([row.id for row in going])
    for row in going:
        period = next_period(row, plans[row.id], now.date())
        if row.made_by_id is not None and plans[row.id] and period.first - LEAD <= now.date():
            wanted = {"round": row.id, "first": period.first.isoformat()}
            await ask_for(Asked("plan round", wanted, row.made_by_id, row.name, f"{row.id}/{period.first}"), now)


async def plan_round(_tools: Tools, run: Run, wanted: Mapping[str, Any]) -> int:
    """Plan a period of a round as it is proposed. A job: planned twice it is planned once."""

    async def plan() -> int:
        return await plan_by_itself(wanted["round"], date.fromisoformat(wanted["first"]), datetime.now(UTC))

    return await run.step(plan)


async def plan_by_itself(round_id: int, first: date, now: datetime) -> int:
    """Plan a period in the name of whoever made the round; how many visits. Of an ended round, none."""
    row = next((one for one in await rounds.list_going_rounds() if one.id == round_id), None)
    if row is None or row.made_by_id is None:
        return 0
    sight = await sight_of(await people.get_person(row.made_by_id))
    suggested = await suggest(sight, row, period_of(row.period, first), now.date())
    made = await write_plan(row.made_by_id, row, suggested, list(suggested.proposal.visits), now)
    return made.visits if made else 0
