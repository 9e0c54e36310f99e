"""From the rollups' rows to what the statistics take: positions instead of ids, points instead of millionths.

The numbers stay exact until the last step: each cell's sum of squares is taken about the chain's mean
in whole millionths, so scores that lie close together lose no digits.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain

import numpy as np

from audit.scoring.sums import NOBODY, ChainSums, Ints, KeptCells, ScoreCells
from audit.store.sums import ScoreSums, StandardSums

MICRO = 1_000_000


def chain_sums(
    scores: Sequence[ScoreSums],
    standards: Sequence[StandardSums],
    branches: Mapping[int, tuple[str, str]],
    auditors: Mapping[int, str],
    standard_keys: Mapping[int, str],
    first: date | None,
    last: date | None,
) -> ChainSums:
    """The sums of one view of the chain. `branches` are (code, name) by id; those without a visit are left out."""
    seen_branches = places(branches, {row.branch_id for row in scores})
    seen_auditors = places(auditors, {row.auditor_id for row in scores if row.auditor_id is not None})
    seen_standards = places(standard_keys, {row.standard_id for row in standards})
    return ChainSums(
        visits=sum(row.visits for row in scores),
        branches=tuple(branches[branch_id][0] for branch_id in seen_branches),
        branch_names=tuple(branches[branch_id][1] for branch_id in seen_branches),
        auditors=tuple(auditors[auditor_id] for auditor_id in seen_auditors),
        periods=(),
        standards=tuple(standard_keys[standard_id] for standard_id in seen_standards),
        first=first,
        last=last,
        scores=score_cells(scores, seen_branches, seen_auditors),
        kept=kept_cells([row for row in standards if row.branch_id in seen_branches], seen_branches, seen_standards),
    )


def places(order: Mapping[int, object], ids: set[int]) -> dict[int, int]:
    """The position of each id: in the order given, those the order does not know after it."""
    known = [one for one in order if one in ids]
    return {one: place for place, one in enumerate([*known, *sorted(ids.difference(known))])}


def score_cells(rows: Sequence[ScoreSums], branches: Mapping[int, int], auditors: Mapping[int, int]) -> ScoreCells:
    """The cells of the scores, in points about the mean of all."""
    scored = [row for row in rows if row.scored]
    visits = sum(row.scored for row in scored)
    origin = sum(row.percent_micro for row in scored) // visits if visits else 0
    totals = [row.percent_micro - origin * row.scored for row in scored]
    squares = [row.square_micro - 2 * origin * row.percent_micro + origin * origin * row.scored for row in scored]
    return ScoreCells(
        branch=ints([branches[row.branch_id] for row in scored]),
        auditor=ints([NOBODY if row.auditor_id is None else auditors[row.auditor_id] for row in scored]),
        period=ints([0] * len(scored)),
        visits=ints([row.scored for row in scored]),
        total=np.array([total / MICRO for total in totals], float),
        squares=np.array([square / MICRO**2 for square in squares], float),
        origin=origin / MICRO,
    )


def kept_cells(rows: Sequence[StandardSums], branches: Mapping[int, int], standards: Mapping[int, int]) -> KeptCells:
    """The cells of the standards, all auditors together."""
    width = len(StandardSums._fields)
    table = np.fromiter(chain.from_iterable(rows), np.int64, width * len(rows)).reshape(-1, width)
    branch, standard, counting, kept, not_applicable = table.T[:5]
    return KeptCells(
        standard=placed(standard, standards),
        branch=placed(branch, branches),
        auditor=np.full(len(rows), NOBODY, np.int64),
        counting=counting.copy(),
        kept=kept.copy(),
        not_applicable=not_applicable.copy(),
    )


def placed(ids: Ints, places: Mapping[int, int]) -> Ints:
    """The position of each id."""
    known, index = np.unique(ids, return_inverse=True)
    return ints([places[one] for one in known.tolist()])[index]


def ints(values: Sequence[int]) -> Ints:
    """Whole numbers as the statistics take them."""
    return np.array(values, np.int64)
