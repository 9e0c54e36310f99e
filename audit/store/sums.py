"""Reading the sums: what heat maps, branch means and the statistics are made of. Never the answers themselves.

Whole months come from the rollups, and everything from their `month = 0` rows: as many rows as there
are cells, however many visits stand behind them. Where a period begins or ends inside a month, that
month's visits are counted instead; the numbers mean the same. All sums are exact integers.
"""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from audit.store.connections import writer
from audit.store.models.rollups import ALL_MONTHS, NO_AUDITOR
from audit.store.raw import Row, Where, as_date, fetch
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.spans import Span, end_of_month, span_of

LOW_BITS = 32


@dataclass(frozen=True, slots=True)
class ScoreSums:
    """The scores of one auditor's visits to one branch (None: visits that name nobody).

    `percent_micro` is the sum of percents x 1,000,000, `square_micro` the sum of their squares.
    """

    branch_id: int
    auditor_id: int | None
    visits: int
    scored: int
    percent_micro: int
    square_micro: int
    failed: int


class StandardSums(NamedTuple):
    """One standard at one branch: on `counted` visits it counted, on `kept` of them it was kept.

    It was `exceeded` on so many of the `expectations` visits where it could be. A tuple, because a large chain
    has sixty thousand of them on a page.
    """

    branch_id: int
    standard_id: int
    counted: int
    kept: int
    not_applicable: int
    exceeded: int
    expectations: int

    def plus(self, more: StandardSums) -> StandardSums:
        """The same cell with more visits."""
        return StandardSums(
            self.branch_id,
            self.standard_id,
            self.counted + more.counted,
            self.kept + more.kept,
            self.not_applicable + more.not_applicable,
            self.exceeded + more.exceeded,
            self.expectations + more.expectations,
        )


async def list_score_sums(sight: Sight, selection: Selection) -> list[ScoreSums]:
    """The scores of every branch and auditor that met in the counted visits of a selection."""
    span = span_of(selection.since, selection.until)
    where = rollup_where(sight, selection, span)
    columns = ", ".join(map(whole, ("visits", "scored", "percent_micro", "square_high", "square_low", "failed")))
    text = f"SELECT branch_id, auditor_id, {columns} FROM score_rollup {where} GROUP BY branch_id, auditor_id"
    rows = list(await fetch(writer(), text, where.values))
    for run in span.days:
        rows += await live_scores(sight, selection, run)
    return [score_sums(row) for row in rows]


def whole(column: str) -> str:
    """A sum that is a whole number on both engines (PostgreSQL makes the SUM of a bigint numeric)."""
    return f"CAST(COALESCE(SUM({column}), 0) AS BIGINT)"


def rollup_where(sight: Sight, selection: Selection, span: Span) -> Where:
    """The conditions on a rollup. Everything is one row a cell; a period is its months."""
    where = Where()
    if span.is_everything:
        where.add("month = {}", ALL_MONTHS)
    else:
        where.add("month > {} AND month >= {} AND month <= {}", ALL_MONTHS, span.first, span.last)
    sight.limit(where, "branch_id")
    branches = Where(*where.values)
    selection.limit_branches(branches)
    if branches.conditions:
        where.values = branches.values
        inside = "SELECT branch.id FROM branch LEFT JOIN region ON region.id = branch.region_id"
        where.conditions.append(f"branch_id IN ({inside} {branches})")
    checklists = Where(*where.values)
    selection.limit_checklists(checklists)
    where.values = checklists.values
    # Named also when all are meant: the rollups' index begins with the checklist.
    where.conditions.append(f"checklist_id IN (SELECT checklist.id FROM checklist {checklists})")
    return where


async def live_scores(sight: Sight, selection: Selection, run: tuple[date, date]) -> Sequence[Row]:
    """The same columns, counted from the visits of some days."""
    where = counted_where(sight, replace(selection, since=run[0], until=run[1]))
    micro = "result.percent_micro"
    return await fetch(
        writer(),
        f"SELECT visit.branch_id, COALESCE(visit.auditor_id, {NO_AUDITOR}), COUNT(*), COUNT({micro}), {whole(micro)},"
        f" {whole(f'({micro} * {micro}) / {1 << LOW_BITS}')}, {whole(f'({micro} * {micro}) % {1 << LOW_BITS}')},"
        f" COUNT(CASE WHEN result.failed THEN 1 END) {FROM_COUNTED}"
        f" JOIN result ON result.visit_id = visit.id AND result.is_current {where}"
        " GROUP BY visit.branch_id, visit.auditor_id",
        where.values,
    )


FROM_COUNTED = (
    "FROM visit JOIN branch ON branch.id = visit.branch_id LEFT JOIN region ON region.id = branch.region_id"
    " JOIN checklist_version ON checklist_version.id = visit.version_id"
    " JOIN checklist ON checklist.id = checklist_version.checklist_id"
)


