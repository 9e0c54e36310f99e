"""An auditor's day: the visits they have open, and the ones they sent last."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Row, as_moment, fetch

MOST_OPEN = 200
MOST_SENT = 20
SELECT = (
    "SELECT visit.id, visit.status, visit.due_from, visit.due_to, visit.submitted_at, visit.returned_reason,"
    " branch.name, branch.address, branch.city, branch.latitude, branch.longitude, branch.time_zone, checklist.name"
    " FROM visit JOIN branch ON branch.id = visit.branch_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
)


@dataclass(frozen=True, slots=True)
class DayRow:
    """A visit as its auditor's list shows it. `checklist_name` by language; the place in degrees, or None."""

    id: str
    status: str
    due_from: datetime | None
    due_to: datetime | None
    submitted_at: datetime | None
    returned_reason: str
    branch: str
    address: str
    city: str
    latitude: float | None
    longitude: float | None
    time_zone: str
    checklist_name: Mapping[str, str]


async def list_day(person_id: int) -> list[DayRow]:
    """The open visits of one auditor, what is due first on top, then what they sent last."""
    still_open = await fetch(
        writer(),
        f"{SELECT} WHERE visit.auditor_id = $1 AND visit.status IN ('planned', 'started', 'returned')"
        f" ORDER BY visit.due_to IS NULL, visit.due_to, visit.id LIMIT {MOST_OPEN}",
        [person_id],
    )
    sent = await fetch(
        writer(),
        f"{SELECT} WHERE visit.auditor_id = $1 AND visit.status IN ('submitted', 'accepted', 'beside', 'rejected')"
        f" AND visit.origin = 'planned' ORDER BY visit.submitted_at DESC LIMIT {MOST_SENT}",
        [person_id],
    )
    return [day_row(row) for row in (*still_open, *sent)]


def day_row(row: Row) -> DayRow:
    """A visit from the columns of SELECT."""
    visit_id, status, due_from, due_to, submitted_at, reason, branch, address, city, lat, lon, zone, name = row
    moments = as_moment(due_from), as_moment(due_to), as_moment(submitted_at)
    return DayRow(visit_id, status, *moments, reason, branch, address, city, lat, lon, zone, from_text(name))
