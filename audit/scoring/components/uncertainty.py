"""How sure the predictions of a solved system are, with everything that is unsure inside.

Prediction error variances come from the inverse of the whole system: the mean and the auditors are
estimated too (lme4's condVar leaves that out). Source: Henderson (1975), Biometrics 31:423-447.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.scoring.components.systems import System
from audit.scoring.sums import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Predicted:
    """The levels of one term: effects (points from the mean), their variances, and their covariances
    with the mean, whose own variance is `mean_variance`. All in points squared.
    """

    effect: Floats
    variance: Floats
    with_mean: Floats
    mean_variance: float

    @property
    def adjusted_variance(self) -> Floats:
        """The variance of mean + effect."""
        return np.maximum(0.0, self.mean_variance + self.variance + 2 * self.with_mean)


def predicted(system: System, term: str, residual: float) -> Predicted:
    """The predictions of the rows' or the columns' term, at this residual variance."""
    inverse, divisor = system.inverse, system.reduced.divisor
    if term == system.design.row_term:
        variance = 1 / divisor + system.row_quadratic / divisor**2
        with_mean = -system.spread[:, -1] / divisor
    else:
        variance, with_mean = np.diag(inverse)[:-1], inverse[-1, :-1]
    effect = system.effect(term)
    return Predicted(effect, residual * variance, residual * with_mean, residual * float(inverse[-1, -1]))


def difference_variance(system: System, term: str, first: int, second: int, residual: float) -> float:
    """The variance of the difference of two levels' effects: for comparing two branches.

    Not the overlap of their intervals: their errors go together through the auditors and the mean.
    """
    contrast = np.zeros(system.design.levels(term))
    contrast[first] += 1
    contrast[second] -= 1
    if term != system.design.row_term:
        return residual * float(contrast @ system.inverse[:-1, :-1] @ contrast)
    scaled = contrast / system.reduced.divisor
    dense = np.append(system.reduced.wide.T @ scaled, system.reduced.row_n @ scaled)
    return residual * float(contrast @ scaled + dense @ system.inverse @ dense)


def draw(system: System, term: str, residual: float, draws: int, random: np.random.Generator) -> Floats:
    """draws x levels: the term's effects as they might be, jointly."""
    reduced, effect = system.reduced, system.effect(term)
    dense = random.standard_normal((draws, len(system.inverse))) @ np.linalg.cholesky(system.inverse).T
    if term != system.design.row_term:
        return np.asarray(effect + np.sqrt(residual) * dense[:, :-1])
    shared = np.outer(dense[:, -1], reduced.row_n)
    if system.design.columns:
        shared = shared + (reduced.wide @ dense[:, :-1].T).T
    own = random.standard_normal((draws, len(effect))) / np.sqrt(reduced.divisor)
    return np.asarray(effect + np.sqrt(residual) * (own - shared / reduced.divisor))