def counted_where(sight: Sight, selection: Selection) -> Where:
    """The conditions for the counted visits of a selection."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    replace(selection, statuses=COUNTED).limit_visits(where)
    return where


def score_sums(row: Row) -> ScoreSums:
    """A row of sums, the two halves of the squares put together."""
    branch_id, auditor_id, visits, scored, percent_micro, high, low, failed = row
    auditor = None if auditor_id == NO_AUDITOR else auditor_id
    return ScoreSums(branch_id, auditor, visits, scored, percent_micro, (high << LOW_BITS) + low, failed)


STANDARD_COLUMNS = ("counted", "kept", "not_applicable", "exceeded", "expectations")
LIVE_COLUMNS = ", ".join(
    f"COUNT(CASE WHEN {condition} THEN 1 END)"
    for condition in (
        "one.state = 'counted'",
        "one.is_kept",
        "one.state = 'not_applicable'",
        "one.is_exceeded",
        "one.state = 'counted' AND one.is_exceeded IS NOT NULL",
    )
)


async def list_standard_sums(sight: Sight, selection: Selection) -> list[StandardSums]:
    """How each standard fared at each branch in the counted visits of a selection: the heat map's cells."""
    span = span_of(selection.since, selection.until)
    where = rollup_where(sight, selection, span)
    if selection.standard_id is not None:
        where.add("standard_id = {}", selection.standard_id)
    if span.is_everything:  # one row a cell and checklist: adding them up here costs less than a GROUP BY
        text = f"SELECT branch_id, standard_id, {', '.join(STANDARD_COLUMNS)} FROM standard_total {where}"
    else:
        columns = ", ".join(map(whole, STANDARD_COLUMNS))
        text = f"SELECT branch_id, standard_id, {columns} FROM standard_total {where} GROUP BY branch_id, standard_id"
    rows = list(await fetch(writer(), text, where.values))
    for run in span.days:
        rows += await live_standards(sight, selection, run)
    return merged_standards(rows)


async def live_standards(sight: Sight, selection: Selection, run: tuple[date, date]) -> Sequence[Row]:
    """The same columns, counted from the visits of some days."""
    where = counted_where(sight, replace(selection, since=run[0], until=run[1]))
    where.add_among("one.state", ("counted", "not_applicable"))
    if selection.standard_id is not None:
        where.add("one.standard_id = {}", selection.standard_id)
    return await fetch(
        writer(),
        f"SELECT visit.branch_id, one.standard_id, {LIVE_COLUMNS} {FROM_COUNTED}"
        f" JOIN standard_result AS one ON one.visit_id = visit.id {where} GROUP BY visit.branch_id, one.standard_id",
        where.values,
    )


def merged_standards(rows: Sequence[Row]) -> list[StandardSums]:
    """One cell for each branch and standard, of several checklists, whole months and single days together."""
    cells: dict[tuple[int, int], StandardSums] = {}
    for row in rows:
        cell = StandardSums._make(row)
        key = cell[:2]
        have = cells.get(key)
        cells[key] = cell if have is None else have.plus(cell)
    return list(cells.values())


def monthly(span: Span) -> Span:
    """A span that names months, also where everything is meant: the sums by auditor have no all-months rows."""
    return replace(span, first=max(span.first, 1))


async def find_first_and_last(sight: Sight, selection: Selection) -> tuple[date | None, date | None]:
    """The first and last day of the counted visits of a selection.

    The rollups say in which months to look, so that only two months' visits are read.
    """
    where = rollup_where(sight, selection, monthly(span_of(None, None)))
    row = (await fetch(writer(), f"SELECT MIN(month), MAX(month) FROM score_rollup {where}", where.values))[0]
    if row[0] is None:
        return None, None
    months = [date(month // 100, month % 100, 1) for month in (int(row[0]), int(row[1]))]
    first, last = max(months[0], selection.since or months[0]), end_of_month(months[1])
    last = min(last, selection.until or last)
    end, start = end_of_month(first), last.replace(day=1)
    first_month = replace(selection, since=first, until=min(end, selection.until or end))
    last_month = replace(selection, since=max(start, selection.since or start), until=last)
    return (
        await find_day(sight, first_month, "MIN", selection),
        await find_day(sight, last_month, "MAX", selection),
    )


async def find_day(sight: Sight, narrow: Selection, which: str, wide: Selection) -> date | None:
    """The first or last day in a month; where that month has none in the period, in the whole period."""
    for selection in (narrow, wide):
        where = counted_where(sight, selection)
        text = f"SELECT {which}(visit.visit_date) {FROM_COUNTED} {where}"
        day = as_date((await fetch(writer(), text, where.values))[0][0])
        if day is not None:
            return day
    return None
