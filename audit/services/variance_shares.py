"""Where the differences in one thing come from that is found visit by visit: how long it took, whether it applied.

The same model as that of the scores, crossed branches and auditors by REML, on other numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

import numpy as np

from audit.scoring.analysis import Analysis, AnalysisOptions
from audit.scoring.sums import NOBODY, ChainSums, KeptCells, ScoreCells
from audit.services.analysts import analysed
from audit.store.auditor_sums import AuditorSums
from audit.store.standard_seconds import Timed

NO_CELLS = np.zeros(0, dtype=np.int64)
SHORTEST_SECONDS = 0.5
"""A stopwatch shows whole seconds: what it shows as 0 took less than this, and has a logarithm."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one auditor found at one branch: on how many visits, the sum of the numbers, the sum of their squares."""

    branch_id: int
    auditor_id: int | None
    visits: int
    total: float
    squares: float


def of_times(timed: Sequence[Timed]) -> list[Found]:
    """Seconds as natural logarithms: twice as long counts the same from 20 seconds as from 200."""
    logs = [(one, log(max(one.seconds, SHORTEST_SECONDS))) for one in timed]
    return [Found(one.branch_id, one.auditor_id, 1, value, value * value) for one, value in logs]


def of_not_applicable(sums: Sequence[AuditorSums]) -> list[Found]:
    """“Not applicable” as 100 where it was answered and 0 where not, of the visits on which the standard was asked."""
    return [
        Found(
            one.branch_id, one.auditor_id, one.counted + one.not_applicable,
            100.0 * one.not_applicable, 10_000.0 * one.not_applicable,
        )
        for one in sums
    ]  # fmt: skip


async def differences_in(found: Sequence[Found]) -> Analysis:
    """The analysis whose components say how much of the differences is the branch, the auditor, the single visit."""
    branches = sorted({one.branch_id for one in found})
    auditors = sorted({one.auditor_id for one in found if one.auditor_id is not None})
    at, by = ({key: place for place, key in enumerate(keys)} for keys in (branches, auditors))
    cells = ScoreCells(
        branch=np.array([at[one.branch_id] for one in found], dtype=np.int64),
        auditor=np.array([NOBODY if one.auditor_id is None else by[one.auditor_id] for one in found], dtype=np.int64),
        period=np.zeros(len(found), dtype=np.int64),
        visits=np.array([one.visits for one in found], dtype=np.int64),
        total=np.array([one.total for one in found], dtype=np.float64),
        squares=np.array([one.squares for one in found], dtype=np.float64),
    )
    codes = tuple(map(str, branches))
    nothing = KeptCells(NO_CELLS, NO_CELLS, NO_CELLS, NO_CELLS, NO_CELLS, NO_CELLS)
    visits = sum(one.visits for one in found)
    sums = ChainSums(visits, codes, codes, tuple(map(str, auditors)), ("",), (), None, None, cells, nothing)
    return await analysed(sums, AnalysisOptions())
