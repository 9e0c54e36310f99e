"""Small chains for tests: from lists of visits to what the statistics take."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np

from audit.scoring.components.cells import Cells, cells_from
from audit.scoring.sums import ChainSums, KeptCells, ScoreCells, cells_of

REFERENCE = Path(__file__).parent / "reference"
Level = str | int | None


def numbered(levels: Sequence[Level]) -> tuple[tuple[str, ...], np.ndarray]:
    """The distinct levels as names, and each visit's number among them; None is nobody, -1."""
    names = sorted({level for level in levels if level is not None}, key=lambda level: (isinstance(level, str), level))
    places = [names.index(level) if level is not None else -1 for level in levels]
    return tuple(map(str, names)), np.array(places, dtype=np.int64)


def scores_of(
    branch: Sequence[Level], auditor: Sequence[Level], score: Sequence[float], period: Sequence[Level] | None = None
) -> ScoreCells:
    """Visits one by one, each a cell of its own."""
    values = np.array(score, dtype=float)
    origin = float(values.mean()) if len(values) else 0.0
    off = values - origin
    periods = numbered(period)[1] if period is not None else np.zeros(len(values), np.int64)
    ones = np.ones(len(values), np.int64)
    return ScoreCells(numbered(branch)[1], numbered(auditor)[1], periods, ones, off, off**2, origin)


def cells(
    branch: Sequence[Level], auditor: Sequence[Level], score: Sequence[float], period: Sequence[Level] | None = None
) -> Cells:
    has_auditor = any(level is not None for level in auditor)
    return cells_from(scores_of(branch, auditor, score, period), has_auditor, period is not None)


def chain(
    branch: Sequence[Level], auditor: Sequence[Level], score: Sequence[float], period: Sequence[Level] | None = None
) -> ChainSums:
    """A chain that has scores and no standards."""
    none = np.zeros(0, np.int64)
    names = numbered(branch)[0]
    return ChainSums(
        visits=len(score),
        branches=names,
        branch_names=names,
        auditors=numbered(auditor)[0],
        periods=numbered(period)[0] if period is not None else ("2024",),
        standards=(),
        first=date(2024, 1, 1),
        last=date(2024, 12, 31),
        scores=scores_of(branch, auditor, score, period),
        kept=KeptCells(none, none, none, none, none, none),
    )


def merged(scores: ScoreCells) -> ScoreCells:
    """The same scores with visits of one (branch, auditor, period) added up."""
    sizes = (int(scores.auditor.max()) + 2, int(scores.period.max()) + 1)
    levels, cell = cells_of((scores.branch, scores.auditor + 1, scores.period), sizes)
    n, total, squares = (np.bincount(cell, x) for x in (scores.visits, scores.total, scores.squares))
    return ScoreCells(levels[0], levels[1] - 1, levels[2], n.astype(np.int64), total, squares, scores.origin)


def read_reference(name: str) -> list[dict[str, str]]:
    with (REFERENCE / name).open(newline="") as file:
        return list(csv.DictReader(file))


def edge(name: str) -> tuple[list[str], list[str], list[float]]:
    """(branch, auditor, score) of an edge case."""
    rows = read_reference(f"edge_{name}.csv")
    return [row["branch"] for row in rows], [row["auditor"] for row in rows], [float(row["y"]) for row in rows]


def crossed(table: Sequence[Sequence[float]]) -> tuple[list[int], list[int], list[float]]:
    """A table of branches (rows) x auditors (columns), one score each, as lists of visits."""
    pairs = [(row, column, value) for row, values in enumerate(table) for column, value in enumerate(values)]
    return [row for row, _, _ in pairs], [column for _, column, _ in pairs], [float(value) for _, _, value in pairs]


def simulated(
    branches: int, auditors: int, visits: int, sds: tuple[float, float, float], seed: int, periods: int = 1
) -> tuple[list[int], list[int], list[float], list[int]]:
    """Visits of a made-up chain: sds of branch, auditor and residual; with periods, 3 points for each."""
    random = np.random.default_rng(seed)
    branch, auditor = random.integers(0, branches, visits), random.integers(0, auditors, visits)
    period = random.integers(0, periods, visits)
    score = 75 + random.normal(0, sds[0], branches)[branch] + random.normal(0, sds[1], auditors)[auditor]
    score = score + random.normal(0, sds[2], visits)
    if periods > 1:
        score = score + random.normal(0, 3, branches * periods)[branch * periods + period]
    return branch.tolist(), auditor.tolist(), score.tolist(), period.tolist()
