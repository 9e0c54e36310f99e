"""How much of an outcome's variance goes with each of several standards, from their covariance matrix alone.

Up to 15 standards exactly: R2 grows with each standard that is added, by how much hangs on those that were there
before, and a standard's share is its mean growth over all orders. Sources: R. Lindeman, P. Merenda and R. Gold (1980),
Introduction to Bivariate and Multivariate Analysis, p. 119 (LMG); it is the Shapley value of a game whose gain is
R2 (S. Lipovetsky and M. Conklin 2001, Applied Stochastic Models in Business and Industry 17:319); U. Groemping (2006),
Journal of Statistical Software 17(1). Above 15 the number of subsets is too large, and J. Johnson's relative weights
(2000), Multivariate Behavioral Research 35:1-19, stand in: they come close as a rule, not always (D. R. Thomas et al.
2014, Multivariate Behavioral Research 49:329).
"""

from __future__ import annotations

from math import comb

import numpy as np
from numpy.typing import NDArray

from audit.scoring.sums import Floats

EXACT_UP_TO = 15
ALIKE = 1e-9
"""A standard with less than this share of its variance left beside others adds nothing to them."""
TOGETHER = 2**15
"""So many subsets are worked out at once, over the matrices given."""

Matrices = NDArray[np.float64]


def explained_shares(covariances: Matrices) -> Floats:
    """For each covariance matrix (the outcome last), each standard's share of the outcome's variance.

    `covariances` is n x (p + 1) x (p + 1), the answer n x p; a row's sum is its R2.
    """
    correlations = _correlations(covariances)
    return lmg(correlations) if correlations.shape[-1] - 1 <= EXACT_UP_TO else relative_weights(correlations)


def _correlations(covariances: Matrices) -> Matrices:
    """What does not vary at all has only zeros."""
    spread = np.sqrt(np.maximum(np.diagonal(covariances, axis1=-2, axis2=-1), 0.0))
    scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
    return covariances * scale[..., :, None] * scale[..., None, :]


def lmg(correlations: Matrices) -> Floats:
    """Shares by all subsets, exactly: at most 2**15 of them a matrix."""
    count = correlations.shape[-1] - 1
    weights = _growth_weights(count)
    step = max(1, TOGETHER >> count)
    parts = [_explained(correlations[start : start + step]) @ weights for start in range(0, len(correlations), step)]
    return np.maximum(np.concatenate(parts), 0.0)


def _explained(correlations: Matrices) -> Matrices:
    """R2 of every subset: n x 2**p; bit j of a subset's number says whether standard j is in it.

    One standard after another is swept out of what is left of the others, or not: both for all subsets so far.
    """
    left = correlations[:, None]
    for _ in range(correlations.shape[-1] - 1):
        own, rest = left[..., :1, :1], left[..., 1:, 1:]
        beside = left[..., 1:, :1]
        inverse = np.divide(1.0, own, out=np.zeros_like(own), where=own > ALIKE)
        left = np.concatenate([rest, rest - beside * inverse * np.swapaxes(beside, -1, -2)], axis=1)
    unexplained = left[..., 0, 0]
    return unexplained[:, :1] - unexplained


def _growth_weights(count: int) -> Matrices:
    """2**p x p: how R2 of a subset enters the mean growth that a standard brings, over all orders."""
    is_in = (np.arange(2**count)[:, None] >> np.arange(count)) & 1
    size = is_in.sum(axis=1)
    with_it = np.array([0.0, *(1 / (count * comb(count - 1, before)) for before in range(count))])
    without = np.array([*(1 / (count * comb(count - 1, before)) for before in range(count)), 0.0])
    found: Matrices = np.where(is_in == 1, with_it[size][:, None], -without[size][:, None])
    return found


def relative_weights(correlations: Matrices) -> Floats:
    """Johnson's: the outcome on the closest uncorrelated stand-ins, shared out by what each standard has of them."""
    among, beside = correlations[:, :-1, :-1], correlations[:, :-1, -1]
    values, vectors = np.linalg.eigh(among)
    root = np.sqrt(np.maximum(values, 0.0))
    inverse = np.divide(1.0, root, out=np.zeros_like(root), where=values > ALIKE)
    loadings = (vectors * root[:, None, :]) @ np.swapaxes(vectors, -1, -2)
    slopes = ((vectors * inverse[:, None, :]) @ np.swapaxes(vectors, -1, -2)) @ beside[..., None]
    found: Floats = (loadings**2 @ slopes**2)[..., 0]
    return found
