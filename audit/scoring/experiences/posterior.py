"""What the branches' true rates may be, and with them the four numbers of a pair of visits.

A beta-binomial model of the chain: rates of branches ~ Beta(a, b) with mean mu and intra-class
correlation rho = 1/(a + b + 1). Priors: mu ~ Beta(.5, .5), rho ~ Beta(1, 4). The pair numbers are those of
the *actual* branches (a finite chain), so that they are certain when every branch is known.
Coverage by simulation: docs/statistics.md. The jackknife, the usual choice, covers the gap .21-.96.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betainc, xlogy

from audit.scoring.experiences.likelihoods import Rising
from audit.scoring.intervals import Interval
from audit.scoring.sums import Floats, Ints

SEED = 19_930_105
NODES = 18
FINE_NODES = 30
ZOOMS = 6
NEGLIGIBLE = 9.0
DRAWS, FEWEST_DRAWS, MOST_VALUES = 12_000, 600, 60_000
FEWEST_SHAPES, MOST_MOMENTS, SUMS_DRAWN = 48, 30_000, 4_000
BY_BRANCH = 60
"""Up to so many branches each rate is drawn; above, their sums (which are normal by then)."""
LOOKS, FEWEST_LOOKS, MOST_LOOKS = 60, 10, 2_500
FAR = 7.0
"""A rate so many standard deviations from the limit is above it, or below it, for certain (to 1 in 10^11)."""
ALIKE = 2.7055434540954
"""The 95 % point of a likelihood ratio whose value lies on the edge: half of it is chi-squared, half is 0."""
RHO_PRIOR = 3.0  # the exponent of 1 - rho in Beta(1, 4)


@dataclass(frozen=True, slots=True, eq=False)
class Beliefs:
    """Draws of (a, b) of the chain's Beta distribution, and the distinct (counting, kept) of its branches.

    `of_branch` gives each seen branch's place among the distinct ones, `many` how many share it.
    `may_be_alike`: that all branches have one and the same rate is not refuted.
    """

    a: Floats
    b: Floats
    counting: Floats
    kept: Floats
    many: Floats
    of_branch: Ints
    may_be_alike: bool


def beliefs(counting: Ints, kept: Ints) -> Beliefs:
    """The posterior of the chain's distribution of rates, from branches with at least one counting visit."""
    joined = counting * (int(counting.max()) + 1) + kept
    table, of_branch, many = np.unique(joined, return_inverse=True, return_counts=True)
    n, y = (part.astype(np.float64) for part in np.divmod(table, int(counting.max()) + 1))
    size = many.astype(np.float64)
    angles, rhos, heights = _posterior(n, y, size)
    weights = np.exp(heights - heights.max())
    height_alike = float((xlogy(y, y @ size / (n @ size)) + xlogy(n - y, 1 - y @ size / (n @ size))) @ size)
    best = float((heights - RHO_PRIOR * np.log1p(-np.tile(rhos, len(angles)))).max())
    if len(counting) <= BY_BRANCH:
        draws = int(np.clip(MOST_VALUES // len(counting), FEWEST_DRAWS, DRAWS))
    else:
        draws = int(np.clip(MOST_MOMENTS // len(n), FEWEST_SHAPES, SUMS_DRAWN))
    random = np.random.default_rng(SEED)
    chosen = np.searchsorted(np.cumsum(weights), (np.arange(draws) + random.random()) / draws * weights.sum())
    row, column = np.divmod(np.minimum(chosen, len(weights) - 1), len(rhos))
    a, b = _shape(_jittered(angles, row, random), _jittered(rhos, column, random))
    return Beliefs(a, b, n, y, size, of_branch.ravel(), best - height_alike < ALIKE / 2)


def _shape(angle: Floats, rho: Floats) -> tuple[Floats, Floats]:
    """(a, b) at mu = sin(angle)**2; the prior Beta(.5, .5) of mu is flat in this angle."""
    mu, total = np.sin(angle) ** 2, _total(rho)
    return np.maximum(mu * total, 1e-9), np.maximum((1 - mu) * total, 1e-9)


def _total(rho: Floats) -> Floats:
    """a + b, which hangs on rho alone."""
    return np.asarray((1 - rho) / np.maximum(rho, 1e-12))


def _jittered(axis: Floats, place: Ints, random: np.random.Generator) -> Floats:
    return np.asarray(axis[place] + (random.random(len(place)) - 0.5) * (axis[1] - axis[0]))


def _posterior(n: Floats, y: Floats, many: Floats) -> tuple[Floats, Floats, Floats]:
    """A grid over (angle, rho), closed in on where the posterior is, and its log posterior (row by row)."""
    parts = Rising(y, many), Rising(n - y, many), Rising(n, many)
    box = [(0.0, np.pi / 2), (0.0, 1.0)]
    for _ in range(ZOOMS):
        axes = [_middles(low, high, NODES) for low, high in box]
        heights = _heights(axes, *parts).reshape(NODES, NODES)
        inside = heights > heights.max() - NEGLIGIBLE
        spans = [np.flatnonzero(inside.any(axis=1 - place)) for place in (0, 1)]
        steps = [(high - low) / NODES for low, high in box]
        box = [
            (low + step * max(span[0] - 1, 0), low + step * min(span[-1] + 2, NODES))
            for (low, _), step, span in zip(box, steps, spans, strict=True)
        ]
        if all(len(span) > NODES // 3 for span in spans):
            break
    axes = [_middles(low, high, FINE_NODES) for low, high in box]
    return axes[0], axes[1], _heights(axes, *parts)


def _middles(low: float, high: float, count: int) -> Floats:
    return low + (high - low) * (np.arange(count) + 0.5) / count


def _heights(axes: Sequence[Floats], kept: Rising, broken: Rising, counting: Rising) -> Floats:
    """The log posterior density at every node, row by row."""
    angle, rho = (axis.ravel() for axis in np.meshgrid(*axes, indexing="ij"))
    a, b = _shape(angle, rho)
    alone = RHO_PRIOR * np.log1p(-axes[1]) - counting(_total(axes[1]))
    return np.asarray(np.tile(alone, len(axes[0])) + kept(a) + broken(b))


def pair_intervals(believed: Beliefs) -> dict[str, Interval]:
    """95 % intervals of the pair numbers of the actual branches, by their names in the analysis.

    A posterior never reaches the edge of what is possible. Where one rate for all branches is not refuted,
    the gap's interval begins at 0; and where that rate may be a half, at which visits to one branch agree
    least, the interval of the same branch begins where it would with one rate.
    """
    first, second, branches = _sums_of_rates(believed)
    mean, squares = first / branches, second / branches
    same = 1 - 2 * mean + 2 * squares
    found = {"same_branch": same}
    if branches >= 2:
        both = (first**2 - second) / (branches * (branches - 1))
        different = 1 + 2 * both - 2 * mean
        found |= {"different_branches": different, "gap": np.maximum(same - different, 0.0), "both_kept": both}
    intervals = {name: _middle_95(np.clip(values, 0.0, 1.0)) for name, values in found.items()}
    if believed.may_be_alike and branches >= 2:
        intervals["gap"] = (0.0, intervals["gap"][1])
        if _middle_95(mean)[0] <= 0.5 <= _middle_95(mean)[1]:
            low, high = intervals["same_branch"]
            intervals["same_branch"] = (min(low, _middle_95(1 - 2 * mean * (1 - mean))[0]), high)
    return intervals


def _middle_95(values: Floats) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)


def _sums_of_rates(believed: Beliefs) -> tuple[Floats, Floats, int]:
    """For each draw the sum and the sum of squares of the branches' rates, and the number of branches."""
    branches = round(float(believed.many.sum()))
    random = np.random.default_rng(SEED + 1)
    if branches <= BY_BRANCH:
        n, y = believed.counting[believed.of_branch], believed.kept[believed.of_branch]
        rates = random.beta(believed.a[:, None] + y, believed.b[:, None] + (n - y))
        return rates.sum(axis=1), (rates**2).sum(axis=1), branches
    powers = _rate_moments(believed)
    means = [power @ believed.many for power in powers]
    spread = [(powers[i + j + 1] - powers[i] * powers[j]) @ believed.many for i, j in ((0, 0), (0, 1), (1, 1))]
    one, two = random.standard_normal((2, -(-SUMS_DRAWN // len(believed.a)), len(believed.a)))
    sd = np.sqrt(np.maximum(spread[0], 1e-300))
    first = means[0] + sd * one
    rest = np.sqrt(np.maximum(spread[2] - spread[1] ** 2 / sd**2, 0.0))
    second = means[1] + spread[1] / sd * one + rest * two
    first = np.clip(first, 0.0, branches).ravel()
    return first, np.clip(second.ravel(), first**2 / branches, first), branches


def _rate_moments(believed: Beliefs) -> list[Floats]:
    """draws x distinct: the first four moments of a branch's rate."""
    top = believed.a[:, None] + believed.kept
    total = (believed.a + believed.b)[:, None] + believed.counting
    powers = [top / total]
    for _ in range(3):
        top += 1
        total += 1
        powers.append(top / total)
        powers[-1] *= powers[-2]
    return powers


def probabilities_below(believed: Beliefs, worth: float) -> Floats:
    """For each seen branch, the probability that its true rate is more than `worth` below the chain's mean."""
    many = int(np.clip(MOST_LOOKS // len(believed.many), FEWEST_LOOKS, LOOKS))
    looks = np.linspace(0, len(believed.a) - 1, many).astype(np.int64)
    a, b = believed.a[looks, None], believed.b[looks, None]
    top, rest = a + believed.kept, b + believed.counting - believed.kept
    rate = top / (top + rest)
    limit = np.clip(rate @ believed.many / believed.many.sum() - worth, 0.0, 1.0)[:, None]
    sd = np.sqrt(rate * (1 - rate) / (top + rest + 1))
    away = (rate - limit) / sd
    is_near = (np.abs(away) < FAR).any(axis=0)
    found = (away < 0).mean(axis=0)
    found[is_near] = betainc(top[:, is_near], rest[:, is_near], limit).mean(axis=0)
    return np.asarray(found[believed.of_branch])
