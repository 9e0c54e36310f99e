"""Is a kept rate at one place really different from the rate it is held against?"""

from __future__ import annotations

from scipy.special import bdtr


def binomial_p_value(kept: int, counted: int, share: float) -> float:
    """The two-sided mid-P value of `kept` out of `counted` when the true rate is `share` (0 to 1).

    Twice the smaller tail, each counting the observed outcome half (Lancaster 1961, JASA 56:223): the
    plain exact test is too timid with the handful of visits a branch has. 1.0 without a visit.
    """
    if counted == 0:
        return 1.0
    up_to, below = float(bdtr(kept, counted, share)), float(bdtr(kept - 1, counted, share)) if kept else 0.0
    lower, at = below + (up_to - below) / 2, up_to - below
    return min(1.0, 2 * min(lower, 1 - lower)) if 0 < share < 1 else float(at)
