"""Profile-likelihood intervals of variance components.

An interval holds every value s of a variance for which the deviance, minimised over all the others, is
within 3.841 (the 95 % point of chi-squared with one degree of freedom) of its least.
Source: D. J. Venzon and S. H. Moolgavkar (1988), Applied Statistics 37:87-94.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from scipy.optimize import minimize

from audit.scoring.components.searches import AT_ZERO, Deviance, Peak
from audit.scoring.intervals import Interval
from audit.scoring.sums import Flags, Floats

CHI_SQUARED_95 = 3.841458820694124
ZERO_BELOW, ABOVE = 20.0, 20.0
"""How far below and above the residual (in log variance) a component is looked for: 0, and without limit."""
NEAR = 0.005
STEPS = 15
WOULD_GROW = 1e-11
CLOSE = 3e-5


def profile_intervals(deviance: Deviance, peak: Peak) -> list[Interval | None]:
    """One 95 % interval of the variance (points squared) for each log variance of the peak.

    The lower end is 0 where a variance of 0 is not refuted. None where no upper end was found.
    """
    zero = peak.logs - peak.logs[-1] < AT_ZERO
    return [_interval(deviance, peak, place, zero) for place in range(len(peak.logs))]


def _interval(deviance: Deviance, peak: Peak, place: int, zero: Flags) -> Interval | None:
    ends = []
    for side in (-1.0, 1.0):
        end = None if zero[place] else _quick_end(deviance, peak, place, side, zero)
        ends.append(_slow_end(deviance, peak, place, side) if end is None else end)
    low, high = ends
    return None if low is None or high is None else (float(low), float(high))


def _quick_end(deviance: Deviance, peak: Peak, place: int, side: float, zero: Flags) -> float | None:
    """Newton's steps to the point where the deviance has risen enough and the others are at their best.

    The Hessian of the peak is carried along and corrected from the gradients seen on the way (SR1).
    Variances of 0 are left there. None when that does not settle, or when one of them would rather grow;
    the slow way then decides.
    """
    others = (np.arange(len(peak.logs)) != place) & ~zero
    hessian, target = peak.hessian.copy(), peak.deviance + CHI_SQUARED_95
    logs, value, slopes = peak.logs, peak.deviance, np.zeros(len(peak.logs))
    for _ in range(STEPS):
        step = _step(hessian, slopes, value - target, place, others, side)
        if step is None or np.abs(step).max() > 3 or np.abs(logs + step - peak.logs).max() > 8:
            return None
        moved = logs + step
        new_value, new_slopes = deviance(moved)
        hessian = _corrected(hessian, step, new_slopes - slopes)
        logs, value, slopes = moved, new_value, new_slopes
        if _is_near(hessian, slopes, value - target, others):
            if (slopes[zero] < -WOULD_GROW).any():
                return None
            last = _step(hessian, slopes, value - target, place, others, side)
            end = logs[place] + (last[place] if last is not None else 0.0)
            return float(np.exp(end)) if side * (end - peak.logs[place]) > 0 else None
    return None


def _step(hessian: Floats, slopes: Floats, excess: float, place: int, others: Floats, side: float) -> Floats | None:
    """To the end that a quadratic surface would have; the others move to their best on the way."""
    inner, edge = hessian[np.ix_(others, others)], hessian[others, place]
    if len(inner) and np.linalg.eigvalsh(inner)[0] <= 0:
        return None
    toward, along = (np.linalg.solve(inner, x) if len(inner) else x for x in (slopes[others], edge))
    bend, slope = hessian[place, place] - edge @ along, slopes[place] - edge @ toward
    short = excess - slopes[others] @ toward / 2
    inside = slope**2 - 2 * bend * short
    if bend <= 0 or inside < 0:
        return None
    moved = (-slope + side * np.sqrt(inside)) / bend
    step = np.zeros(len(slopes))
    step[place], step[others] = moved, -toward - along * moved
    return step


def _corrected(hessian: Floats, step: Floats, change: Floats) -> Floats:
    """The symmetric rank-one correction (Nocedal and Wright 2006, section 6.2)."""
    off = change - hessian @ step
    scale = float(off @ step)
    if abs(scale) < 1e-8 * float(np.linalg.norm(off) * np.linalg.norm(step)):
        return hessian
    return hessian + np.outer(off, off) / scale


def _is_near(hessian: Floats, slopes: Floats, excess: float, others: Floats) -> bool:
    """So near that one more step, which need not be looked at, ends within a ten-thousandth of the reach."""
    inner = hessian[np.ix_(others, others)]
    away = float(slopes[others] @ np.linalg.solve(inner, slopes[others])) / 2 if len(inner) else 0.0
    return abs(excess) < NEAR and abs(away) < NEAR


def _slow_end(deviance: Deviance, peak: Peak, place: int, side: float) -> float | None:
    """Bracket the end and close in, minimising over the others each time."""
    target = peak.deviance + CHI_SQUARED_95
    profile = _profile_of(deviance, peak, place)
    lowest, highest = peak.logs[-1] - ZERO_BELOW, peak.logs[-1] + ABOVE
    here = max(float(peak.logs[place]), lowest)
    is_residual = place == len(peak.logs) - 1
    if side < 0 and not is_residual and (here <= lowest + 1 or profile(lowest) <= target):
        return 0.0
    far, rise, reach = here, -float(np.sqrt(CHI_SQUARED_95)), 0.5
    while True:
        before, far, reach = (here, rise), far + side * reach, reach * 1.5
        rise = _root_excess(profile(far), peak.deviance)
        if rise > 0:
            return float(np.exp(_close_in(lambda log: _root_excess(profile(log), peak.deviance), before, (far, rise))))
        here = far
        if not lowest <= far <= highest:
            return 0.0 if side < 0 else None


def _close_in(excess: Callable[[float], float], below: tuple[float, float], above: tuple[float, float]) -> float:
    """The root between two points of known sign: the Illinois method (Dowell and Jarratt 1971, BIT 11:168)."""
    stayed = 0
    for _ in range(STEPS * 4):
        (here, low), (far, high) = below, above
        middle = (here * high - far * low) / (high - low)
        value = excess(middle)
        if abs(value) < CLOSE or abs(far - here) < CLOSE:
            return middle
        side = 1 if value > 0 else -1
        halve = 0.5 if side == stayed else 1.0
        below, above = ((here, low * halve), (middle, value)) if side > 0 else ((middle, value), (far, high * halve))
        stayed = side
    return (below[0] + above[0]) / 2


def _root_excess(value: float, least: float) -> float:
    """The root of how far the deviance has risen, less that of what is allowed: nearly straight near the end."""
    return float(np.sqrt(max(value - least, 0.0)) - np.sqrt(CHI_SQUARED_95))


def _profile_of(deviance: Deviance, peak: Peak, place: int) -> Callable[[float], float]:
    """The least deviance at each value of one log variance; each search starts where the last one ended."""
    others = np.arange(len(peak.logs)) != place
    floor = peak.logs[-1] - ZERO_BELOW
    kept = np.maximum(peak.logs[others], peak.logs[-1] - 4)

    def profile(log: float) -> float:
        def inner(free: Floats) -> tuple[float, Floats]:
            logs = np.full(len(peak.logs), log)
            logs[others] = free
            value, slopes = deviance(logs)
            return value, slopes[others]

        if not others.any():
            return deviance(np.array([log]))[0]
        found = minimize(
            inner, kept, jac=True, method="L-BFGS-B", bounds=[(floor, floor + ZERO_BELOW + ABOVE)] * len(kept)
        )
        kept[:] = np.maximum(found.x, peak.logs[-1] - 4)
        return float(found.fun)

    return profile
