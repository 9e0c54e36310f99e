"""From values to places: a scale gives percentages of a plot's width and where its ticks stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

INSET = 2.5
"""Percent kept free at either end, so that a mark on the edge is whole."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` along the width of a plot."""

    low: float
    high: float

    def place(self, value: float) -> float:
        """Percent from the left, within the plot even for a value outside the scale."""
        share = (value - self.low) / (self.high - self.low)
        return INSET + (100 - 2 * INSET) * min(1.0, max(0.0, share))

    def ticks(self, count: int = 4) -> tuple[float, ...]:
        """Round values inside the scale, about so many."""
        step = _round_step((self.high - self.low) / count)
        first = ceil(self.low / step - 1e-9)
        return tuple(number * step for number in range(first, floor(self.high / step + 1e-9) + 1))


SHARES = Scale(0.0, 1.0)


def scale_around(values: Iterable[float], least: float = 10.0, floor_at: float = 0.0, top_at: float = 100.0) -> Scale:
    """The narrowest round scale that holds all values, at least so wide, within the limits a score can have.

    Without values it is the whole range.
    """
    known = list(values)
    if not known:
        return Scale(floor_at, top_at)
    low, high = min(known), max(known)
    spare = max(0.0, least - (high - low)) / 2
    step = _round_step((high - low + 2 * spare) / 5)
    low, high = floor((low - spare) / step) * step, ceil((high + spare) / step) * step
    return Scale(max(floor_at, low), min(top_at, high)) if low < top_at and high > floor_at else Scale(low, high)


def _round_step(width: float) -> float:
    """1, 2, 5 or 10 times a power of ten, not below the width."""
    power = 1.0
    while power > width:
        power /= 10
    while power * 10 < width:
        power *= 10
    return next((power * factor for factor in (1, 2, 5) if power * factor >= width - 1e-12), power * 10)
