"""Scores as if every visit had met the same standards.

What is not applicable, hidden or new in a later version leaves a visit's score, and with it changes how
hard the visit was. The expected score of what was seen is the mean, over the standards that counted, of
how well the whole view keeps each; a cell's scores are moved by how far its expected score lies from the
chain's (statistics: like for like). Computed from sums, so the cost does not grow with the visits.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from audit.store.auditor_sums import CreditSums
from audit.store.sums import ScoreSums

Cell = tuple[int, int | None]
PERCENT_MICRO = 100  # a credit of one millionth is a ten-thousandth of a percent: 100 millionths of it


def like_for_like(scores: Sequence[ScoreSums], credits_seen: Sequence[CreditSums]) -> list[ScoreSums]:
    """The same sums with each cell moved to the chain's mean difficulty; exact integers, rounded once a cell."""
    expected = expected_scores(credits_seen)
    visits: dict[Cell, int] = defaultdict(int)
    for row in scores:  # a cell may come twice: its whole months, and the days of a part month
        visits[row.branch_id, row.auditor_id] += row.scored
    known = {cell: value for cell, value in expected.items() if visits[cell]}
    total = sum(visits[cell] for cell in known)
    if not total:
        return list(scores)
    chain = sum(value * visits[cell] for cell, value in known.items()) / total
    return [moved(row, round(known.get((row.branch_id, row.auditor_id), chain) - chain)) for row in scores]


def expected_scores(credits_seen: Sequence[CreditSums]) -> dict[Cell, float]:
    """For each branch and auditor, the score (percent x 1,000,000) that the chain reaches on what they met."""
    counted: dict[int, int] = defaultdict(int)
    credit: dict[int, int] = defaultdict(int)
    for row in credits_seen:
        counted[row.standard_id] += row.counted
        credit[row.standard_id] += row.credit_micro
    sums: dict[Cell, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for row in credits_seen:
        cell = sums[row.branch_id, row.auditor_id]
        cell[0] += row.counted * credit[row.standard_id] / counted[row.standard_id]
        cell[1] += row.counted
    return {cell: PERCENT_MICRO * earned / seen for cell, (earned, seen) in sums.items()}


def moved(row: ScoreSums, by: int) -> ScoreSums:
    """A cell whose every score is lower by so many millionths of a percent."""
    return replace(
        row,
        percent_micro=row.percent_micro - by * row.scored,
        square_micro=row.square_micro - 2 * by * row.percent_micro + by * by * row.scored,
    )
