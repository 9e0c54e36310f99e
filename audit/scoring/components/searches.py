"""The search for the REML estimates, and the deviance around them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import log, pi

import numpy as np
from scipy.optimize import minimize

from audit.scoring.components.criteria import gradient
from audit.scoring.components.designs import Design
from audit.scoring.components.systems import System, solve
from audit.scoring.sums import Floats

LOWEST, HIGHEST = -18.0, 12.0
"""Bounds of log ratios. A ratio at the lower bound is reported as 0."""
AT_ZERO = LOWEST + 1.0
FARTHEST = 25.0
"""Log ratios beyond this change nothing but the rounding."""
SMALL_RATIO, NO_WORSE = 3e-3, 1e-5
NEWTON_STEPS, STEP = 3, 1e-4
SMALL_COST = 2e6
"""Multiplications of one solution below which nobody would notice a second start and a closer search."""

Deviance = Callable[[Floats], tuple[float, Floats]]
"""-2 log restricted likelihood at log variances (terms, then the residual), and its gradient."""


def search(design: Design, start: Mapping[str, float]) -> System:
    """The system at the ratios that minimise the REML criterion.

    L-BFGS-B on log ratios with the analytic gradient; small designs are searched from two starts.
    """
    starts = [[log(start[term]) for term in design.terms]]
    if _is_small(design):
        starts.append([log(0.1)] * len(design.terms))
    found = [_descend(design, np.array(first)) for first in starts]
    best = min(found, key=lambda system: system.criterion)
    return _settled(best) if _is_small(design) else best


def _is_small(design: Design) -> bool:
    return design.rows * (design.columns + 1) ** 2 < SMALL_COST


def _descend(design: Design, start: Floats) -> System:
    def criterion(logs: Floats) -> tuple[float, Floats]:
        system = solve(design, _ratios(design, logs))
        return system.criterion, gradient(system, system.residual)

    bounds = [(LOWEST, HIGHEST)] * len(start)
    options = {"maxiter": 200, "ftol": 1e-14, "gtol": 1e-5 * max(1.0, design.visits**0.25)}
    found = minimize(criterion, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options)
    return _snapped(solve(design, _ratios(design, found.x)))


def _settled(system: System) -> System:
    """Newton's steps from where the search stopped, over the ratios that are not at their bound.

    So near the minimum the criterion itself is all rounding, but its gradient is not.
    """
    design = system.design
    free = np.array([log(system.ratios[term]) > AT_ZERO for term in design.terms])
    for _ in range(NEWTON_STEPS if free.any() else 0):
        logs = np.log([system.ratios[term] for term in design.terms])
        slopes = gradient(system, system.residual)
        moved = [solve(design, _ratios(design, logs + STEP * row)) for row in np.eye(len(logs))[free]]
        bends = np.array([(gradient(one, one.residual) - slopes)[free] for one in moved]) / STEP
        bends = (bends + bends.T) / 2
        if np.linalg.eigvalsh(bends)[0] <= 0:
            break
        step = np.zeros(len(logs))
        step[free] = np.linalg.solve(bends, slopes[free])
        better = solve(design, _ratios(design, logs - np.clip(step, -1.0, 1.0)))
        if not better.criterion <= system.criterion + NO_WORSE:
            break
        system = better
    return system


def _snapped(system: System) -> System:
    """Small ratios put to their bound where that is no worse: the search creeps towards 0 on flat ground."""
    for term, ratio in system.ratios.items():
        if ratio < SMALL_RATIO:
            bare = solve(system.design, {**system.ratios, term: float(np.exp(LOWEST))})
            system = bare if bare.criterion <= system.criterion + NO_WORSE else system
    return system


def _ratios(design: Design, logs: Floats) -> dict[str, float]:
    return {term: float(np.exp(value)) for term, value in zip(design.terms, logs, strict=True)}


def deviance_of(design: Design) -> Deviance:
    """The deviance of a model as a function of its log variances."""
    freedom = design.visits - 1

    def deviance(logs: Floats) -> tuple[float, Floats]:
        residual = float(np.exp(logs[-1]))
        system = solve(design, _ratios(design, np.clip(logs[:-1] - logs[-1], -FARTHEST, FARTHEST)))
        slopes = gradient(system, residual)
        value = system.logdet + freedom * log(2 * pi * residual) + system.r2 / residual
        return value, np.append(slopes, freedom - system.r2 / residual - slopes.sum())

    return deviance


def deviance_of_residual(visits: int, squares: float) -> Deviance:
    """The deviance of a model with nothing but the residual: n scores around their mean."""

    def deviance(logs: Floats) -> tuple[float, Floats]:
        residual = float(np.exp(logs[-1]))
        value = log(visits) + (visits - 1) * log(2 * pi * residual) + squares / residual
        return value, np.array([visits - 1 - squares / residual])

    return deviance


@dataclass(frozen=True, slots=True, eq=False)
class Peak:
    """The best log variances (terms, then the residual), the deviance there and how it bends."""

    logs: Floats
    deviance: float
    hessian: Floats


def peak_of(system: System) -> Peak:
    """The Hessian from differences of the analytic gradient: one more solution a term."""
    design, residual = system.design, system.residual
    logs = np.log([system.ratios[term] for term in design.terms])
    here, twice = gradient(system, residual), gradient(system, 2 * residual)
    size, step = len(logs), STEP
    bends = np.empty((size, size))
    for place in range(size):
        moved = solve(design, _ratios(design, logs + step * np.eye(size)[place]))
        bends[place] = (gradient(moved, residual) - here) / step
    bends = (bends + bends.T) / 2
    fitted = 2 * (here - twice)  # the part of the gradient that comes from the scores, not the determinants
    hessian = np.empty((size + 1, size + 1))
    hessian[:-1, :-1] = bends
    hessian[:-1, -1] = hessian[-1, :-1] = -bends.sum(axis=1) - fitted
    hessian[-1, -1] = bends.sum() + 2 * fitted.sum() + design.visits - 1
    return Peak(np.append(logs, 0.0) + log(residual), system.criterion, hessian)
