"""What all paragraphs share: how points and shares are written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, sqrt

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, Component
from audit.scoring.intervals import Interval
from audit.scoring.rounding import half_up, per_hundred, whole

FINE_BELOW = 2.0
"""Where differences of less than 2 points matter, differences are written with one decimal."""
RANGED = N_("{point} ({low} to {high})")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its sentences."""

    title: Sentence
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Writes points. Scores are whole; a difference below 2 points, or where scores lie close, has a decimal."""

    is_fine: bool

    def difference(self, value: float) -> int | Decimal:
        """A distance between scores. A Decimal is shown with its decimal in the reader's language."""
        return half_up(value, 1) if self.is_fine or abs(value) < FINE_BELOW else whole(value)

    def within(self, interval: Interval) -> tuple[int, int]:
        """The ends of an interval of scores, not beyond what a score can be, and never one and the same number."""
        low, high = max(interval[0], 0.0), min(interval[1], 100.0)
        return (whole(low), whole(high)) if whole(low) < whole(high) else (floor(low), ceil(high))


def points_of(analysis: Analysis) -> Points:
    return Points(analysis.score.worth_points < FINE_BELOW)


def ranged(
    point: float, interval: Interval | None, write: Callable[[float], int | Decimal] = per_hundred
) -> Sentence | int | Decimal:
    """`78 (73 to 82)`; the point is drawn into its range where a few visits threw it out. Alone without a range."""
    if interval is None:
        return write(point)
    low, high = interval
    return say(RANGED, point=write(min(max(point, low), high)), low=write(low), high=write(high))


def around(
    parts: Mapping[str, Component], number: Callable[[dict[str, float]], float]
) -> tuple[float, Interval | None]:
    """A number made of variances, and its range from theirs: each is moved to the ends of its own interval, and the
    moves add up in squares. Source: G. Zou and A. Donner (2008), Statistics in Medicine 27:1693 (MOVER).
    """
    variances = {name: one.variance or 0.0 for name, one in parts.items()}
    point, up, down = number(variances), 0.0, 0.0
    for name, one in parts.items():
        if one.interval is None:
            return point, None
        moves = [number(variances | {name: end}) - point for end in one.interval]
        up, down = up + max(0.0, *moves) ** 2, down + min(0.0, *moves) ** 2
    return point, (point - sqrt(down), point + sqrt(up))


def visits_counted(count: int) -> Sentence:
    return say_count(N_("{count} visit"), N_("{count} visits"), count)


def branches_counted(count: int) -> Sentence:
    return say_count(N_("{count} branch"), N_("{count} branches"), count)


def auditors_counted(count: int) -> Sentence:
    return say_count(N_("{count} auditor"), N_("{count} auditors"), count)


def tell_notes(analysis: Analysis) -> Paragraph:
    """The warnings."""
    return Paragraph(say(N_("Keep in mind")), analysis.notes)
