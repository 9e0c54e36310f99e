"""The sums computed anew from the visits, one branch at a time: compared with what is kept, or put in its place."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.store.connections import is_postgres, writer
from audit.store.raw import fetch, fetch_together, run, run_many
from audit.store.results import as_bool
from audit.store.rollups import TABLES, Key, Rollups, StandardFact, Sums, Table, VisitFacts, rows_of, sums_of, upsert
from audit.store.selections import COUNTED

COUNTED_PLACES = ", ".join(f"${number}" for number in range(2, len(COUNTED) + 2))
VISITS = (
    "SELECT visit.id, checklist_version.checklist_id, visit.auditor_id, visit.visit_date, result.percent_micro,"
    " result.failed FROM visit JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN result ON result.visit_id = visit.id AND result.is_current"
    f" WHERE visit.branch_id = $1 AND visit.status IN ({COUNTED_PLACES})"
)
STANDARDS = (
    "SELECT visit.id, one.standard_id, one.state, one.credit_micro, one.is_kept, one.is_exceeded"
    " FROM visit JOIN standard_result AS one ON one.visit_id = visit.id"
    f" WHERE visit.branch_id = $1 AND visit.status IN ({COUNTED_PLACES})"
)


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A row of a rollup that does not say what the visits say; None where there is no row."""

    table: str
    key: Mapping[str, int]
    kept: Sums | None
    counted: Sums | None


async def list_summed_branches() -> list[int]:
    """Every branch that has sums, or visits to sum."""
    tables = " UNION ".join(f"SELECT branch_id FROM {table.name}" for table in TABLES)
    rows = await fetch(writer(), f"SELECT DISTINCT branch_id FROM visit UNION {tables} ORDER BY 1")
    return [int(row[0]) for row in rows]


async def recount(branch_id: int) -> Rollups:
    """The sums of a branch, from its visits."""
    values = [branch_id, *COUNTED]
    visits, standards = await fetch_together(writer(), (VISITS, values), (STANDARDS, values))
    facts: dict[str, list[StandardFact]] = {row[0]: [] for row in visits}
    for visit_id, standard_id, state, credit, kept, exceeded in standards:
        if visit_id in facts:
            facts[visit_id].append(StandardFact(standard_id, state, credit, as_bool(kept), as_bool(exceeded)))
    return sums_of(
        VisitFacts(checklist, branch_id, auditor, month_of(day), percent, bool(failed), facts[visit_id])
        for visit_id, checklist, auditor, day, percent, failed in visits
    )


def month_of(day: object) -> int:
    """202611 for a day of November 2026, as either engine gives it."""
    text = str(day)
    return int(text[:4]) * 100 + int(text[5:7])


async def list_kept(table: Table, branch_id: int) -> dict[Key, Sums]:
    """The rows of a rollup for a branch."""
    columns = ", ".join((*table.key, *table.sums))
    rows = await fetch(writer(), f"SELECT {columns} FROM {table.name} WHERE branch_id = $1", [branch_id])
    width = len(table.key)
    return {tuple(map(int, row[:width])): list(map(int, row[width:])) for row in map(tuple, rows)}


async def list_wrong_sums(branch_id: int) -> list[WrongSum]:
    """Where the sums of a branch differ from its visits."""
    counted = await recount(branch_id)
    return [
        wrong for table in TABLES for wrong in differences(table, await list_kept(table, branch_id), counted[table])
    ]


def differences(table: Table, kept: Mapping[Key, Sums], counted: Mapping[Key, Sums]) -> Iterator[WrongSum]:
    """Rows that are not the same on both sides."""
    for key in sorted(kept.keys() | counted.keys()):
        if kept.get(key) != counted.get(key):
            yield WrongSum(table.name, dict(zip(table.key, key, strict=True)), kept.get(key), counted.get(key))


async def replace_sums(branch_id: int) -> int:
    """Put the recounted sums of a branch in the place of those kept; how many rows differed.

    Inside an open transaction.
    """
    if is_postgres():
        # A submission that has added its sums and not committed yet must not be counted without them.
        await run(writer(), f"LOCK TABLE {', '.join(table.name for table in TABLES)} IN SHARE ROW EXCLUSIVE MODE")
    wrong = await list_wrong_sums(branch_id)
    if wrong:
        counted = await recount(branch_id)
        for table in TABLES:
            await run(writer(), f"DELETE FROM {table.name} WHERE branch_id = $1", [branch_id])
            await run_many(writer(), upsert(table), rows_of(counted[table]))
    return len(wrong)
