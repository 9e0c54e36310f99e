"""Planned visits as their auditors were asked for them, and what they said."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from audit.store.connections import writer
from audit.store.models import Assignment
from audit.store.raw import Row, Where, as_moment, fetch, run, run_many
from audit.store.sights import Sight


@dataclass(frozen=True, slots=True)
class NewAssignment:
    """A visit somebody is asked to pay."""

    visit_id: str
    plan_id: int | None
    asked_by_id: int | None
    is_announced: bool
    why: str = ""
    who: str = ""


@dataclass(frozen=True, slots=True)
class AssignmentRow:
    """What is known of an assignment."""

    visit_id: str
    plan_id: int | None
    asked_by_id: int | None
    is_announced: bool
    why: str
    who: str
    reply: str
    reply_reason: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """A visit that is planned or was, as calendars and lists of plans show it."""

    visit_id: str
    status: str
    due_from: datetime | None
    due_to: datetime | None
    branch_code: str
    branch: str
    time_zone: str
    auditor_id: int | None
    auditor: str
    channel: str
    why: str
    who: str
    reply: str
    reply_reason: str


COLUMNS = ("visit_id", "plan_id", "asked_by_id", "is_announced", "why", "who", "reply", "reply_reason")
PUT = """
INSERT INTO assignment (visit_id, plan_id, asked_by_id, is_announced, why, who, reply, reply_reason)
VALUES ($1, $2, $3, $4, $5, $6, '', '') ON CONFLICT (visit_id) DO NOTHING
"""
SELECT = (
    "SELECT visit.id, visit.status, visit.due_from, visit.due_to, branch.code, branch.name, branch.time_zone,"
    " visit.auditor_id, person.name, checklist.channel, assignment.why, assignment.who, assignment.reply,"
    " assignment.reply_reason FROM visit JOIN branch ON branch.id = visit.branch_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
    " LEFT JOIN person ON person.id = visit.auditor_id LEFT JOIN assignment ON assignment.visit_id = visit.id"
)
IN_ORDER = "ORDER BY visit.due_from, branch.name, visit.id"


async def put_assignments(new: Sequence[NewAssignment]) -> None:
    """Note who asked for these visits, and why."""
    await run_many(
        writer(), PUT, [[one.visit_id, one.plan_id, one.asked_by_id, one.is_announced, one.why, one.who] for one in new]
    )


async def find_assignment(visit_id: str) -> AssignmentRow | None:
    """The assignment of a visit."""
    rows = await Assignment.filter(visit_id=visit_id).values_list(*COLUMNS)
    return AssignmentRow(*rows[0]) if rows else None


async def list_replies(visit_ids: Sequence[str]) -> dict[str, str]:
    """What was said to each of these visits, where somebody was asked."""
    rows = await Assignment.filter(visit_id__in=list(visit_ids)).values_list("visit_id", "reply")
    return {str(visit_id): str(reply) for visit_id, reply in rows}


async def put_reply(visit_id: str, reply: str, reason: str, now: datetime) -> None:
    """Somebody says whether they go."""
    await Assignment.filter(visit_id=visit_id).update(reply=reply, reply_reason=reason, replied_at=now)


async def remove_reply(visit_id: str) -> None:
    """Somebody else is asked."""
    text = "UPDATE assignment SET reply = '', reply_reason = '', replied_at = NULL WHERE visit_id = $1"
    await run(writer(), text, [visit_id])


async def list_of_plan(sight: Sight, plan_id: int) -> list[PlannedRow]:
    """The visits of a planned period that a person may see, by day."""
    where = Where(plan_id)
    where.conditions.append("assignment.plan_id = $1")
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    return await list_planned(where)


async def list_of_days(sight: Sight, first: date, last: date, most: int | None = None) -> list[PlannedRow]:
    """The visits due on days from first to last (UTC), those that are off left out; of each day the first `most`."""
    where = due_on(sight, first, last)
    if most is None:
        return await list_planned(where)
    text = (
        "SELECT id FROM (SELECT visit.id, ROW_NUMBER() OVER (PARTITION BY DATE(visit.due_from)"
        f" ORDER BY visit.due_from, visit.id) AS place FROM visit {where}) AS placed WHERE place <= {int(most)}"
    )
    rows = await fetch(writer(), f"{SELECT} WHERE visit.id IN ({text}) {IN_ORDER}", where.values)
    return [planned_row(row) for row in rows]


async def count_due(sight: Sight, first: date, last: date) -> list[tuple[datetime, str, int]]:
    """How many of them are due when: the moment, the time zone of the branches, and the count."""
    where = due_on(sight, first, last)
    rows = await fetch(
        writer(),
        "SELECT visit.due_from, branch.time_zone, COUNT(*) FROM visit JOIN branch ON branch.id = visit.branch_id"
        f" {where} GROUP BY visit.due_from, branch.time_zone",
        where.values,
    )
    return [(moment, str(zone), int(count)) for due, zone, count in rows if (moment := as_moment(due)) is not None]


def due_on(sight: Sight, first: date, last: date) -> Where:
    """The visits that a person may see of days from first to last (UTC), those that are off left out."""
    where = Where()
    where.add("visit.due_from >= {}", datetime.combine(first, time.min, UTC))
    where.add("visit.due_from < {}", datetime.combine(last + timedelta(days=1), time.min, UTC))
    where.conditions.append("visit.status <> 'cancelled'")
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    return where


async def list_planned(where: Where) -> list[PlannedRow]:
    """Planned visits, by day."""
    return [planned_row(row) for row in await fetch(writer(), f"{SELECT} {where} {IN_ORDER}", where.values)]


def planned_row(row: Row) -> PlannedRow:
    """A planned visit from the columns of SELECT."""
    visit_id, status, due_from, due_to, code, branch, zone, auditor_id, auditor, channel, *asked = row
    why, who, reply, reason = (str(one or "") for one in asked)
    return PlannedRow(
        str(visit_id), str(status), as_moment(due_from), as_moment(due_to), str(code), str(branch), str(zone),
        auditor_id if isinstance(auditor_id, int) else None, str(auditor or ""), str(channel), why, who, reply, reason,
    )  # fmt: skip


async def list_due_soon(now: datetime, until: datetime) -> list[PlannedRow]:
    """The visits that begin between two moments and were not begun or declined."""
    where = Where()
    where.add("visit.due_from > {}", now)
    where.add("visit.due_from <= {}", until)
    where.conditions.append("visit.status = 'planned' AND COALESCE(assignment.reply, '') <> 'declined'")
    return await list_planned(where)
