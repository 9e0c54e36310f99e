"""Visits: planned, filled in, submitted."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.errors import NotFound, say
from audit.store.connections import writer
from audit.store.documents import from_text, to_text
from audit.store.models import Visit
from audit.store.raw import Row, Where, as_date, as_moment, fetch, fetch_one, run, run_many
from audit.store.selections import Selection
from audit.store.sights import NOT_HERE, Sight


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as lists show it. `auditor` is the nickname where a franchise looks.

    `percent_micro` is the current score x 1,000,000, None without a score; `checklist_name` by language.
    """

    id: str
    status: str
    origin: str
    visit_date: date | None
    due_from: datetime | None
    due_to: datetime | None
    started_at: datetime | None
    submitted_at: datetime | None
    branch_id: int
    branch_code: str
    branch: str
    city: str
    time_zone: str
    auditor_id: int | None
    auditor: str | None
    checklist: str
    checklist_name: Mapping[str, str]
    channel: str
    version_id: int
    version: int
    percent_micro: int | None
    failed: bool
    verdict: str


@dataclass(frozen=True, slots=True)
class VisitDocuments:
    """What a visit holds beside its row: briefing, answers as submitted, what the ops told beside them."""

    briefing: Mapping[str, Any]
    answers: Mapping[str, Any]
    marks: Mapping[str, Any]
    returned_reason: str


FROM_VISIT = (
    "FROM visit JOIN branch ON branch.id = visit.branch_id LEFT JOIN region ON region.id = branch.region_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
    " LEFT JOIN person ON person.id = visit.auditor_id"
    " LEFT JOIN result ON result.visit_id = visit.id AND result.is_current"
)
SELECT = (
    "SELECT visit.id, visit.status, visit.origin, visit.visit_date, visit.due_from, visit.due_to, visit.started_at,"
    " visit.submitted_at, branch.id, branch.code, branch.name, branch.city, branch.time_zone, person.id, person.name,"
    " person.nickname, checklist.key, checklist.name, checklist.channel, checklist_version.id,"
    f" checklist_version.number, result.percent_micro, result.failed, result.verdict {FROM_VISIT}"
)


async def get_visit(sight: Sight, visit_id: str) -> VisitRow:
    """One visit. Raises NotFound, also for one that is not theirs to see."""
    where = Where(visit_id)
    where.conditions.append("visit.id = $1")
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    row = await fetch_one(writer(), f"{SELECT} {where}", where.values)
    if row is None:
        raise NotFound(say(NOT_HERE))
    return visit_row(row, sight)


async def get_documents(visit_id: str) -> VisitDocuments:
    """The documents of a visit that `get_visit` has already let somebody see."""
    row = await Visit.get(id=visit_id).values_list("briefing", "answers", "marks", "returned_reason")
    return VisitDocuments(*row)


# What is still to come on top, the next last; then the newest first. The first and the last column are an index.
NEWEST_FIRST = "ORDER BY visit.visit_date DESC NULLS FIRST, visit.due_from DESC NULLS LAST, visit.id DESC"


async def list_visits(sight: Sight, selection: Selection, limit: int = 100, offset: int = 0) -> list[VisitRow]:
    """Visits, the newest first, and before them what is still to come.

    Which ones is asked of `visit` alone, what else is told of them is joined to these few.
    """
    where = visits_where(sight, selection)
    chosen = f"SELECT visit.id FROM visit {where} {NEWEST_FIRST} LIMIT {int(limit)} OFFSET {int(offset)}"
    rows = await fetch(writer(), f"{SELECT} WHERE visit.id IN ({chosen}) {NEWEST_FIRST}", where.values)
    return [visit_row(row, sight) for row in rows]


async def count_visits(sight: Sight, selection: Selection) -> int:
    """How many visits `list_visits` would list without a limit."""
    where = visits_where(sight, selection)
    row = await fetch_one(writer(), f"SELECT COUNT(*) FROM visit {where}", where.values)
    assert row is not None
    return int(row[0])


async def list_open_visits(person_id: int) -> list[VisitRow]:
    """An auditor's visits that are not over, what is due first on top."""
    rows = await fetch(
        writer(),
        f"{SELECT} WHERE visit.auditor_id = $1 AND visit.status IN ('planned', 'started', 'returned')"
        " ORDER BY visit.due_to IS NULL, visit.due_to, visit.id",
        [person_id],
    )
    sight = Sight(person_id, "auditor", frozenset(), is_franchise=False)
    return [visit_row(row, sight) for row in rows]


