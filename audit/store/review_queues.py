"""What waits for a reviewer's word."""

from __future__ import annotations

from audit.store.connections import writer
from audit.store.raw import Where, fetch
from audit.store.sights import Sight
from audit.store.visits import SELECT, VisitRow, visit_row


async def list_waiting(sight: Sight, limit: int, offset: int = 0) -> list[VisitRow]:
    """The visits that were handed in and not decided on, the longest waiting first."""
    where = Where()
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    where.add("visit.status = {}", "submitted")
    rows = await fetch(
        writer(),
        f"{SELECT} {where} ORDER BY visit.submitted_at, visit.id LIMIT {int(limit)} OFFSET {int(offset)}",
        where.values,
    )
    return [visit_row(row, sight) for row in rows]


async def find_next_waiting(sight: Sight, after: str) -> str | None:
    """The visit that waits longest beside this one."""
    rows = await list_waiting(sight, 2)
    return next((row.id for row in rows if row.id != after), None)
