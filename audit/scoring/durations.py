"""How long something takes: the median, never the mean, for one long wait would move a mean of many short ones."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from audit.scoring.distributions import binomial_up_to
from audit.scoring.intervals import Interval


def median_with_range(values: Sequence[float]) -> tuple[float, Interval | None]:
    """The median of at least one value, and its 95 % interval; None where too few values can give one.

    The interval between two order statistics, each as many from its end as the binomial with 1/2 allows: it assumes
    nothing about the shape. Source: W. Conover, Practical Nonparametric Statistics, 3rd edition, section 3.2.
    """
    ordered = sorted(values)
    count = len(ordered)
    cut = 0
    while cut < count and binomial_up_to(cut, count, 0.5) <= 0.025:
        cut += 1
    if not cut:
        return float(median(ordered)), None
    return float(median(ordered)), (ordered[cut - 1], ordered[count - cut])
