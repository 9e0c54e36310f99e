"""Funnels instead of league tables: how far from the chain's average chance alone takes a branch.

Two questions, two limits. "Different from the average?" asks for the plain limits. "Unusual for this
chain?" allows for how much its branches differ anyway (over-dispersion, tau2); without it, in a large
chain everybody is an outlier. Source: D. Spiegelhalter (2005), Statistics in Medicine 24:1185-1202, and
(2005) Quality and Safety in Health Care 14:347-351; winsorising as the NHS does it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, pi, sin, sqrt

import numpy as np
from scipy.special import bdtr, ndtr, ndtri

from audit.scoring.flags import FALSE_ALARMS, benjamini_hochberg
from audit.scoring.intervals import Interval
from audit.scoring.sums import Floats, Ints

Z_95, Z_998 = float(ndtri(0.975)), float(ndtri(0.999))
WINSORISED = (0.1, 0.9)
FEW_VISITS = 20
"""Below so many visits the plain limits are exact binomial (mid-P) ones."""


@dataclass(frozen=True, slots=True, eq=False)
class Funnel:
    """A funnel of shares. `z` is each branch's distance in standard errors, `z_adjusted` with tau2 allowed for.

    `phi` is the winsorised mean of z squared; `tau2` the between-branch variance on the arcsine scale.
    """

    target: float
    phi: float
    tau2: float
    z: tuple[float, ...]
    z_adjusted: tuple[float, ...]

    def outside(self, limit: float = Z_95, adjusted: bool = True) -> tuple[int, ...]:
        """The positions of the branches outside the limits."""
        distances = self.z_adjusted if adjusted else self.z
        return tuple(place for place, z in enumerate(distances) if abs(z) > limit)

    def flagged(self, false_alarms: float = FALSE_ALARMS) -> tuple[int, ...]:
        """The branches unusual for this chain, of all tested at once (Benjamini-Hochberg on two sides)."""
        p_values = [2 * float(ndtr(-abs(z))) for z in self.z_adjusted]
        return tuple(place for place, p in enumerate(benjamini_hochberg(p_values)) if p <= false_alarms)


def proportion_funnel(hits: Sequence[int], trials: Sequence[int]) -> Funnel | None:
    """The funnel of hits out of trials, all trials above 0; None where all or none were hits.

    Y = arcsin sqrt(share), s = 1/(2 sqrt n), z = (Y - Y0)/s. phi is the mean of z squared, z winsorised
    at its 10 % and 90 % points; tau2 = (n phi - (n-1)) / (sum w - sum w2 / sum w), w = 1/s2, not below 0.
    """
    y, n = np.asarray(hits, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if not len(n) or y.sum() in (0, n.sum()):
        return None
    target = float(y.sum() / n.sum())
    error = 1 / (2 * np.sqrt(n))
    off = np.arcsin(np.sqrt(y / n)) - asin(sqrt(target))
    z = off / error
    phi = float((np.clip(z, *np.quantile(z, WINSORISED)) ** 2).mean())
    tau2 = _between(phi, 1 / error**2)
    adjusted = off / np.sqrt(error**2 + tau2)
    return Funnel(target, phi, tau2, tuple(map(float, z)), tuple(map(float, adjusted)))


def _between(phi: float, weights: Floats) -> float:
    """The moment estimate of DerSimonian and Laird (1986) from the over-dispersion factor."""
    count = len(weights)
    spread = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(0.0, (count * phi - (count - 1)) / spread) if spread > 0 else 0.0


def share_limits(target: float, trials: int, z: float = Z_95, tau2: float = 0.0) -> Interval:
    """The limits of a share at so many trials: sin2(arcsin sqrt(p0) -+ z sqrt(s2 + tau2)); exact for few."""
    if tau2 == 0.0 and trials < FEW_VISITS:
        return exact_limits(target, trials, z)
    reach = z * sqrt(1 / (4 * trials) + tau2)
    middle = asin(sqrt(target))
    return sin(max(0.0, middle - reach)) ** 2, sin(min(pi / 2, middle + reach)) ** 2


def exact_limits(target: float, trials: int, z: float = Z_95) -> Interval:
    """Shares beyond which a branch has less than the tail's probability under the target (mid-P binomial)."""
    tail = float(ndtr(-z))
    hits: Ints = np.arange(trials + 1)
    up_to = bdtr(hits.astype(float), trials, target)
    below = np.concatenate([[0.0], up_to[:-1]])
    middle = (up_to + below) / 2
    low = int(np.flatnonzero(middle >= tail)[0])
    high = int(np.flatnonzero(1 - middle >= tail)[-1])
    return low / trials, high / trials


def score_limits(
    mean: float, visits: int, variances: tuple[float, float, float], auditors: int = 1, z: float = Z_95
) -> Interval:
    """Limits of a branch's mean score: mean -+ z sqrt(residual/visits + auditor/auditors + branch).

    `variances` are (residual, auditor, branch); a branch variance of 0 asks "different from the average?".
    """
    residual, auditor, branch = variances
    reach = z * sqrt(residual / visits + auditor / auditors + branch)
    return mean - reach, mean + reach
