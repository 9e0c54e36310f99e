"""What all paragraphs share: how points and shares are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis
from audit.scoring.intervals import Interval

FINE_BELOW = 2.0
"""Where differences of less than 2 points matter, points are written with one decimal."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A heading and its sentences."""

    title: Sentence
    lines: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Writes points: whole ones, or with one decimal where scores lie close together."""

    decimals: int

    def write(self, value: float) -> int | Decimal:
        """Rounded half up; a Decimal is shown with its decimal in the reader's language."""
        rounded = Decimal(repr(value)).quantize(Decimal(1).scaleb(-self.decimals), ROUND_HALF_UP)
        return int(rounded) if self.decimals == 0 else rounded

    def within(self, interval: Interval) -> tuple[int | Decimal, int | Decimal]:
        """The ends of an interval of scores, not beyond what a score can be."""
        low, high = interval
        return self.write(max(low, 0.0)), self.write(min(high, 100.0))


def points_of(analysis: Analysis) -> Points:
    return Points(0 if analysis.score.worth_points >= FINE_BELOW else 1)


def per_hundred(share: float) -> int:
    """A share of 1 as so many in 100."""
    return int(Decimal(repr(share * 100)).quantize(Decimal(1), ROUND_HALF_UP))


def visits_counted(count: int) -> Sentence:
    return say_count(N_("{count} visit"), N_("{count} visits"), count)


def branches_counted(count: int) -> Sentence:
    return say_count(N_("{count} branch"), N_("{count} branches"), count)


def auditors_counted(count: int) -> Sentence:
    return say_count(N_("{count} auditor"), N_("{count} auditors"), count)


def tell_notes(analysis: Analysis) -> Paragraph:
    """The warnings."""
    return Paragraph(say(N_("Keep in mind")), analysis.notes)
