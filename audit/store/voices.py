"""What branches say about their visits: comments, and appeals with what was decided."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.connections import is_postgres, writer
from audit.store.raw import Row, Where, as_date, as_moment, fetch, fetch_one, fetch_returned, run
from audit.store.sights import NOT_HERE, Sight

SETTINGS_ID = 1
USUAL_APPEAL_DAYS = 14


@dataclass(frozen=True, slots=True)
class CommentRow:
    """What somebody said about a visit."""

    text: str
    made_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal against how one item was judged. status: open, granted or declined.

    `report_id` is the report over whose link it was made: `by` is then what they said their name is, and
    `person_id` whoever shared the report.
    """

    id: int
    visit_id: str
    item: str
    person_id: int
    by: str
    reason: str
    made_at: datetime
    status: str
    decision: str
    decided_at: datetime | None
    decided_by: str | None
    revision: int | None
    branch_id: int
    branch: str
    report_id: int | None = None


async def list_comments(visit_id: str) -> list[CommentRow]:
    """What was said about a visit that somebody has already been let see, oldest first."""
    rows = await fetch(
        writer(),
        "SELECT visit_comment.text, visit_comment.made_at, person.name FROM visit_comment"
        " JOIN person ON person.id = visit_comment.person_id WHERE visit_comment.visit_id = $1"
        " ORDER BY visit_comment.id",
        [visit_id],
    )
    return [CommentRow(row[0], at, row[2]) for row in rows if (at := as_moment(row[1]))]


async def add_comment(visit_id: str, person_id: int, text: str, now: datetime) -> None:
    """Write down what somebody says about a visit."""
    statement = "INSERT INTO visit_comment (visit_id, person_id, text, made_at) VALUES ($1, $2, $3, $4)"
    await run(writer(), statement, [visit_id, person_id, text, now])


async def count_comments(visit_id: str) -> int:
    """How many comments there are on a visit."""
    row = await fetch_one(writer(), "SELECT COUNT(*) FROM visit_comment WHERE visit_id = $1", [visit_id])
    return int(row[0]) if row else 0


APPEAL = (
    "SELECT appeal.id, appeal.visit_id, appeal.item, appeal.person_id, COALESCE(report_reply.name, person.name),"
    " appeal.reason, appeal.made_at, appeal.status, appeal.decision, appeal.decided_at, decider.name,"
    " appeal.revision, branch.id, branch.name, report_reply.report_id"
    " FROM appeal JOIN visit ON visit.id = appeal.visit_id JOIN branch ON branch.id = visit.branch_id"
    " JOIN person ON person.id = appeal.person_id LEFT JOIN person AS decider ON decider.id = appeal.decided_by_id"
    " LEFT JOIN report_reply ON report_reply.id = appeal.reply_id"
)


def appeal_row(row: Row) -> AppealRow:
    """An appeal from the columns of APPEAL."""
    values: list[Any] = list(row)
    values[6], values[9] = as_moment(values[6]), as_moment(values[9])
    return AppealRow(*values)


async def list_appeals(visit_ids: Collection[str]) -> list[AppealRow]:
    """The appeals on visits that somebody has already been let see, oldest first."""
    where = Where()
    where.add_among("appeal.visit_id", visit_ids)
    rows = await fetch(writer(), f"{APPEAL} {where} ORDER BY appeal.id", where.values)
    return [appeal_row(row) for row in rows]


async def list_open_appeals(sight: Sight, limit: int = 50) -> list[AppealRow]:
    """The appeals that nobody has decided on at branches a person may see, the longest waiting first."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    where.add("appeal.status = {}", "open")
    text = f"{APPEAL} {where} ORDER BY appeal.made_at, appeal.id LIMIT {int(limit)}"
    return [appeal_row(row) for row in await fetch(writer(), text, where.values)]


async def list_branch_appeals(sight: Sight, branch_id: int, limit: int = 50) -> list[AppealRow]:
    """The latest appeals of a branch a person may see, decided or not: what its reports tell."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    where.add("visit.branch_id = {}", branch_id)
    text = f"{APPEAL} {where} ORDER BY appeal.id DESC LIMIT {int(limit)}"
    return [appeal_row(row) for row in await fetch(writer(), text, where.values)]


