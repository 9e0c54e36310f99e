"""Small chains: average over what the variances might be, instead of pretending to know them.

With 8 branches and 3 visits each, REML says "no branch differences" in a third of the chains that have
them, and the usual 95 % interval of a branch's difference covers 60 %. Averaging over the posterior of
the variance ratios restores that (docs/statistics.md has the coverage by simulation).
Priors: each ratio of standard deviations (term to residual) is half-t with 3 degrees of freedom and
scale 1 (Gelman 2006, Bayesian Analysis 1:515-533); the residual's is 1/variance, integrated out exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from math import log

import numpy as np

from audit.scoring.components.designs import Design
from audit.scoring.components.systems import System, solve
from audit.scoring.sums import Floats

PRIOR_FREEDOM, PRIOR_SCALE = 3.0, 1.0
WIDEST = (0.02, 20.0)
"""The grid reaches at least from here to there, in ratios of standard deviations."""
COARSE_NODES = {1: 21, 2: 11, 3: 7}
FINE_NODES = {1: 41, 2: 13, 3: 7}
NEGLIGIBLE = 8.0
"""Where the log posterior is this far below its top, the fine grid ends."""
LEAST_WEIGHT = 1e-5


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """One possibility: its posterior weight, the system solved there, and the residual variance to expect."""

    weight: float
    system: System
    residual: float


def plug_in(system: System) -> tuple[Node, ...]:
    """The REML estimates taken at their word: right for large chains."""
    return (Node(1.0, system, system.residual),)


def mixture(system: System) -> tuple[Node, ...]:
    """A log-spaced grid of variance ratios around the REML mode, each node with its posterior weight.

    A coarse, wide grid finds where the posterior is; the fine one covers that.
    """
    design = system.design
    nodes = COARSE_NODES[len(design.terms)]
    modes = [float(np.sqrt(system.ratios[term])) for term in design.terms]
    wide = [np.linspace(*_reach(mode), nodes) for mode in modes]
    coarse = _posterior(design, wide)
    near = [_narrowed(axis, coarse, place) for place, axis in enumerate(wide)]
    fine = _posterior(design, near)
    top = max(height for height, _ in fine)
    weights = np.exp([height - top for height, _ in fine])
    weights /= weights.sum()
    freedom = max(design.visits - 3, 1)
    kept = [(weight, found) for weight, (_, found) in zip(weights.tolist(), fine, strict=True) if weight > LEAST_WEIGHT]
    total = sum(weight for weight, _ in kept)
    return tuple(Node(weight / total, found, found.r2 / freedom) for weight, found in kept)


def _reach(mode: float) -> tuple[float, float]:
    """Logs of the least and the largest ratio that the wide grid looks at."""
    low = min(WIDEST[0], mode / 10) if mode > WIDEST[0] / 10 else WIDEST[0]
    return log(low), log(max(WIDEST[1], mode * 10))


def _posterior(design: Design, axes: Sequence[Floats]) -> list[tuple[float, System]]:
    """(log posterior density over log ratios of standard deviations, system) at each node."""
    found = []
    for logs in product(*axes):
        system = solve(design, {term: float(np.exp(2 * value)) for term, value in zip(design.terms, logs, strict=True)})
        likelihood = -(system.logdet + (design.visits - 1) * log(system.r2)) / 2
        found.append((likelihood + sum(_log_prior(value) for value in logs), system))
    return found


def _log_prior(value: float) -> float:
    """Half-t on the ratio, as a density of its logarithm."""
    ratio = float(np.exp(value)) / PRIOR_SCALE
    return value - (PRIOR_FREEDOM + 1) / 2 * float(np.log1p(ratio**2 / PRIOR_FREEDOM))


def _narrowed(axis: Floats, coarse: Sequence[tuple[float, System]], place: int) -> Floats:
    """The stretch of one axis, a step wider on both sides, where the posterior is not negligible."""
    nodes = len(axis)
    dimensions = round(log(len(coarse)) / log(nodes))
    heights = np.array([height for height, _ in coarse]).reshape((nodes,) * dimensions)
    profile = heights.max(axis=tuple(other for other in range(dimensions) if other != place))
    inside = np.flatnonzero(profile > profile.max() - NEGLIGIBLE)
    low, high = max(inside[0] - 1, 0), min(inside[-1] + 1, nodes - 1)
    return np.linspace(axis[low], axis[high], FINE_NODES[dimensions])