def visits_where(sight: Sight, selection: Selection) -> Where:
    """The conditions for the visits of a selection that a person may see."""
    where = Where()
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    selection.limit_visits_alone(where)
    selection.limit_standard(where)
    return where


def visit_row(row: Row, sight: Sight) -> VisitRow:
    """A visit from the columns of SELECT."""
    (visit_id, status, origin, visit_date, due_from, due_to, started_at, submitted_at, branch_id, code, branch, city,
     time_zone, auditor_id, name, nickname, checklist, checklist_name, channel, version_id, number, percent_micro,
     failed, verdict) = row  # fmt: skip
    return VisitRow(
        visit_id, status, origin, as_date(visit_date), as_moment(due_from), as_moment(due_to), as_moment(started_at),
        as_moment(submitted_at), branch_id, code, branch, city, time_zone, auditor_id,
        nickname if sight.is_franchise else name, checklist, from_text(checklist_name), channel, version_id, number,
        percent_micro, bool(failed), verdict or "",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit to be planned or imported."""

    id: str
    branch_id: int
    auditor_id: int | None
    version_id: int
    status: str = "planned"
    origin: str = "planned"
    visit_date: date | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None
    briefing: Mapping[str, Any] | None = None
    submitted_at: datetime | None = None
    accepted_at: datetime | None = None
    import_key: str | None = None
    answers: Mapping[str, Any] | None = None
    attributes: Mapping[str, str] | None = None


AT_ONCE = 5_000
COLUMNS = (
    "id", "branch_id", "auditor_id", "version_id", "status", "origin", "visit_date", "due_from", "due_to", "briefing",
    "submitted_at", "accepted_at", "import_key", "answers", "attributes", "marks", "returned_reason",
)  # fmt: skip


async def add_visits(visits: Sequence[NewVisit]) -> None:
    """Add visits, in one statement prepared once."""
    places = ", ".join(f"${number}" for number in range(1, len(COLUMNS) + 1))
    await run_many(
        writer(),
        f"INSERT INTO visit ({', '.join(COLUMNS)}) VALUES ({places})",
        [visit_values(visit) for visit in visits],
    )


def visit_values(visit: NewVisit) -> list[object]:
    """A visit's values in the order of COLUMNS."""
    return [
        visit.id, visit.branch_id, visit.auditor_id, visit.version_id, visit.status, visit.origin, visit.visit_date,
        visit.due_from, visit.due_to, to_text(dict(visit.briefing or {})), visit.submitted_at, visit.accepted_at,
        visit.import_key, to_text(dict(visit.answers or {})), to_text(dict(visit.attributes or {})), "{}", "",
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldImport:
    """What is held of a visit that was imported before."""

    branch_id: int
    auditor_id: int | None
    visit_date: date | None
    answers: Mapping[str, Any]


async def list_imports(keys: Sequence[str]) -> dict[str, HeldImport]:
    """The visits that have one of these import keys, by key."""
    held: dict[str, HeldImport] = {}
    for start in range(0, len(keys), AT_ONCE):
        where = Where()
        where.add_among("import_key", keys[start : start + AT_ONCE])
        rows = await fetch(
            writer(), f"SELECT import_key, branch_id, auditor_id, visit_date, answers FROM visit {where}", where.values
        )
        held.update({row[0]: HeldImport(row[1], row[2], as_date(row[3]), from_text(row[4])) for row in rows})
    return held


async def put_status(visit_id: str, status: str, from_statuses: Collection[str], **moments: datetime | str) -> bool:
    """Move a visit on. False when it was in none of the statuses it may come from."""
    values: dict[str, Any] = {"status": status, **moments}
    return bool(await Visit.filter(id=visit_id, status__in=list(from_statuses)).update(**values))


async def put_auditor(visit_id: str, auditor_id: int | None) -> None:
    """Give a visit to another auditor."""
    await run(writer(), "UPDATE visit SET auditor_id = $1 WHERE id = $2", [auditor_id, visit_id])


async def put_due(visit_id: str, due_from: datetime, due_to: datetime) -> None:
    """Move a visit to another time."""
    await Visit.filter(id=visit_id).update(due_from=due_from, due_to=due_to)