async def lock_appeal(sight: Sight, appeal_id: int) -> AppealRow:
    """An appeal, to be decided in the open transaction. Raises NotFound, also for one that is not theirs to see."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    where.add("appeal.id = {}", appeal_id)
    lock = " FOR UPDATE OF appeal" if is_postgres() else ""
    row = await fetch_one(writer(), f"{APPEAL} {where}{lock}", where.values)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return appeal_row(row)


async def add_appeal(
    visit_id: str, item: str, person_id: int, reason: str, now: datetime, reply_id: int | None = None
) -> bool:
    """Appeal against how an item was judged. False when it was appealed before."""
    added = await fetch_returned(
        writer(),
        "INSERT INTO appeal (visit_id, item, person_id, reason, made_at, status, decision, reply_id)"
        " VALUES ($1, $2, $3, $4, $5, 'open', '', $6) ON CONFLICT (visit_id, item) DO NOTHING RETURNING id",
        [visit_id, item, person_id, reason, now, reply_id],
    )
    return bool(added)


async def put_decision(
    appeal_id: int, status: str, decision: str, person_id: int | None, revision: int | None, now: datetime
) -> None:
    """Write down what was decided on an appeal."""
    await run(
        writer(),
        "UPDATE appeal SET status = $1, decision = $2, decided_at = $3, decided_by_id = $4, revision = $5"
        " WHERE id = $6 AND status = 'open'",
        [status, decision, now, person_id, revision, appeal_id],
    )


async def find_accepted_at(visit_id: str) -> datetime | None:
    """When a visit was accepted: from then on a branch may appeal. None while it is not accepted."""
    text = "SELECT COALESCE(accepted_at, submitted_at) FROM visit WHERE id = $1 AND status = 'accepted'"
    row = await fetch_one(writer(), text, [visit_id])
    return as_moment(row[0]) if row else None


@dataclass(frozen=True, slots=True)
class AcceptedRow:
    """A visit that counts, and when it was accepted."""

    id: str
    visit_date: date | None
    version_id: int
    accepted_at: datetime


async def list_accepted(branch_id: int, since: date | None, until: date | None, limit: int) -> list[AcceptedRow]:
    """The accepted visits to a branch between two days, the newest first."""
    where = Where()
    where.add("branch_id = {}", branch_id)
    where.add("status = {}", "accepted")
    for condition, bound in (("visit_date >= {}", since), ("visit_date <= {}", until)):
        if bound is not None:
            where.add(condition, bound)
    text = f"SELECT id, visit_date, version_id, COALESCE(accepted_at, submitted_at) FROM visit {where}"
    rows = await fetch(writer(), f"{text} ORDER BY visit_date DESC, id DESC LIMIT {int(limit)}", where.values)
    return [AcceptedRow(row[0], as_date(row[1]), row[2], at) for row in rows if (at := as_moment(row[3]))]


async def get_appeal_days() -> int:
    """How many days a branch has to appeal."""
    row = await fetch_one(writer(), "SELECT appeal_days FROM review_settings WHERE id = $1", [SETTINGS_ID])
    return int(row[0]) if row else USUAL_APPEAL_DAYS


async def put_appeal_days(days: int) -> None:
    """Set how many days a branch has to appeal."""
    await run(
        writer(),
        "INSERT INTO review_settings (id, appeal_days) VALUES ($1, $2)"
        " ON CONFLICT (id) DO UPDATE SET appeal_days = excluded.appeal_days",
        [SETTINGS_ID, days],
    )


MANAGERS = (
    "SELECT DISTINCT person.id FROM person JOIN person_region ON person_region.person_id = person.id"
    " JOIN region AS top ON top.id = person_region.region_id JOIN branch ON branch.id = $1"
    " JOIN region AS own ON own.id = branch.region_id AND own.path LIKE top.path || '%'"
    " WHERE person.role = 'manager' AND person.left_at IS NULL"
)


async def list_managers(branch_id: int) -> list[int]:
    """The managers whose regions hold a branch."""
    return [int(row[0]) for row in await fetch(writer(), MANAGERS, [branch_id])]
