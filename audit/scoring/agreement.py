"""Do two auditors see the same? Agreement on joint visits (two auditors, one visit).

Lead with plain agreement and its interval; the corrected coefficients are detail. Where nearly everything
passes, alpha and kappa collapse although auditors agree (95 of 100 agree, alpha -.02): AC1 does not.
Sources: K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; K. Gwet (2008), British Journal
of Mathematical and Statistical Psychology 61:29-48; P. Shrout and J. Fleiss (1979), Psychological Bulletin
86:420-428; K. McGraw and S. Wong (1996), Psychological Methods 1:30-46.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from audit.scoring.intervals import Interval
from audit.scoring.sums import Floats

Ratings = Sequence[Sequence[float]]
"""For each unit (a joint visit and a standard) the ratings given to it, one or more."""

FEWEST_UNITS = 20
"""Below so many units no interval is given."""
DRAWS, SEED = 2_000, 19_790_420
NOMINAL, ORDINAL, INTERVAL, RATIO = "nominal", "ordinal", "interval", "ratio"


@dataclass(frozen=True, slots=True)
class Agreement:
    """A coefficient and its 95 % interval; None where it is undefined, or units are too few for an interval."""

    value: float | None
    interval: Interval | None
    units: int


def percent_agreement(ratings: Ratings) -> Agreement:
    """The chance that two auditors of one visit rate alike, averaged over units."""
    return _bootstrapped(ratings, lambda counts, _: _agreeing(counts))


def ac1(ratings: Ratings) -> Agreement:
    """Gwet's AC1: (pa - pe)/(1 - pe), pe = sum of p(1-p)/(q-1) over the q categories."""
    return _bootstrapped(ratings, lambda counts, _: _ac1(counts))


def alpha(ratings: Ratings, level: str = NOMINAL) -> Agreement:
    """Krippendorff's alpha: 1 - observed / expected disagreement. All ratings equal: undefined, not 1."""
    return _bootstrapped(ratings, lambda counts, values: _alpha(counts, values, level))


def _bootstrapped(ratings: Ratings, measure: Callable[[Floats, Floats], float | None]) -> Agreement:
    """The measure on a table units x values of counts, and its spread when units are drawn again."""
    values = np.unique([value for unit in ratings for value in unit]) if ratings else np.zeros(0)
    table = np.array([[list(unit).count(value) for value in values] for unit in ratings], dtype=np.float64)
    table = table.reshape(len(ratings), len(values))
    units = int((table.sum(axis=1) >= 2).sum())
    found = measure(table, values) if units else None
    if found is None or units < FEWEST_UNITS:
        return Agreement(found, None, units)
    random = np.random.default_rng(SEED)
    drawn = (measure(table[random.integers(0, len(table), len(table))], values) for _ in range(DRAWS))
    known = [value for value in drawn if value is not None]
    low, high = np.quantile(known, [0.025, 0.975])
    return Agreement(found, (float(low), float(high)), units)


def _agreeing(counts: Floats) -> float | None:
    twice = counts[counts.sum(axis=1) >= 2]
    if not len(twice):
        return None
    n = twice.sum(axis=1)
    return float(((twice * (twice - 1)).sum(axis=1) / (n * (n - 1))).mean())


def _ac1(counts: Floats) -> float | None:
    agreeing = _agreeing(counts)
    categories = counts.shape[1]
    if agreeing is None or categories < 2:
        return None
    rated = counts[counts.sum(axis=1) >= 1]
    shares = (rated / rated.sum(axis=1, keepdims=True)).mean(axis=0)
    chance = float((shares * (1 - shares)).sum()) / (categories - 1)
    return float((agreeing - chance) / (1 - chance))


def _alpha(counts: Floats, values: Floats, level: str) -> float | None:
    twice = counts[counts.sum(axis=1) >= 2]
    n = twice.sum(axis=1)
    if not len(twice):
        return None
    weighted = twice / (n - 1)[:, None]
    coincidences = twice.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=0)
    distances = _distances(values, totals, level)
    expected = float((np.outer(totals, totals) * distances).sum()) / (float(totals.sum()) - 1)
    return None if expected <= 0 else 1 - float((coincidences * distances).sum()) / expected


def _distances(values: Floats, totals: Floats, level: str) -> Floats:
    """delta squared between each two values."""
    first, second = values[:, None], values[None, :]
    if level == NOMINAL:
        return np.asarray(first != second, dtype=np.float64)
    if level == INTERVAL:
        return np.asarray((first - second) ** 2)
    if level == RATIO:
        total = first + second
        return np.asarray(np.where(total == 0, 0.0, (first - second) / np.where(total == 0, 1.0, total)) ** 2)
    up_to = np.cumsum(totals)
    low, high = np.minimum.outer(up_to, up_to), np.maximum.outer(up_to, up_to)
    between = high - low + np.where(up_to[:, None] <= up_to[None, :], totals[:, None], totals[None, :])
    return np.asarray((between - (totals[:, None] + totals[None, :]) / 2) ** 2 * (first != second))


@dataclass(frozen=True, slots=True)
class IntraclassCorrelations:
    """Single: 1 (auditors at random for each visit), A (absolute agreement), C (consistency); `_mean` of k."""

    one: float | None
    agreement: float | None
    consistency: float | None
    one_mean: float | None
    agreement_mean: float | None
    consistency_mean: float | None


def intraclass(scores: Sequence[Sequence[float]]) -> IntraclassCorrelations:
    """ICC(1), ICC(A,1), ICC(C,1) and their means of k, from a full table of n visits x k auditors."""
    table = np.asarray(scores, dtype=np.float64)
    n, k = table.shape
    if n < 2 or k < 2:
        return IntraclassCorrelations(None, None, None, None, None, None)
    grand, rows, columns = table.mean(), table.mean(axis=1), table.mean(axis=0)
    between = k * float(((rows - grand) ** 2).sum()) / (n - 1)
    judges = n * float(((columns - grand) ** 2).sum()) / (k - 1)
    error = float(((table - rows[:, None] - columns[None, :] + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    within = float(((table - rows[:, None]) ** 2).sum()) / (n * (k - 1))
    return IntraclassCorrelations(
        one=_ratio(between - within, between + (k - 1) * within),
        agreement=_ratio(between - error, between + (k - 1) * error + k * (judges - error) / n),
        consistency=_ratio(between - error, between + (k - 1) * error),
        one_mean=_ratio(between - within, between),
        agreement_mean=_ratio(between - error, between + (judges - error) / n),
        consistency_mean=_ratio(between - error, between),
    )


def _ratio(above: float, below: float) -> float | None:
    return above / below if below > 0 else None


def intraclass_from(branch: float, auditor: float, residual: float) -> float | None:
    """The ICC of one score where visits have gaps: s2_b / (s2_b + s2_a + s2_e), from components."""
    return _ratio(branch, branch + auditor + residual)
