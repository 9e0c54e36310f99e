"""Is a kept rate at one place really different from the rate it is held against?"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from audit.scoring.distributions import binomial_at, binomial_up_to, normal_below

FEWEST_EXPECTED = 25.0
"""A variance of counts from which the normal curve is near enough to tell the ordinary from the rest."""


def binomial_p_value(kept: int, counted: int, share: float) -> float:
    """The two-sided mid-P value of `kept` out of `counted` when the true rate is `share` (0 to 1).

    Twice the smaller tail, each counting the observed outcome half (Lancaster 1961, JASA 56:223): the
    plain exact test is too timid with the handful of visits a branch has. 1.0 without a visit.
    """
    if counted == 0:
        return 1.0
    at = binomial_at(kept, counted, share)
    lower = binomial_up_to(kept, counted, share) - at / 2
    return min(1.0, 2 * min(lower, 1 - lower)) if 0 < share < 1 else at


def is_ordinary(kept: int, counted: int, share: float) -> bool:
    """Whether a count lies within one standard error of what the share lets expect, with enough visits to say so.

    Its p-value is above .25 then, and nothing would call it different: it need not be worked out.
    """
    variance = counted * share * (1 - share)
    return variance > FEWEST_EXPECTED and (kept - counted * share) ** 2 < variance


Stratum = tuple[int, int, int, int]
"""At one branch: kept and counted by one auditor, kept and counted by all others."""


def mantel_haenszel_p_value(strata: Sequence[Stratum]) -> float:
    """Whether one auditor finds a standard kept as often as others do at the same branches: a two-sided p-value.

    Each branch is a 2 x 2 table, so that an auditor sent to weak branches is not called harsh for it. Mantel and
    Haenszel (1959), Journal of the National Cancer Institute 22:719, without the continuity correction. 1.0 where no
    branch was seen by both.
    """
    off = variance = 0.0
    for kept, counted, kept_others, counted_others in strata:
        every, all_kept = counted + counted_others, kept + kept_others
        if every < 2:
            continue
        off += kept - counted * all_kept / every
        variance += counted * counted_others * all_kept * (every - all_kept) / (every**2 * (every - 1))
    return 2 * normal_below(-abs(off) / sqrt(variance)) if variance else 1.0


def share_of_others(strata: Sequence[Stratum]) -> float | None:
    """How often others found it kept, each branch weighing as it did for the one auditor; None without others."""
    shared = [(counted, kept_others / others) for _, counted, kept_others, others in strata if counted and others]
    visits = sum(counted for counted, _ in shared)
    return sum(counted * share for counted, share in shared) / visits if visits else None
