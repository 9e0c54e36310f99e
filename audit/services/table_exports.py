"""The tables of the desk as spreadsheets: the same rows, in the same order, without pages.

Column names are fixed and English, shares are of 1 and scores in points, so that what reads them once reads them
always. A text that a spreadsheet would run as a formula is defused where a row is written.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from audit.services.branch_lists import Seen, seen_branches
from audit.services.compare_pages.parts import StandardLine
from audit.services.comparisons import Comparison, compare
from audit.services.exports import Cell, yes_no
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of
from audit.services.selecting import selection_of
from audit.services.standard_pages import sorted_lines
from audit.services.visit_lists import STATES
from audit.services.visit_traces import Trace, narrowed
from audit.store import visits
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.visits import VisitRow

BATCH = 500
CELL_COLUMNS = ("standard", "promise", "touchpoint", "branch", "branch_name", "visits", "kept", "share")
BRANCH_COLUMNS = (
    "branch", "branch_name", "region", "city", "ownership", "visits", "last_visit", "mean", "score", "score_low",
    "score_high", "place_first", "place_last", "standing",
)  # fmt: skip
STANDARD_COLUMNS = (
    "promise", "touchpoint", "visits", "kept", "kept_low", "kept_high", "same_branch", "other_branch", "gap", "gap_low",
    "gap_high", "branches_below",
)  # fmt: skip
VISIT_COLUMNS = (
    "visit_id", "branch", "branch_name", "date", "checklist", "version", "auditor", "status", "percent", "verdict",
    "failed",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class View:
    """What a table is asked for: filters, sort order, what a list of visits is narrowed to."""

    filters: Filters
    sort: str
    state: str
    today: date
    language: str
    trace: Trace = field(default_factory=Trace)


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its rows in batches, so that a long one is never held whole."""

    name: str
    columns: Sequence[str]
    batches: AsyncIterator[Sequence[Sequence[Cell]]]


async def in_one(rows: Sequence[Sequence[Cell]]) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    """Rows that are there already, as one batch."""
    yield rows


async def consistency_table(sight: Sight, view: View) -> Table:
    """The heat map's cells, one a row: every standard at every branch where it counted."""
    comparison = await compare(sight, view.filters, view.today)
    return Table("consistency", CELL_COLUMNS, in_one(heat_cells(comparison, view.language)))


def heat_cells(comparison: Comparison, language: str) -> list[Sequence[Cell]]:
    """The rows, by standard and branch."""
    promises = {key: promise_of(row, language) for key, row in comparison.standards.items()}
    rows: list[Sequence[Cell]] = []
    for sums in sorted(comparison.standard_sums, key=lambda one: (one.standard_id, one.branch_id)):
        if sums.counted:
            standard, branch = comparison.standards[sums.standard_id], comparison.branches[sums.branch_id]
            head = (standard.key, promises[standard.id], standard.touchpoint, branch.code, branch.name)
            rows.append((*head, sums.counted, sums.kept, rounded(sums.kept / sums.counted)))
    return rows


async def branches_table(sight: Sight, view: View) -> Table:
    """The list of branches."""
    rows, _ = await seen_branches(sight, view.filters, view.sort, view.today)
    return Table("branches", BRANCH_COLUMNS, in_one([branch_cells(row) for row in rows]))


def branch_cells(row: Seen) -> Sequence[Cell]:
    """One branch: scores in points, its place among all as a range."""
    branch, result = row.branch, row.result
    head = (branch.code, branch.name, branch.region or "", branch.city, branch.ownership)
    if result is None:
        return (*head, 0, row.last and row.last.isoformat(), *[None] * 6, "too_few")
    low, high = result.interval or (None, None)
    first, last = result.rank_range or (None, None)
    return (
        *head, result.visits, row.last and row.last.isoformat(), rounded(result.mean), rounded(result.adjusted),
        rounded(low), rounded(high), first, last, result.group,
    )  # fmt: skip


async def standards_table(sight: Sight, view: View) -> Table:
    """The list of standards."""
    comparison = await compare(sight, view.filters, view.today)
    lines = sorted_lines(comparison, view.filters, view.sort, view.language)
    return Table("standards", STANDARD_COLUMNS, in_one([standard_cells(line) for line in lines]))


def standard_cells(line: StandardLine) -> Sequence[Cell]:
    """One standard; shares of 1."""
    kept, gap = line.interval or (None, None), line.gap_interval or (None, None)
    place = line.touchpoint if isinstance(line.touchpoint, str) else str(line.touchpoint)
    shares = (line.kept, *kept, line.same_branch, line.different_branches, line.gap, *gap)
    return (line.promise, place, line.visits, *map(rounded, shares), line.flagged)


async def visits_table(sight: Sight, view: View) -> Table:
    """The list of visits, the newest first; franchise readers see what was handed in, and nicknames."""
    is_reader = sight.role == "reader"
    statuses = COUNTED if is_reader else STATES.get(view.state, STATES[""])[1]
    selection = await narrowed(sight, await selection_of(view.filters, view.today, statuses), view.trace)
    return Table("visits", VISIT_COLUMNS, visit_batches(sight, selection))


async def visit_batches(sight: Sight, selection: Selection) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    """The rows, so many at a time."""
    done = 0
    while rows := await visits.list_visits(sight, selection, BATCH, done):
        yield [visit_cells(row) for row in rows]
        done += len(rows)


def visit_cells(row: VisitRow) -> Sequence[Cell]:
    """One visit."""
    percent = None if row.percent_micro is None else row.percent_micro / 1_000_000
    day = row.visit_date and row.visit_date.isoformat()
    return (
        row.id, row.branch_code, row.branch, day, row.checklist, row.version, row.auditor, row.status, percent,
        row.verdict, yes_no(row.failed),
    )  # fmt: skip


def rounded(value: float | None) -> float | None:
    """Six decimals: more would only be noise of the arithmetic."""
    return None if value is None else round(value, 6)
