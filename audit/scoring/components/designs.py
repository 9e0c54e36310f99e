"""The mixed-model equations of a chain, laid out so that one factor drops out by division.

The factor with more levels is eliminated (its block is diagonal); what is left is a dense system in the
other factor and the mean. A branch x period factor nested in the branches is eliminated before that.
Source: C. R. Henderson (1984), Applications of Linear Models in Animal Breeding; the elimination is
that of Searle, Casella and McCulloch (1992), Variance Components, chapter 7.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from audit.scoring.components.cells import Cells
from audit.scoring.components.estimability import AUDITOR, BRANCH, PERIOD
from audit.scoring.sums import Flags, Floats, Ints, add_up

SPARSE_COST = 20.0
"""A multiplication in a sparse product costs about as much as so many in a dense one."""

Counts: TypeAlias = Any
"""Visits by row (or unit) and column: a numpy array or a scipy csr_array, whichever multiplies faster."""


@dataclass(frozen=True, slots=True, eq=False)
class Strangers:
    """Visits whose auditor nobody named, in a model with auditors: each has an auditor of its own.

    Summed by unit (`on_units`: units are branches, or their periods), else by column (the branches).
    """

    on_units: bool
    n: Floats
    total: Floats
    squares: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Design:
    """Counts and sums of a model with one to three terms.

    Rows are the levels that are eliminated, columns those that stay. Units are the levels of the nested
    factor; without one each row is its own unit. `n` and `total` are by unit, `column_n` and
    `column_total` by column, both without the strangers; `cross` counts visits by unit and column.
    """

    terms: tuple[str, ...]
    row_term: str
    column_term: str | None
    nested_term: str | None
    unit_row: Ints
    n: Floats
    total: Floats
    column_n: Floats
    column_total: Floats
    squares: float
    cross: Counts
    strangers: Strangers | None
    visits: int

    @property
    def rows(self) -> int:
        return int(self.unit_row[-1]) + 1

    @property
    def columns(self) -> int:
        return len(self.column_n)

    @property
    def units(self) -> int:
        return len(self.n)

    def levels(self, term: str) -> int:
        """How many levels a term has."""
        return {self.nested_term: self.units, self.row_term: self.rows}.get(term, self.columns)


def design_of(cells: Cells, terms: tuple[str, ...]) -> Design:
    """Lay out the equations. Units are numbered in the order of their rows."""
    levels = {BRANCH: cells.branch, AUDITOR: cells.auditor, PERIOD: cells.period}
    nested = PERIOD if PERIOD in terms and BRANCH in terms else None
    crossed = [term for term in terms if term != nested]
    row_term = BRANCH if nested else max(crossed, key=lambda term: int(levels[term].max()))
    column_term = next((term for term in crossed if term != row_term), None)
    unit = levels[nested or row_term]
    column = levels[column_term] if column_term else np.zeros(len(unit), np.int64)
    known = cells.is_named if AUDITOR in terms else np.ones(len(cells.n), dtype=bool)
    units, columns = int(unit.max()) + 1, int(column.max()) + 1 if column_term else 0
    return Design(
        terms=terms,
        row_term=row_term,
        column_term=column_term,
        nested_term=nested,
        unit_row=_rows_of_units(unit, levels[row_term], units),
        n=add_up(unit[known], cells.n[known], units),
        total=add_up(unit[known], cells.total[known], units),
        column_n=add_up(column[known], cells.n[known], columns)[:columns],
        column_total=add_up(column[known], cells.total[known], columns)[:columns],
        squares=float(cells.squares[known].sum()),
        cross=_cross(cells.n[known], unit[known], column[known], (units, columns)),
        strangers=_strangers(cells, known, unit, column, row_term != AUDITOR),
        visits=cells.visits,
    )


def _rows_of_units(unit: Ints, row: Ints, units: int) -> Ints:
    rows = np.zeros(units, np.int64)
    rows[unit[unit >= 0]] = row[unit >= 0]
    return rows


def _cross(n: Floats, unit: Ints, column: Ints, shape: tuple[int, int]) -> Counts:
    if not shape[1]:
        return np.zeros(shape)
    return quickest(csr_array((n, (unit, column)), shape=shape))


def quickest(counts: Counts) -> Counts:
    """The same counts, dense where that multiplies faster."""
    if isinstance(counts, np.ndarray):
        return counts
    filled = np.diff(counts.indptr).astype(np.float64)
    if SPARSE_COST * float((filled**2).sum()) < float(counts.shape[0]) * counts.shape[1] ** 2:
        return counts
    return np.asarray(counts.toarray())


def _strangers(cells: Cells, known: Flags, unit: Ints, column: Ints, on_units: bool) -> Strangers | None:
    if known.all():
        return None
    places = (unit if on_units else column)[~known]
    size = int((unit if on_units else column).max()) + 1
    return Strangers(
        on_units=on_units,
        n=add_up(places, cells.n[~known], size),
        total=add_up(places, cells.total[~known], size),
        squares=add_up(places, cells.squares[~known], size),
    )
