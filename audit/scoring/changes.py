"""Did a kept rate really change between two periods, or is it noise?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from audit.scoring.distributions import Z95, normal_below
from audit.scoring.intervals import Interval

Counts = Mapping[int, tuple[int, int]]
"""For each branch: on how many visits a standard counted, and on how many it was kept."""


@dataclass(frozen=True, slots=True)
class ShareChange:
    """Two kept rates (shares of 1), their difference with its 95 % interval, and the two-sided p-value."""

    before: float
    now: float
    interval: Interval
    p_value: float


def share_change(before: Counts, now: Counts) -> ShareChange | None:
    """The change of a kept rate; None where either period has no visit.

    Visits to one branch resemble each other, so each rate's variance is the larger of the binomial one
    (Agresti and Caffo 2000, The American Statistician 54:280: one success and one failure added) and the
    one between branches as clusters (Cochran 1977, Sampling Techniques, section 9A).
    """
    if not sum(n for n, _ in before.values()) or not sum(n for n, _ in now.values()):
        return None
    share_before, variance_before = clustered(before)
    share_now, variance_now = clustered(now)
    difference, error = share_now - share_before, sqrt(variance_before + variance_now)
    low, high = max(-1.0, difference - Z95 * error), min(1.0, difference + Z95 * error)
    return ShareChange(share_before, share_now, (low, high), 2 * normal_below(-abs(difference) / error))


def clustered(counts: Counts) -> tuple[float, float]:
    """A rate and its variance, with branches as clusters."""
    trials = sum(n for n, _ in counts.values())
    share = sum(y for _, y in counts.values()) / trials
    smooth = (sum(y for _, y in counts.values()) + 1) / (trials + 2)
    binomial = smooth * (1 - smooth) / (trials + 2)
    clusters = sum(1 for n, _ in counts.values() if n)
    if clusters < 2:
        return share, binomial
    between = sum((y - n * share) ** 2 for n, y in counts.values()) / trials**2
    return share, max(binomial, between * clusters / (clusters - 1))


def discoveries(p_values: Sequence[float], share: float = 0.10) -> frozenset[int]:
    """The positions that can be called real so that about `share` of those called are false.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57:289, section 3.1.
    """
    order = sorted(range(len(p_values)), key=lambda place: p_values[place])
    passed = [rank for rank, place in enumerate(order, 1) if p_values[place] <= share * rank / len(p_values)]
    return frozenset(order[: max(passed, default=0)])


@dataclass(frozen=True, slots=True)
class PointsChange:
    """Two mean scores in points, their difference with its 95 % interval, and the two-sided p-value."""

    before: float
    now: float
    interval: Interval
    p_value: float


def points_change(before: tuple[int, float], now: tuple[int, float], visit_variance: float) -> PointsChange:
    """The change of one branch's mean score; each period is (visits, mean), with at least one visit.

    The variance of the difference is s2 / n1 + s2 / n2, s2 the visit-to-visit variance of the whole chain:
    a branch's own handful of visits could not tell it (the two-sample z-test with known variance).
    """
    (visits_before, mean_before), (visits_now, mean_now) = before, now
    difference, error = mean_now - mean_before, sqrt(visit_variance / visits_before + visit_variance / visits_now)
    reach = Z95 * error
    return PointsChange(
        mean_before, mean_now, (difference - reach, difference + reach), 2 * normal_below(-abs(difference) / error)
    )
