"""Submissions that do not count: from a second phone, for a visit that was closed, or that could not be read.

Nothing is ever refused; a manager decides on each. `set_aside_at` says that one was looked at and left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.connections import is_postgres, writer
from audit.store.documents import from_text
from audit.store.intake import OpRow, op_row
from audit.store.raw import Row, Where, as_moment, fetch, fetch_one, run
from audit.store.sights import NOT_HERE, Sight


@dataclass(frozen=True, slots=True)
class CopyRow:
    """One copy. `answers` are what its phones had told when it came; `sender` is who made it."""

    id: str
    visit_id: str
    branch_code: str
    branch: str
    time_zone: str
    checklist_name: Mapping[str, str]
    person_id: int
    sender: str
    device: str
    reason: str
    receipt: Mapping[str, Any]
    body: Mapping[str, Any]
    answers: Mapping[str, Any]
    received_at: datetime
    offset_seconds: float | None
    set_aside_at: datetime | None


FROM_COPY = (
    "FROM submission JOIN visit ON visit.id = submission.visit_id JOIN branch ON branch.id = visit.branch_id"
    " JOIN person ON person.id = submission.person_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
)
SELECT = (
    "SELECT submission.id, submission.visit_id, branch.code, branch.name, branch.time_zone, checklist.name, person.id,"
    " person.name, submission.device, submission.copy_reason, submission.receipt, submission.body,"
    f" submission.answers, submission.received_at, submission.offset_seconds, submission.set_aside_at {FROM_COPY}"
)


async def list_copies(sight: Sight, *, is_set_aside: bool, limit: int) -> list[CopyRow]:
    """Copies of visits a person may see, the newest first: those that wait, or those that were set aside."""
    where = copies_where(sight, is_set_aside=is_set_aside)
    rows = await fetch(
        writer(),
        f"{SELECT} {where} ORDER BY submission.received_at DESC, submission.id LIMIT {int(limit)}",
        where.values,
    )
    return [copy_row(row) for row in rows]


async def count_waiting(sight: Sight) -> int:
    """How many copies wait for a word."""
    where = copies_where(sight, is_set_aside=False)
    row = await fetch_one(writer(), f"SELECT COUNT(*) {FROM_COPY} {where}", where.values)
    return int(row[0]) if row else 0


async def list_waiting_ids(visit_id: str) -> list[str]:
    """The copies of one visit that wait, oldest first. Somebody has already been let see the visit."""
    rows = await fetch(
        writer(),
        "SELECT id FROM submission WHERE visit_id = $1 AND status = 'copy' AND set_aside_at IS NULL"
        " ORDER BY received_at, id",
        [visit_id],
    )
    return [row[0] for row in rows]


async def get_copy(sight: Sight, copy_id: str) -> CopyRow:
    """One copy, decided on or not. Raises NotFound, also for one that is not theirs to see."""
    where = Where(copy_id)
    where.conditions.append("submission.id = $1 AND submission.status = 'copy'")
    sight.limit(where, "visit.branch_id")
    row = await fetch_one(writer(), f"{SELECT} {where}", where.values)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return copy_row(row)


def copies_where(sight: Sight, *, is_set_aside: bool) -> Where:
    """The conditions for the copies that wait, or that were set aside."""
    where = Where()
    empty = "IS NOT NULL" if is_set_aside else "IS NULL"
    where.conditions.append(f"submission.status = 'copy' AND submission.set_aside_at {empty}")
    sight.limit(where, "visit.branch_id")
    return where


def copy_row(row: Row) -> CopyRow:
    """A copy from the columns of SELECT."""
    (copy_id, visit_id, code, branch, zone, checklist_name, person_id, sender, device, reason, receipt, body, answers,
     received_at, offset, set_aside_at) = row  # fmt: skip
    moment = as_moment(received_at)
    assert moment is not None
    return CopyRow(
        copy_id, visit_id, code, branch, zone, from_text(checklist_name), person_id, sender, device, reason,
        from_text(receipt), from_text(body), from_text(answers), moment, offset, as_moment(set_aside_at),
    )  # fmt: skip


async def put_set_aside(copy_id: str, now: datetime) -> bool:
    """Leave a copy out. False when somebody has decided on it already."""
    changed = await run(
        writer(),
        "UPDATE submission SET set_aside_at = $1 WHERE id = $2 AND status = 'copy' AND set_aside_at IS NULL",
        [now, copy_id],
    )
    return bool(changed)


async def put_counted(copy_id: str) -> bool:
    """Make a copy its visit's current submission. False when it is no copy any more."""
    changed = await run(
        writer(),
        "UPDATE submission SET status = 'accepted', is_current = $1, copy_reason = '', set_aside_at = NULL"
        " WHERE id = $2 AND status = 'copy'",
        [True, copy_id],
    )
    return bool(changed)


async def put_replaced(visit_id: str, now: datetime) -> None:
    """Make the current submission of a visit a copy that was set aside: it can be brought back."""
    await run(
        writer(),
        "UPDATE submission SET status = 'copy', is_current = $1, copy_reason = 'replaced', set_aside_at = $2"
        " WHERE visit_id = $3 AND is_current",
        [False, now, visit_id],
    )


async def lock_visit(visit_id: str) -> None:
    """Let nobody else decide on a visit until this transaction ends; on SQLite nobody can anyway."""
    if is_postgres():
        await fetch_one(writer(), "SELECT id FROM visit WHERE id = $1 FOR UPDATE", [visit_id])


async def list_ops_of(copy: CopyRow) -> list[OpRow]:
    """What its sender's devices had sent of the visit when the copy came, in order of receipt."""
    rows = await fetch(
        writer(),
        "SELECT device, seq, body, is_rejected FROM op WHERE visit_id = $1 AND person_id = $2 AND received_at <= $3"
        " ORDER BY id",
        [copy.visit_id, copy.person_id, copy.received_at],
    )
    return [op_row(row) for row in rows]
