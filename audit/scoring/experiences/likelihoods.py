"""The likelihood of a beta-binomial chain, at many (a, b) at once.

Over the branches it is a sum of log rising factorials, log (a)(a + 1)...(a + y - 1), and as a function of
log a that sum is smooth: its nearest singularities lie at a distance of pi. So where a grid has more nodes
than a Chebyshev series needs terms, the sum is taken at the series' points only, and read off it elsewhere.
Source: L. N. Trefethen (2013), Approximation Theory and Approximation Practice, chapter 8.
"""

from __future__ import annotations

from functools import lru_cache
from math import asinh, ceil, log, pi

import numpy as np
from numpy.polynomial.chebyshev import chebpts1, chebval, chebvander
from scipy.special import gammaln

from audit.scoring.sums import Floats

QUICK_STEPS = 4
"""A log gamma costs about as much as so many logarithms."""
ACCURATE = log(1e11)
"""The series is off by less than its largest value divided by this."""
FEWEST_TERMS = 6
SMALL_COST = 20_000
"""Logarithms that take no longer than setting up a series."""


class Rising:
    """Sum over branches of log (start)(start + 1)...(start + steps - 1); `many` branches have those `steps`."""

    def __init__(self, steps: Floats, many: Floats) -> None:
        self.shared = np.bincount(steps.astype(np.int64), many)
        self.distinct = np.flatnonzero(self.shared)
        is_dense = self.distinct[-1] <= QUICK_STEPS * len(self.distinct)
        self.above = self.shared[::-1].cumsum()[::-1][1:] if is_dense else None

    def __call__(self, starts: Floats) -> Floats:
        """The sum at each start (above 0)."""
        width = len(self.distinct) * QUICK_STEPS if self.above is None else len(self.above)
        if len(starts) * width < SMALL_COST:
            return self.summed(starts)
        logs = np.log(starts)
        low, high = float(logs.min()), float(logs.max())
        terms = FEWEST_TERMS + ceil(ACCURATE / asinh(2 * pi / max(high - low, 1e-9)))
        if terms >= len(starts) or high - low < 1e-9:
            return self.summed(starts)
        points, to_series = _series(terms)
        middle, half = (high + low) / 2, (high - low) / 2
        return np.asarray(chebval((logs - middle) / half, to_series @ self.summed(np.exp(middle + half * points))))

    def summed(self, starts: Floats) -> Floats:
        """The same, term by term."""
        if self.above is not None:
            return np.asarray(np.log(starts[:, None] + np.arange(len(self.above))) @ self.above)
        steps = self.distinct.astype(np.float64)
        total = gammaln(starts[:, None] + steps) @ self.shared[self.distinct]
        return np.asarray(total - self.shared.sum() * gammaln(starts))


@lru_cache(maxsize=64)
def _series(terms: int) -> tuple[Floats, Floats]:
    """Where between -1 and 1 a Chebyshev series of so many terms looks, and what turns values there into terms."""
    points = chebpts1(terms)
    to_series = np.asarray(chebvander(points, terms - 1).T * (2 / terms), np.float64)
    to_series[0] /= 2
    return points, to_series
