"""Weights on paper and weights in effect, and what a ranking owes to them.

A standard that hardly varies moves no score, whatever its weight. Sources: R. Brennan (2001),
Generalizability Theory, chapter 9 (effective weights, composites); A. Saltelli et al. (2008), OECD
Handbook on Constructing Composite Indicators (sensitivity to weights).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.scoring.sums import Floats

Matrix = NDArray[np.float64]
SEED, DRAWS, SPREAD = 20_010_101, 2_000, 0.25


def effective_weights(credits_by_visit: Matrix, weights: Sequence[float]) -> list[float] | None:
    """w_k cov(x_k, C) / var(C) of C = sum w_k x_k / sum w: shares that add up to 1.

    `credits_by_visit` is visits x standards, without gaps. None where scores do not vary.
    """
    nominal = np.asarray(weights, dtype=np.float64)
    if len(credits_by_visit) < 2 or nominal.sum() <= 0:
        return None
    off = credits_by_visit - credits_by_visit.mean(axis=0)
    shares = nominal / nominal.sum()
    composite = off @ shares
    variance = float(composite @ composite)
    if variance <= 1e-18 * len(off):
        return None
    return [float(value) for value in shares * (off.T @ composite) / variance]


def composite_reliability(weights: Sequence[float], between: Matrix, within: Matrix) -> float | None:
    """w'S_u w / (w'S_u w + w'S_e w), from covariance matrices of branches and of visits, standards x standards."""
    w = np.asarray(weights, dtype=np.float64)
    true, error = float(w @ between @ w), float(w @ within @ w)
    return true / (true + error) if true + error > 0 else None


def band_changes(scores: Matrix, weights: Sequence[float], bands: Sequence[float]) -> list[float]:
    """For each branch, how often its band changes when weights are redrawn by about a quarter.

    `scores` is branches x parts (0-100), `bands` the lower ends of the bands above the lowest. Weights are
    drawn from a Dirichlet distribution around the given ones, with a coefficient of variation of 25 % at
    the mean weight.
    """
    nominal = np.asarray(weights, dtype=np.float64) / float(np.sum(weights))
    concentration = (len(nominal) - 1) / SPREAD**2 - 1
    drawn = np.random.default_rng(SEED).dirichlet(np.maximum(nominal * concentration, 1e-9), DRAWS)
    edges: Floats = np.asarray(bands, dtype=np.float64)
    usual = np.searchsorted(edges, scores @ nominal, side="right")
    others = np.searchsorted(edges, drawn @ scores.T, side="right")
    return [float(share) for share in (others != usual).mean(axis=0)]
