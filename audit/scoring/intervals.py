"""Intervals for shares: what a count out of a count can say about the rate behind it."""

from __future__ import annotations

from math import sqrt

from audit.scoring.distributions import Z95

Interval = tuple[float, float]


def wilson(hits: int, trials: int, z: float = Z95) -> Interval | None:
    """The Wilson score interval of a share, as two shares of 1; None without a trial.

    Source: E. B. Wilson (1927), JASA 22:209-212; recommended for small counts by Brown, Cai and DasGupta
    (2001), Statistical Science 16:101-133. It never leaves [0, 1], and all-kept is not "certain".
    """
    if trials <= 0:
        return None
    share, room = hits / trials, z * z / trials
    middle = (share + room / 2) / (1 + room)
    reach = z / (1 + room) * sqrt(share * (1 - share) / trials + room / (4 * trials))
    low = 0.0 if hits == 0 else max(0.0, middle - reach)
    high = 1.0 if hits == trials else min(1.0, middle + reach)
    return low, high
