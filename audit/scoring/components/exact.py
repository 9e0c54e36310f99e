"""Scores that branches and auditors explain to the last digit: REML has no maximum there.

The residual runs to 0 and takes the criterion with it; a search ends wherever it happens to stop. What is
left is exact: the residual is 0 and each variance is the sample variance of the effects.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.sparse import csr_array, hstack
from scipy.sparse.linalg import lsmr

from audit.scoring.components.cells import Cells
from audit.scoring.sums import Floats, Ints, add_up


def exact_effects(cells: Cells, levels: Mapping[str, Ints]) -> dict[str, Floats] | None:
    """Effects by term (centred on 0) that explain every score, and there are more visits than effects.

    The simplest explanation wins: one term alone before both. None where scores vary beyond that.
    """
    if _within(cells, _joined(list(levels.values()))) > cells.noise:
        return None
    for name, level in levels.items():
        size = int(level.max()) + 1
        if size < cells.visits and _within(cells, level) <= cells.noise:
            means = add_up(level, cells.total, size) / add_up(level, cells.n, size)
            others = {other: np.zeros(int(levels[other].max()) + 1) for other in levels}
            return {**others, name: means}
    return _both(cells, levels) if len(levels) == 2 else None


def _joined(levels: list[Ints]) -> Ints:
    joined = levels[0]
    for level in levels[1:]:
        joined = joined * (int(level.max()) + 1) + level
    return np.unique(joined, return_inverse=True)[1]


def _within(cells: Cells, level: Ints) -> float:
    """The sum of squares within the groups."""
    size = int(level.max()) + 1
    n, total = add_up(level, cells.n, size), add_up(level, cells.total, size)
    return max(0.0, float(cells.squares.sum()) - float((total**2 / np.maximum(n, 1)).sum()))


def _both(cells: Cells, levels: Mapping[str, Ints]) -> dict[str, Floats] | None:
    """Least squares on both; exact when nothing is left over."""
    sizes = [int(level.max()) + 1 for level in levels.values()]
    if cells.visits <= sum(sizes) - 1:
        return None
    root, rows = np.sqrt(cells.n), np.arange(len(cells.n))
    pairs = zip(levels.values(), sizes, strict=True)
    parts = [csr_array((root, (rows, level)), shape=(len(rows), size)) for level, size in pairs]
    found = lsmr(hstack(parts, format="csr"), cells.total / root, atol=1e-13, btol=1e-13, maxiter=2_000)
    if float(found[3]) ** 2 > max(cells.noise, 1e-14 * float(cells.squares.sum())):
        return None
    first = sizes[0]
    return dict(zip(levels, (found[0][:first], found[0][first:]), strict=True))
