"""Visits begun on a phone that never handed them in, while another one did or goes on: its acts are held."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Row, Where, as_moment, fetch
from audit.store.sights import Sight

BEGUN = (
    "SELECT begun.visit_id, begun.person_id, person.name, begun.acts, begun.late, newest.body, newest.received_at,"
    " newest.offset_seconds, visit.auditor_id,"
    " EXISTS (SELECT 1 FROM submission WHERE submission.visit_id = begun.visit_id)"
    " FROM (SELECT op.visit_id, op.person_id, op.device, COUNT(*) AS acts, MAX(op.id) AS newest_id,"
    " SUM(CASE WHEN op.received_at > counting.received_at THEN 1 ELSE 0 END) AS late FROM op"
    " LEFT JOIN submission AS counting ON counting.visit_id = op.visit_id AND counting.is_current"
    " {where} AND NOT EXISTS (SELECT 1 FROM submission AS own WHERE own.visit_id = op.visit_id"
    " AND own.device = op.device) GROUP BY op.visit_id, op.person_id, op.device) AS begun"
    " JOIN op AS newest ON newest.id = begun.newest_id JOIN visit ON visit.id = begun.visit_id"
    " JOIN person ON person.id = begun.person_id ORDER BY newest.id DESC"
)
ON_TWO_PHONES = (
    "SELECT visit.id, branch.name, branch.time_zone, checklist.name FROM visit"
    " JOIN branch ON branch.id = visit.branch_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id {where}"
    " AND (SELECT MIN(op.device) FROM op WHERE op.visit_id = visit.id)"
    " < (SELECT MAX(op.device) FROM op WHERE op.visit_id = visit.id)"
    " ORDER BY visit.visit_date DESC, visit.id LIMIT {limit}"
)


@dataclass(frozen=True, slots=True)
class BegunRow:
    """What one phone that did not finish had sent of a visit. `late`: acts that came after what counts."""

    visit_id: str
    person_id: int
    sender: str
    acts: int
    late: int
    last_at: str
    received_at: datetime
    offset_seconds: float | None
    auditor_id: int | None
    is_handed_in: bool


@dataclass(frozen=True, slots=True)
class SharedVisit:
    """A visit that more than one phone has worked on. `checklist_name` by language."""

    id: str
    branch: str
    time_zone: str
    checklist_name: Mapping[str, str]


async def list_begun(visit_ids: Collection[str]) -> list[BegunRow]:
    """The phones that sent acts of these visits and handed none of them in, the latest act first."""
    where = Where()
    where.add_among("op.visit_id", visit_ids)
    return [begun_row(row) for row in await fetch(writer(), BEGUN.format(where=where), where.values)]


def begun_row(row: Row) -> BegunRow:
    """A phone from the columns of BEGUN."""
    visit_id, person_id, sender, acts, late, body, received_at, offset, auditor_id, is_handed_in = row
    moment = as_moment(received_at)
    assert moment is not None
    document = from_text(body)
    last_at = document.get("at") if isinstance(document, Mapping) else ""
    return BegunRow(
        visit_id, person_id, sender, int(acts), int(late), str(last_at or ""), moment, offset, auditor_id,
        bool(is_handed_in),
    )  # fmt: skip


async def list_on_two_phones(sight: Sight, since: date, limit: int) -> list[SharedVisit]:
    """Visits a person may see that more than one phone has worked on: those still going on, and those made since."""
    where = Where(since)
    where.conditions.append("(visit.status IN ('started', 'returned') OR visit.visit_date >= $1)")
    sight.limit(where, "visit.branch_id")
    rows = await fetch(writer(), ON_TWO_PHONES.format(where=where, limit=int(limit)), where.values)
    return [SharedVisit(row[0], row[1], row[2], from_text(row[3])) for row in rows]
