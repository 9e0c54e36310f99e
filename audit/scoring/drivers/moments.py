"""Visits of a history that answered the overall standard and all others, summed by branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from audit.scoring.histories.answers import COUNTED
from audit.scoring.histories.values import Flags, Floats, History, Ints

FLAT = 1e-12
"""A variance of credits that is only rounding: one broken in a million visits makes a million times as much."""


@dataclass(frozen=True, slots=True, eq=False)
class BranchMoments:
    """Sums by branch of credits less `origin`; the overall standard is the last of the columns.

    `visits` by branch, `sums` branches x columns, `products` branches x columns x columns; `kept` by column how
    often it was kept on these visits.
    """

    visits: Ints
    sums: Floats
    products: NDArray[np.float64]
    kept: Ints

    def covariances(self, times: NDArray[np.float64]) -> NDArray[np.float64]:
        """The covariance matrix when branch b is taken `times[:, b]` times, one for each row of `times`.

        What does not vary has only zeros.
        """
        columns = self.sums.shape[1]
        visits = np.maximum(times @ self.visits, 1.0)[:, None]
        means = times @ self.sums / visits
        products = times @ self.products.reshape(-1, columns**2) / visits
        found = products.reshape(-1, columns, columns) - means[:, :, None] * means[:, None, :]
        varies = np.diagonal(found, axis1=1, axis2=2) > FLAT
        return np.where(varies[:, :, None] & varies[:, None, :], found, 0.0)

    def covariance(self) -> NDArray[np.float64]:
        """Of all visits, each branch taken once."""
        every: NDArray[np.float64] = self.covariances(np.ones((1, len(self.visits))))[0]
        return every


def moments_of(history: History, columns: Sequence[int]) -> BranchMoments:
    """The moments of the standards at these places of the history, the overall one last."""
    visits, rows = _complete(history, columns)
    place = np.full(len(history.standards), -1)
    place[list(columns)] = np.arange(len(columns))
    reading, column = history.row_reading[rows], place[history.row_standard[rows]]
    order = np.argsort(history.visit_branch[visits], kind="stable")
    row_of = np.empty(len(history.visits), np.int64)
    row_of[visits[order]] = np.arange(len(visits))
    table = np.zeros((len(visits), len(columns)))
    table[row_of[history.row_visit[rows]], column] = history.reading_credit[reading]
    table -= table.mean(axis=0) if len(table) else 0.0
    branches, firsts = np.unique(history.visit_branch[visits[order]], return_index=True)
    parts = np.split(table, firsts[1:]) if len(branches) else []
    return BranchMoments(
        visits=np.array([len(part) for part in parts], np.int64),
        sums=np.array([part.sum(axis=0) for part in parts]).reshape(-1, len(columns)),
        products=np.array([part.T @ part for part in parts]).reshape(-1, len(columns), len(columns)),
        kept=np.bincount(column[history.reading_kept[reading]], minlength=len(columns)),
    )


def _complete(history: History, columns: Sequence[int]) -> tuple[Ints, Ints]:
    """The visits on which all of these standards counted, and their rows."""
    rows = np.flatnonzero(counts(history) & np.isin(history.row_standard, columns))
    answered = np.bincount(history.row_visit[rows], minlength=len(history.visits))
    is_complete = answered == len(columns)
    return np.flatnonzero(is_complete), rows[is_complete[history.row_visit[rows]]]


def counts(history: History) -> Flags:
    """Which rows count."""
    found: Flags = history.reading_state[history.row_reading] == COUNTED
    return found
