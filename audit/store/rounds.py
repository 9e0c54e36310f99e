"""Rounds of visits, and which of their periods were planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.connections import writer
from audit.store.models import Round, RoundPlan
from audit.store.raw import Where, as_date, fetch, fetch_returned
from audit.store.sights import NOT_HERE, Sight

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True, slots=True)
class NewRound:
    """A round to be kept."""

    name: str
    checklists: tuple[str, ...]
    visits_each: int
    period: str
    first_on: date
    region_id: int | None
    rest_days: int
    has_different_auditors: bool
    most_visits: int | None
    most_each: int | None
    is_announced: bool
    starts: str
    ends: str
    briefing: Mapping[str, str]
    goes_on: bool
    made_by_id: int


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round."""

    id: int
    name: str
    checklists: Sequence[str]
    visits_each: int
    period: str
    first_on: date
    region_id: int | None
    region: str | None
    rest_days: int
    has_different_auditors: bool
    most_visits: int | None
    most_each: int | None
    is_announced: bool
    starts: str
    ends: str
    briefing: Mapping[str, Any]
    goes_on: bool
    made_by_id: int | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A period that was planned, with what became of its visits: by status, and how many were declined."""

    id: int
    first_on: date
    planned_at: datetime
    visits: int
    left_out: int


@dataclass(frozen=True, slots=True)
class PastRow:
    """Who went where, or is to go."""

    branch_id: int
    auditor_id: int
    day: date


COLUMNS = (
    "id", "name", "checklists", "visits_each", "period", "first_on", "region_id", "region__name", "rest_days",
    "has_different_auditors", "most_visits", "most_each", "is_announced", "starts", "ends", "briefing", "goes_on",
    "made_by_id", "ended_at",
)  # fmt: skip


async def add_round(new: NewRound, now: datetime) -> int:
    """Keep a round; its id."""
    values = {name: getattr(new, name) for name in NewRound.__slots__}
    values |= {"checklists": list(new.checklists), "briefing": dict(new.briefing)}
    return int((await Round.create(**values, made_at=now)).id)


async def get_round(sight: Sight, round_id: int) -> RoundRow:
    """One round. An owner sees all, a manager their own."""
    query = Round.filter(id=round_id) if 0 < round_id <= LARGEST_ID else Round.filter(id=0)
    if sight.role != "owner":
        query = query.filter(made_by_id=sight.person_id)
    rows = await query.values_list(*COLUMNS)
    if not rows:
        raise NotFound(say(NOT_HERE))
    return RoundRow(*rows[0])


async def list_rounds(sight: Sight) -> list[RoundRow]:
    """The rounds a person may see, those that go on first."""
    query = Round.all() if sight.role == "owner" else Round.filter(made_by_id=sight.person_id)
    rows = [RoundRow(*row) for row in await query.order_by("name", "id").values_list(*COLUMNS)]
    return sorted(rows, key=lambda row: row.ended_at is not None)


async def list_going_rounds() -> list[RoundRow]:
    """The rounds that go on by themselves."""
    rows = await Round.filter(goes_on=True, ended_at=None).order_by("id").values_list(*COLUMNS)
    return [RoundRow(*row) for row in rows]


async def put_round_ended(round_id: int, now: datetime) -> bool:
    """End a round. False when it has ended already."""
    return bool(await Round.filter(id=round_id, ended_at=None).update(ended_at=now))


async def list_plans(round_ids: Sequence[int]) -> dict[int, list[PlanRow]]:
    """The periods of these rounds that were planned, the latest first."""
    rows = (
        await RoundPlan.filter(round_id__in=list(round_ids))
        .order_by("-first_on")
        .values_list("round_id", "id", "first_on", "planned_at", "visits", "left_out")
    )
    plans: dict[int, list[PlanRow]] = {round_id: [] for round_id in round_ids}
    for round_id, *values in rows:
        plans[round_id].append(PlanRow(*values))
    return plans


async def add_plan(round_id: int, first_on: date, visits: int, left_out: int, now: datetime) -> int | None:
    """Note that a period is planned; None when it was planned before, also by somebody in this very moment."""
    rows = await fetch_returned(
        writer(),
        "INSERT INTO round_plan (round_id, first_on, planned_at, visits, left_out) VALUES ($1, $2, $3, $4, $5)"
        " ON CONFLICT (round_id, first_on) DO NOTHING RETURNING id",
        [round_id, first_on, now, visits, left_out],
    )
    return int(rows[0]["id"]) if rows else None


async def list_past(branch_ids: Sequence[int], since: date) -> list[PastRow]:
    """Who went to these branches or is to go, since a day; visits that are off do not count."""
    where = Where()
    where.add_among("branch_id", list(branch_ids))
    where.add("COALESCE(visit_date, DATE(due_from)) >= {}", since)
    where.conditions.append("status NOT IN ('cancelled', 'rejected') AND auditor_id IS NOT NULL")
    text = f"SELECT branch_id, auditor_id, COALESCE(visit_date, DATE(due_from)) FROM visit {where}"  # noqa: S608 - ours
    rows = await fetch(writer(), text, where.values)
    return [PastRow(row[0], row[1], day) for row in rows if (day := as_date(row[2])) is not None]
