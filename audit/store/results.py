"""What visits came to: frozen scores, and how each standard fared."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple

from audit.store.connections import writer
from audit.store.documents import from_text, to_text
from audit.store.models import Result
from audit.store.month_sums import month_of_latest
from audit.store.raw import Where, as_date, fetch, fetch_one, run, run_many
from audit.store.rollups import StandardFact, VisitFacts
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A visit's current score; `document` is what `audit score` prints."""

    revision: int
    version_hash: str
    document: Mapping[str, Any]
    percent_micro: int | None
    failed: bool
    verdict: str
    made_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class NewResult:
    """A score to be frozen."""

    visit_id: str
    version_hash: str
    document: Mapping[str, Any]
    percent_micro: int | None
    failed: bool
    verdict: str
    made_at: datetime
    made_by: int | None = None
    revision: int = 1
    reason: str = ""


class NewStandardResult(NamedTuple):
    """How a standard fared on a visit. `item` is the one that shows it: the first broken, else the first."""

    visit_id: str
    standard_id: int
    item: str
    state: str
    credit_micro: int | None
    is_kept: bool | None
    is_exceeded: bool | None
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class StandardResultRow:
    """How a standard fared on one visit, for the page behind a cell of the heat map."""

    visit_id: str
    visit_date: date | None
    standard_id: int
    item: str
    state: str
    credit_micro: int | None
    is_kept: bool | None
    is_exceeded: bool | None
    seconds: float | None
    percent_micro: int | None


FROM_COUNTED = (
    "FROM visit JOIN branch ON branch.id = visit.branch_id LEFT JOIN region ON region.id = branch.region_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
)
RESULT = ("revision", "version_hash", "document", "percent_micro", "failed", "verdict", "made_at", "reason")


async def find_result(visit_id: str) -> ResultRow | None:
    """The current score of a visit that somebody has already been let see."""
    row = await Result.get_or_none(visit_id=visit_id, is_current=True).values_list(*RESULT)
    return ResultRow(*row) if row else None


async def add_results(results: Sequence[NewResult]) -> None:
    """Freeze scores; each becomes its visit's current one."""
    await run_many(
        writer(),
        "INSERT INTO result (visit_id, revision, is_current, version_hash, document, percent_micro, failed, verdict,"
        " made_at, made_by_id, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        [
            (one.visit_id, one.revision, True, one.version_hash, to_text(dict(one.document)), one.percent_micro,
             one.failed, one.verdict, one.made_at, one.made_by, one.reason)
            for one in results
        ],
    )  # fmt: skip


async def retire_result(visit_id: str) -> None:
    """Make room for a new revision: the current one stays readable."""
    await run(writer(), "UPDATE result SET is_current = $1 WHERE visit_id = $2 AND is_current", [False, visit_id])


async def get_newest_revision(visit_id: str) -> int:
    """The number of the newest revision, 0 when there is none."""
    row = await fetch_one(writer(), "SELECT MAX(revision) FROM result WHERE visit_id = $1", [visit_id])
    return int(row[0] or 0) if row else 0


async def add_standard_results(rows: Sequence[NewStandardResult]) -> None:
    """Write down how standards fared on visits."""
    await run_many(
        writer(),
        "INSERT INTO standard_result (visit_id, standard_id, item, state, credit_micro, is_kept, is_exceeded, seconds)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            (one.visit_id, one.standard_id, one.item, one.state, one.credit_micro, one.is_kept, one.is_exceeded,
             one.seconds)
            for one in rows
        ],
    )  # fmt: skip


async def remove_standard_results(visit_id: str) -> None:
    """Forget how standards fared on a visit, before it is scored anew."""
    await run(writer(), "DELETE FROM standard_result WHERE visit_id = $1", [visit_id])


def counted_where(sight: Sight, selection: Selection) -> Where:
    """The conditions for the counted visits of a selection."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    selection.limit_visits(where)
    if not selection.statuses:
        where.add_among("visit.status", COUNTED)
    return where


async def find_facts(visit_id: str) -> VisitFacts | None:
    """What a visit adds to the sums, None when it has no score document."""
    row = await fetch_one(
        writer(),
        "SELECT checklist_version.checklist_id, visit.branch_id, visit.auditor_id, visit.visit_date,"
        " result.percent_micro, result.failed FROM visit JOIN checklist_version ON checklist_version.id ="
        " visit.version_id JOIN result ON result.visit_id = visit.id AND result.is_current WHERE visit.id = $1",
        [visit_id],
    )
    if row is None:
        return None
    checklist_id, branch_id, auditor_id, visit_date, percent_micro, failed = row
    day = as_date(visit_date)
    assert day is not None
    standards = tuple(await list_standard_facts(visit_id))
    return VisitFacts(
        checklist_id, branch_id, auditor_id, day.year * 100 + day.month, percent_micro, bool(failed), standards
    )


async def list_standard_facts(visit_id: str) -> list[StandardFact]:
    """How each standard fared on one visit."""
    rows = await fetch(
        writer(),
        "SELECT standard_id, state, credit_micro, is_kept, is_exceeded FROM standard_result WHERE visit_id = $1",
        [visit_id],
    )
    return [
        StandardFact(standard_id, state, credit, as_bool(kept), as_bool(exceeded))
        for standard_id, state, credit, kept, exceeded in rows
    ]


def as_bool(value: object) -> bool | None:
    """A truth as either engine gives it."""
    return None if value is None else bool(value)


async def list_standard_results(sight: Sight, selection: Selection, limit: int = 500) -> list[StandardResultRow]:
    """Where standards counted on visits, newest first: what lies behind a cell of the heat map."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    since = await month_of_latest(sight, selection, limit)
    replace(selection, statuses=selection.statuses or COUNTED, since=since).limit_visits_alone(where)
    where.conditions.append("one.state = 'counted'")
    if selection.standard_id is not None:
        where.add("one.standard_id = {}", selection.standard_id)
    rows = await fetch(
        writer(),
        "SELECT visit.id, visit.visit_date, one.standard_id, one.item, one.state, one.credit_micro, one.is_kept,"
        " one.is_exceeded, one.seconds, result.percent_micro FROM visit"
        " JOIN standard_result AS one ON one.visit_id = visit.id"
        f" LEFT JOIN result ON result.visit_id = visit.id AND result.is_current {where}"
        f" ORDER BY visit.visit_date DESC, visit.id DESC, one.standard_id LIMIT {int(limit)}",
        where.values,
    )
    return [
        StandardResultRow(visit_id, as_date(day), standard_id, item, state, credit, as_bool(kept), as_bool(exceeded),
                          seconds, percent)
        for visit_id, day, standard_id, item, state, credit, kept, exceeded, seconds, percent in rows
    ]  # fmt: skip


async def list_documents(visit_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """The current score documents of visits, by visit."""
    where = Where()
    where.add_among("visit_id", visit_ids)
    where.conditions.append("is_current")
    rows = await fetch(writer(), f"SELECT visit_id, document FROM result {where}", where.values)
    return {visit_id: from_text(document) for visit_id, document in rows}
