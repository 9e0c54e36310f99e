"""How alike auditors answer: what both sides of a joint visit saw of a standard; and how long visits may take."""

from __future__ import annotations

from datetime import datetime

from audit.store.connections import writer
from audit.store.raw import as_moment, fetch

NEWEST = 50


async def list_agreements() -> dict[str, tuple[int, int]]:
    """By standard: on how many joint visits it counted for both auditors, and on how many both saw the same."""
    rows = await fetch(
        writer(),
        "SELECT standard.key, COUNT(*), COUNT(CASE WHEN one.is_kept = other.is_kept THEN 1 END)"
        " FROM joint_part AS first JOIN joint_part AS second ON second.joint_id = first.joint_id"
        " AND second.id > first.id"
        " JOIN standard_result AS one ON one.visit_id = first.visit_id AND one.state = 'counted'"
        " JOIN standard_result AS other ON other.visit_id = second.visit_id AND other.state = 'counted'"
        " AND other.standard_id = one.standard_id"
        " JOIN standard ON standard.id = one.standard_id GROUP BY standard.key",
    )
    return {str(key): (int(seen), int(alike)) for key, seen, alike in rows}


async def list_windows(checklist: str) -> list[tuple[datetime, datetime]]:
    """From when to when the newest visits with a checklist are planned."""
    rows = await fetch(
        writer(),
        "SELECT visit.due_from, visit.due_to FROM visit"
        " JOIN checklist_version ON checklist_version.id = visit.version_id"
        " JOIN checklist ON checklist.id = checklist_version.checklist_id"
        " WHERE checklist.key = $1 AND visit.due_from IS NOT NULL AND visit.due_to IS NOT NULL"
        " ORDER BY visit.due_from DESC LIMIT $2",
        [checklist, NEWEST],
    )
    moments = ((as_moment(start), as_moment(end)) for start, end in rows)
    return [(start, end) for start, end in moments if start is not None and end is not None]
