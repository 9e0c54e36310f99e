"""The sums a model of scores is fitted to: centred on the mean, with only the levels that occur."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.scoring.sums import NOBODY, Flags, Floats, Ints, ScoreCells, add_up, cells_of, count_up

EPSILON = float(np.finfo(np.float64).eps)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Sums of score - `center` in each (branch, auditor, period) that has visits.

    `branch`, `auditor` (`NOBODY` where none is named) and `period` (here: a branch in a period) count
    from 0 without gaps; `branches`, `auditors` are the positions of these levels in the `ChainSums`.
    `noise` bounds what rounding alone adds to a sum of squares: anything below it is no variation.
    """

    branch: Ints
    auditor: Ints
    period: Ints
    n: Floats
    total: Floats
    squares: Floats
    center: float
    branches: Ints
    auditors: Ints
    noise: float

    @property
    def visits(self) -> int:
        return round(float(self.n.sum()))

    @property
    def periods(self) -> int:
        return int(self.period.max(initial=-1)) + 1

    @property
    def is_named(self) -> Flags:
        return np.asarray(self.auditor != NOBODY)


def cells_from(scores: ScoreCells, has_auditor: bool = True, has_period: bool = False) -> Cells:
    """The cells of a model: summed over what it does not look at, centred on the grand mean.

    Centring first keeps an offset from costing digits: scores + 1,000,000 have the same variances.
    """
    auditor = scores.auditor if has_auditor else np.full_like(scores.auditor, NOBODY)
    period = scores.period if has_period else np.zeros_like(scores.period)
    sizes = (int(auditor.max(initial=-1)) + 2, int(period.max(initial=0)) + 1)
    levels, cell = cells_of((scores.branch, auditor + 1, period), sizes)
    size = len(levels[0])
    n = count_up(cell, scores.visits, size).astype(np.float64)
    total, squares = add_up(cell, scores.total, size), add_up(cell, scores.squares, size)
    visits = float(n.sum())
    shift = float(total.sum()) / visits if visits else 0.0
    kept = n > 0
    branch, auditor, period = (level[kept] for level in levels)
    branches, branch = np.unique(branch, return_inverse=True)
    auditors, auditor = np.unique(auditor, return_inverse=True)
    if len(auditors) and auditors[0] == 0:
        auditors, auditor = auditors[1:], auditor - 1
    _, nested = cells_of((branch, period), (sizes[1],))
    raw = float(np.abs(squares).sum())
    return Cells(
        branch=branch,
        auditor=auditor,
        period=nested,
        n=n[kept],
        total=(total - n * shift)[kept],
        squares=np.maximum(0.0, (squares - 2 * shift * total + n * shift * shift)[kept]),
        center=float(scores.origin) + shift,
        branches=branches,
        auditors=auditors - 1,
        noise=64 * EPSILON * raw + visits * (32 * EPSILON * (abs(scores.origin) + 100.0)) ** 2,
    )
