"""What is known about each branch and each auditor: estimate, interval, rank range, and the doubt in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from audit.scoring.components.mixtures import Node
from audit.scoring.components.uncertainty import draw, predicted
from audit.scoring.distributions import Z95
from audit.scoring.sums import Flags, Floats, Ints

DRAWS = 4_000
MOST_DRAWN = 500_000
"""Draws x branches: a large chain's ranks need fewer draws to be as steady."""
SEED = 20_240_229


@dataclass(frozen=True, slots=True, eq=False)
class Estimates:
    """The levels of a term. `effect` is points from the chain's mean, `adjusted` mean + effect less the
    centre; `sd` and `adjusted_sd` are posterior standard deviations.
    """

    effect: Floats
    sd: Floats
    adjusted: Floats
    adjusted_sd: Floats


def estimate(nodes: Sequence[Node], term: str) -> Estimates:
    """Mean and standard deviation over the mixture: within a node, and between the nodes."""
    found = [predicted(node.system, term, node.residual) for node in nodes]
    weights = np.array([node.weight for node in nodes])
    effects = np.array([one.effect for one in found])
    adjusted = np.array([node.system.mean + one.effect for node, one in zip(nodes, found, strict=True)])
    effect, sd = _mixed(weights, effects, np.array([one.variance for one in found]))
    mean, mean_sd = _mixed(weights, adjusted, np.array([one.adjusted_variance for one in found]))
    return Estimates(effect, sd, mean, mean_sd)


def _mixed(weights: Floats, means: Floats, variances: Floats) -> tuple[Floats, Floats]:
    mean = weights @ means
    return mean, np.sqrt(weights @ (variances + (means - mean) ** 2))


def below_and_above(nodes: Sequence[Node], term: str, worth: float) -> tuple[Floats, Floats]:
    """P(effect < -worth) and P(effect > worth) of each level, over the mixture."""
    below = above = np.zeros(nodes[0].system.design.levels(term))
    for node in nodes:
        one = predicted(node.system, term, node.residual)
        sd = np.sqrt(np.maximum(one.variance, 1e-300))
        below = below + node.weight * ndtr((-worth - one.effect) / sd)
        above = above + node.weight * ndtr((one.effect - worth) / sd)
    return below, above


def rank_ranges(nodes: Sequence[Node], term: str, shown: Flags) -> list[tuple[int, int]]:
    """For each shown level, the ranks (1 is highest) that hold 90 % of its draws.

    Source: H. Goldstein and D. Spiegelhalter (1996), JRSS A 159:385-443: no rank without its range.
    """
    random = np.random.default_rng(SEED)
    draws = max(400, min(DRAWS, MOST_DRAWN // max(1, len(shown))))
    drawn = np.concatenate(
        [
            draw(node.system, term, node.residual, count, random)[:, shown]
            for node, count in zip(nodes, _shares(nodes, draws), strict=True)
            if count
        ]
    )
    return ranges_of(_ranks(drawn))


def _ranks(drawn: Floats) -> Ints:
    """For each draw the place of each level, 1 the highest."""
    order = np.argsort(-drawn, axis=1)
    ranks = np.empty_like(order)
    np.put_along_axis(ranks, order, np.arange(1, drawn.shape[1] + 1)[None, :], axis=1)
    return ranks


def ranges_of(ranks: Ints) -> list[tuple[int, int]]:
    """The 5 % and 95 % points of each column."""
    low, high = np.quantile(ranks, [0.05, 0.95], axis=0, method="inverted_cdf")
    return [(int(first), int(last)) for first, last in zip(low, high, strict=True)]


def _shares(nodes: Sequence[Node], draws: int) -> list[int]:
    """The draws dealt out by weight, their sum exact."""
    ends = np.rint(np.cumsum([node.weight for node in nodes]) * draws).astype(np.int64)
    return [int(count) for count in np.diff(np.concatenate([[0], ends]))]


def interval_95(mean: float, sd: float) -> tuple[float, float]:
    """mean +- 1.96 standard deviations."""
    return mean - Z95 * sd, mean + Z95 * sd
