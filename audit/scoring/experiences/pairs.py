"""Unbiased pair estimates: what two visits to a standard have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from audit.scoring.sums import Ints


@dataclass(frozen=True, slots=True)
class Pairs:
    """Shares 0-1; None where there is no such pair of visits. Every branch counts alike.

    `gap` is `same_branch` - `different_branches`: twice the variance of the branches' true rates. It may
    come out below 0 by chance, which is no sign of differences. `share` is the part of the disagreements
    between branches that is down to which branch one walks into.
    """

    mean: float | None
    different_branches: float | None
    same_branch: float | None
    gap: float | None
    both_kept: float | None
    share: float | None


def pairs_of(counting: Ints, kept: Ints) -> Pairs:
    """The pair estimates from each branch's counting and kept visits, over all pairs, whoever made them.

    Source: U-statistics over pairs of branches and pairs of visits within a branch (Hoeffding 1948);
    docs/statistics.md, "Same experience", derives them.
    """
    seen = counting > 0
    n, y = counting[seen].astype(np.float64), kept[seen].astype(np.float64)
    if not len(n):
        return Pairs(None, None, None, None, None, None)
    rates = y / n
    mean, branches = float(rates.mean()), len(n)
    both = different = same = None
    if branches >= 2:
        both = float((rates.sum() ** 2 - (rates**2).sum()) / (branches * (branches - 1)))
        different = 1 + 2 * both - 2 * mean
    twice = n >= 2
    if twice.any():
        n, y = n[twice], y[twice]
        same = 1 - float((2 * y * (n - y) / (n * (n - 1))).mean())
    gap = None if same is None or different is None else same - different
    share = None if gap is None or different is None or 1 - different < 1e-12 else gap / (1 - different)
    return Pairs(mean, different, same, gap, both, share)
