"""What the consistency analysis needs to know about a chain: sums, never the answers themselves.

A long CSV and the database's rollups both become a `ChainSums`; from there on the two are the same to
the analysis, and its cost does not grow with the number of visits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from audit.scoring.histories.answers import COUNTED, NOT_APPLICABLE
from audit.scoring.histories.values import History

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NOBODY = -1
"""The auditor of a visit whose auditor is not named: each such visit is nobody in particular's."""


@dataclass(frozen=True, slots=True, eq=False)
class ScoreCells:
    """Scores (points 0-100) of the visits in each (branch, auditor, period), one array element a cell.

    `branch`, `auditor` (`NOBODY` where none is named) and `period` are positions in the names of the
    `ChainSums`; the same cell may occur twice. `total` and `squares` are the sum and the sum of squares
    of score - `origin`. An origin near the mean keeps all digits; rollups may leave it at 0.
    """

    branch: Ints
    auditor: Ints
    period: Ints
    visits: Ints
    total: Floats
    squares: Floats
    origin: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class KeptCells:
    """How often each standard counted, was kept, and was n/a, in each (standard, branch, auditor)."""

    standard: Ints
    branch: Ints
    auditor: Ints
    counting: Ints
    kept: Ints
    not_applicable: Ints


@dataclass(frozen=True, slots=True, eq=False)
class ChainSums:
    """One chain's visits, summed. `visits` counts all of them, also those that have no score.

    `branches` are codes and `branch_names` what people call them, in the same order.
    """

    visits: int
    branches: tuple[str, ...]
    branch_names: tuple[str, ...]
    auditors: tuple[str, ...]
    periods: tuple[str, ...]
    standards: tuple[str, ...]
    first: date | None
    last: date | None
    scores: ScoreCells
    kept: KeptCells


def chain_sums_from(history: History) -> ChainSums:
    """The sums of a history. A visit's score is 100 x the mean credit of its counting standards.

    A standard that no visit has an answer for is left out, as the rollups leave it out.
    """
    answered, kept = _answered(_kept_cells(history))
    return ChainSums(
        visits=len(history.visits),
        branches=history.branches,
        branch_names=history.branches,
        auditors=history.auditors,
        periods=history.periods,
        standards=tuple(history.standards[place] for place in answered.tolist()),
        first=min(history.visit_day, default=None),
        last=max(history.visit_day, default=None),
        scores=_score_cells(history),
        kept=kept,
    )


def _score_cells(history: History) -> ScoreCells:
    visit, score = visit_scores(history)
    origin = float(score.mean()) if len(score) else 0.0
    branch, auditor, period = history.visit_branch[visit], history.visit_auditor[visit], history.visit_period[visit]
    cells, cell = cells_of((branch, auditor + 1, period), (len(history.auditors) + 1, max(1, len(history.periods))))
    off = score - origin
    return ScoreCells(
        branch=cells[0],
        auditor=cells[1] - 1,
        period=cells[2],
        visits=np.bincount(cell, minlength=len(cells[0])),
        total=add_up(cell, off, len(cells[0])),
        squares=add_up(cell, off * off, len(cells[0])),
        origin=origin,
    )


def visit_scores(history: History) -> tuple[Ints, Floats]:
    """The visits that have a score (their positions), and the scores in points 0-100."""
    counts = history.reading_state[history.row_reading] == COUNTED
    visit = history.row_visit[counts]
    standards = np.bincount(visit, minlength=len(history.visits))
    earned = np.bincount(visit, history.reading_credit[history.row_reading[counts]], minlength=len(history.visits))
    scored = np.flatnonzero(standards)
    return scored, 100.0 * earned[scored] / standards[scored]


def _kept_cells(history: History) -> KeptCells:
    visit, reading = history.row_visit, history.row_reading
    keys = (history.row_standard, history.visit_branch[visit], history.visit_auditor[visit] + 1)
    cells, cell = cells_of(keys, (max(1, len(history.branches)), len(history.auditors) + 1))
    state = history.reading_state[reading]

    def count(chosen: Flags) -> Ints:
        return np.bincount(cell[chosen], minlength=len(cells[0]))

    return KeptCells(
        standard=cells[0],
        branch=cells[1],
        auditor=cells[2] - 1,
        counting=count(state == COUNTED),
        kept=count(history.reading_kept[reading]),
        not_applicable=count(state == NOT_APPLICABLE),
    )


def _answered(kept: KeptCells) -> tuple[Ints, KeptCells]:
    """The standards that have an answer on some visit, and the cells that have one, numbered among these."""
    cells = kept.counting + kept.not_applicable > 0
    standards, standard = np.unique(kept.standard[cells], return_inverse=True)
    columns = (kept.branch, kept.auditor, kept.counting, kept.kept, kept.not_applicable)
    return standards, KeptCells(standard, *(column[cells] for column in columns))


def cells_of(keys: tuple[Ints, ...], sizes: tuple[int, ...]) -> tuple[tuple[Ints, ...], Ints]:
    """The distinct combinations of several codes, and for each row the number of its combination.

    `sizes` are the numbers of levels of all keys but the first.
    """
    joined = keys[0]
    for key, size in zip(keys[1:], sizes, strict=True):
        joined = joined * size + key
    distinct, cell = np.unique(joined, return_inverse=True)
    parts: list[Ints] = []
    for size in reversed(sizes):
        distinct, part = np.divmod(distinct, size)
        parts.append(part)
    return (distinct, *reversed(parts)), cell


def add_up(places: Ints, amounts: Floats, size: int) -> Floats:
    """The amounts summed by place."""
    return np.bincount(places, amounts, minlength=size).astype(np.float64)


def count_up(places: Ints, counts: Ints, size: int) -> Ints:
    """Whole counts summed by place (exact below 2**53)."""
    return np.rint(np.bincount(places, counts, minlength=size)).astype(np.int64)
