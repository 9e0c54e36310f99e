"""Variance components from pairs of visits, without assumptions about shapes.

How far apart are two visits, squared, on average: at two branches by two auditors, at one branch by two
auditors, at two branches by one auditor? The differences between these are the components.
Source: K. Gao and A. Owen (2017), Electronic Journal of Statistics 11:1235-1296. They are where the
search for the REML estimates starts, a check on it, and the answer where it would cost too much.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from audit.scoring.components.cells import Cells
from audit.scoring.components.estimability import AUDITOR, BRANCH, PERIOD, RESIDUAL
from audit.scoring.sums import Floats, Ints, add_up


@dataclass(frozen=True, slots=True)
class PairDifferences:
    """Mean squared difference of two visits' scores (points squared), None where there is no such pair.

    `apart` differ in branch and auditor; `same_branch` and `same_auditor` share only that; `same_both` share both.
    """

    apart: float | None
    same_branch: float | None
    same_auditor: float | None
    same_both: float | None


def pair_differences(cells: Cells) -> PairDifferences:
    """The four kinds of pairs, by inclusion and exclusion over sums; visits by nobody share no auditor."""
    auditor = _with_strangers_apart(cells)
    everything = _pairs(cells, np.zeros(len(cells.n), np.int64), strangers_apart=False)
    branch = _pairs(cells, cells.branch, strangers_apart=False)
    same_auditor = _pairs(cells, auditor, strangers_apart=True)
    both = _pairs(cells, cells.branch * (int(auditor.max(initial=0)) + 1) + auditor, strangers_apart=True)
    return PairDifferences(
        apart=_mean(everything - branch - same_auditor + both, cells.noise),
        same_branch=_mean(branch - both, cells.noise),
        same_auditor=_mean(same_auditor - both, cells.noise),
        same_both=_mean(both, cells.noise),
    )


def _with_strangers_apart(cells: Cells) -> Ints:
    return np.where(cells.is_named, cells.auditor, len(cells.auditors))


def _pairs(cells: Cells, group: Ints, strangers_apart: bool) -> Floats:
    """(number of unordered pairs within groups, sum of their squared differences)."""
    counted = cells.is_named if strangers_apart else np.ones(len(cells.n), dtype=bool)
    _, place = np.unique(group[counted], return_inverse=True)
    size = int(place.max(initial=-1)) + 1
    n, total, squares = (add_up(place, x[counted], size) for x in (cells.n, cells.total, cells.squares))
    return np.array([float((n * (n - 1) / 2).sum()), float((n * squares - total**2).sum())])


def _mean(pairs: Floats, noise: float) -> float | None:
    count, squares = pairs
    if count < 0.5:
        return None
    return float(squares) / float(count) if squares > noise else 0.0


def moment_components(cells: Cells) -> Mapping[str, float | None]:
    """branch, auditor and residual variance from pairs; None where the pairs for one are missing."""
    pairs = pair_differences(cells)
    dd, sd, ds = pairs.apart, pairs.same_branch, pairs.same_auditor
    return {
        BRANCH: None if dd is None or sd is None else (dd - sd) / 2,
        AUDITOR: None if dd is None or ds is None else (dd - ds) / 2,
        RESIDUAL: None if dd is None or sd is None or ds is None else (sd + ds - dd) / 2,
    }


def starting_ratios(cells: Cells, terms: tuple[str, ...]) -> dict[str, float]:
    """Where the search begins: moment estimates kept within reason."""
    found = moment_components(cells)
    residual = found[RESIDUAL] or 0.0
    spread = float(cells.squares.sum()) / cells.visits
    base = residual if residual > 0.05 * spread else 0.5 * spread
    ratios = {term: min(max((found.get(term) or 0.0) / base, 0.02), 50.0) for term in terms if term != PERIOD}
    return {term: ratios.get(term, 0.3) for term in terms}
