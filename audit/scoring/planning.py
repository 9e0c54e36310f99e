"""How many visits are enough, and by how many auditors: "send someone else" beats "send them again".

Source: generalizability theory (Cronbach, Gleser, Nanda and Rajaratnam 1972; Brennan 2001). Applied to
mystery shopping by Finn and Kayande (1999), Journal of Retailing 75:195-217.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, sqrt

from audit.scoring.distributions import Z95

MOST_VISITS = 10_000


@dataclass(frozen=True, slots=True)
class Sources:
    """Variances (points squared) of what a score is made of; `auditor` and `period` 0 where unknown."""

    branch: float | None
    auditor: float
    period: float
    residual: float


def error_variance(sources: Sources, visits: int, auditors: int) -> float:
    """The variance of a branch's mean score around its true one (the absolute error).

    s2_a / auditors + s2_period / visits + s2_residual / visits: each visit in a period of its own,
    the auditors sharing the visits evenly. More visits by the same auditor never reduce the first part.
    """
    return sources.auditor / auditors + (sources.period + sources.residual) / visits


def half_width(sources: Sources, visits: int, auditors: int) -> float:
    """Half of the 95 % interval of a branch's mean score, in points."""
    return Z95 * sqrt(error_variance(sources, visits, auditors))


def reliability(sources: Sources, visits: int, auditors: int) -> float | None:
    """Dependability Phi = s2_b / (s2_b + error variance): how far differences would show again."""
    if sources.branch is None:
        return None
    total = sources.branch + error_variance(sources, visits, auditors)
    return sources.branch / total if total > 0 else None


def generalizability(sources: Sources, visits: int, auditors: int, *, same_auditors: bool = False) -> float | None:
    """G = s2_b / (s2_b + relative error): how far the *order* of branches would show again.

    Where all branches are seen by the same auditors, these move every branch alike and leave the order as it is;
    where each has auditors of its own, as is usual, it is the dependability of `reliability`.
    """
    if not same_auditors:
        return reliability(sources, visits, auditors)
    return reliability(replace(sources, auditor=0.0), visits, auditors)


def visits_for_reliability(sources: Sources, target: float) -> int | None:
    """Visits a branch, each by another auditor, that reach the target; None where nothing would.

    n = (s2_a + s2_period + s2_residual) / s2_b x target / (1 - target).
    """
    if not sources.branch:
        return None
    needed = (sources.auditor + sources.period + sources.residual) / sources.branch * target / (1 - target)
    return max(1, ceil(needed - 1e-9)) if needed <= MOST_VISITS else None


def visits_for_half_width(sources: Sources, points: float) -> int | None:
    """Visits, each by another auditor, after which the interval reaches no further than +- points."""
    needed = (Z95 / points) ** 2 * (sources.auditor + sources.period + sources.residual)
    return max(1, ceil(needed - 1e-9)) if needed <= MOST_VISITS else None


def visits_to_halve(visits: int) -> int:
    """How many more visits of the same kind halve an interval: four times as many in all."""
    return 3 * visits
