"""Control charts: has a branch changed, or is this its usual up and down?

XmR charts with the rules of the NHS's "Making Data Count"; p and Laney p' charts for shares. A stable
branch shows at least one signal in 24 points with probability .18 (normal scores) to .38 (skewed ones),
so a list of branches that changed must use rule 1 on corrected scores, or slopes with a false discovery rate.
Sources: W. Shewhart (1931); D. Montgomery, Introduction to Statistical Quality Control; D. Laney (2002),
Quality Engineering 14:531-537; the rules as NHSRplotthedots 0.2.2 codes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from audit.errors import N_, Sentence, say
from audit.scoring.sums import Flags, Floats

LIMIT = 2.66
"""3 / 1.128: three standard deviations, from the mean moving range."""
SCREEN = 3.267
RANGE_TO_SD = 1.128
ONE_SIDE = 7
TREND = 7
FEWEST_POINTS, SETTLED_POINTS = 6, 12

TOO_FEW_POINTS = say(N_("Fewer than {fewest} visits are too few for limits."), fewest=FEWEST_POINTS)
NO_RANGE = say(N_("The scores do not vary from one visit to the next, so limits would mean nothing."))

ABOVE_LIMIT, BELOW_LIMIT = "above_limit", "below_limit"
RISING, FALLING = "rising", "falling"
TWO_OF_THREE_ABOVE, TWO_OF_THREE_BELOW = "two_of_three_above", "two_of_three_below"
SHIFT_ABOVE, SHIFT_BELOW = "shift_above", "shift_below"


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Points with their mean and limits; `signals` says for each point what is special about it, or None.

    `is_trial`: fewer than 12 points, so the limits may still move. Without limits, `why` says why.
    """

    values: tuple[float, ...]
    mean: float | None
    lower: float | None
    upper: float | None
    signals: tuple[str | None, ...]
    is_trial: bool
    why: Sentence | None


def xmr(values: Sequence[float], is_screened: bool = True) -> ControlChart:
    """An XmR chart: mean -+ 2.66 mean moving range, ranges of at least 3.267 times their mean left out once."""
    points = np.asarray(values, dtype=np.float64)
    mean = float(points.mean()) if len(points) else None
    is_trial, none = len(points) < SETTLED_POINTS, (None,) * len(points)
    if mean is None or len(points) < FEWEST_POINTS:
        return ControlChart(tuple(values), mean, None, None, none, is_trial, TOO_FEW_POINTS)
    reach = LIMIT * mean_range(points, is_screened)
    if reach <= 1e-12 * max(1.0, abs(mean)):
        return ControlChart(tuple(values), mean, None, None, none, is_trial, NO_RANGE)
    signals = _signals(points, mean, reach)
    return ControlChart(tuple(values), mean, mean - reach, mean + reach, signals, is_trial, None)


def mean_range(points: Floats, is_screened: bool = True) -> float:
    """The mean of the moving ranges |x(i) - x(i-1)|; outlying ranges are left out once."""
    ranges = np.abs(np.diff(points))
    usual = float(ranges.mean())
    kept = ranges[ranges < SCREEN * usual] if is_screened else ranges
    return float(kept.mean()) if len(kept) else usual


def _signals(points: Floats, mean: float, reach: float) -> tuple[str | None, ...]:
    """The gravest signal of each point: outside the limits, then trend, then two of three, then shift."""
    off = points - mean
    found = [
        (ABOVE_LIMIT, off > reach),
        (BELOW_LIMIT, off < -reach),
        (RISING, _runs(np.diff(points) > 0, TREND - 1, joins=True)),
        (FALLING, _runs(np.diff(points) < 0, TREND - 1, joins=True)),
        (TWO_OF_THREE_ABOVE, _two_of_three(off > 0, off > reach * 2 / 3)),
        (TWO_OF_THREE_BELOW, _two_of_three(off < 0, off < -reach * 2 / 3)),
        (SHIFT_ABOVE, _runs(off > 0, ONE_SIDE)),
        (SHIFT_BELOW, _runs(off < 0, ONE_SIDE)),
    ]
    return tuple(next((name for name, flags in found if flags[place]), None) for place in range(len(points)))


def _runs(flags: Flags, least: int, joins: bool = False) -> Flags:
    """The members of unbroken runs of at least `least`; `joins`: flags stand between points, mark both ends."""
    found = np.zeros(len(flags) + joins, dtype=bool)
    start = 0
    for place, flag in enumerate([*flags, False]):
        if not flag:
            if place - start >= least:
                found[start : place + joins] = True
            start = place + 1
    return found


def _two_of_three(side: Flags, outer: Flags) -> Flags:
    """Points in the outer third, in a window of three on one side of the mean with at least two there."""
    found = np.zeros(len(side), dtype=bool)
    for start in range(len(side) - 2):
        window = slice(start, start + 3)
        if side[window].all() and outer[window].sum() >= 2:
            found[window] |= outer[window]
    return found


def assurance(chart: ControlChart, target: float, higher_is_better: bool = True) -> str | None:
    """Will the target be met? `consistent_pass`, `consistent_fail` or `hit_and_miss`; None without limits."""
    if chart.lower is None or chart.upper is None:
        return None
    if chart.lower <= target <= chart.upper:
        return "hit_and_miss"
    return "consistent_pass" if (chart.lower > target) == higher_is_better else "consistent_fail"


@dataclass(frozen=True, slots=True)
class ShareChart:
    """Shares with their mean and, for each point, limits that depend on its number of trials."""

    shares: tuple[float, ...]
    mean: float
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    sigma_z: float


def p_chart(hits: Sequence[int], trials: Sequence[int], is_laney: bool = False) -> ShareChart | None:
    """p0 -+ 3 sqrt(p0 q0 / n); Laney's p' stretches that by how much the points vary more than chance.

    sigma_z = mean moving range of z / 1.128. None without a trial. All trials must be above 0.
    """
    y, n = np.asarray(hits, dtype=np.float64), np.asarray(trials, dtype=np.float64)
    if not len(n):
        return None
    mean = float(y.sum() / n.sum())
    error = np.sqrt(mean * (1 - mean) / n)
    sigma = 1.0
    if is_laney and len(n) > 1 and 0 < mean < 1:
        sigma = float(np.abs(np.diff((y / n - mean) / error)).mean()) / RANGE_TO_SD
    reach = 3 * sigma * error
    lower, upper = np.clip(mean - reach, 0, 1), np.clip(mean + reach, 0, 1)
    return ShareChart(tuple(map(float, y / n)), mean, tuple(map(float, lower)), tuple(map(float, upper)), sigma)
