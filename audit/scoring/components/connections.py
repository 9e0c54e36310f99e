"""Which branches can be compared through auditors they share, and which only by assumption.

Severity cannot be told from region where auditors never cross regions, and no formula fixes it; a few
cross-over visits do. Source: Searle (1987), Linear Models for Unbalanced Data, on connectedness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from audit.scoring.components.cells import Cells
from audit.scoring.sums import Ints


@dataclass(frozen=True, slots=True)
class Pieces:
    """The connected pieces of the graph of branches and the auditors who visited them.

    `branches` and `auditors` give each level's piece, -1 for a branch whose auditors nobody named.
    """

    count: int
    branches: Ints
    auditors: Ints


def pieces(cells: Cells) -> Pieces | None:
    """Which branches can be compared through shared auditors; None without a named auditor."""
    if not len(cells.auditors):
        return None
    branch, auditor = cells.branch[cells.is_named], cells.auditor[cells.is_named]
    many = len(cells.branches)
    size = many + len(cells.auditors)
    graph = coo_array((np.ones(len(branch)), (branch, many + auditor)), shape=(size, size))
    _, labels = connected_components(graph, directed=False)
    named = np.zeros(many, dtype=bool)
    named[branch] = True
    used = np.unique(np.concatenate([labels[:many][named], labels[many:]]))
    renumbered = np.searchsorted(used, labels)
    return Pieces(len(used), np.where(named, renumbered[:many], -1), renumbered[many:])
