"""How a person says what a file's columns and words mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from audit.errors import N_, BadInput, say

NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
NOT_APPLICABLE_WORDS = frozenset({"na", "n/a", "not applicable", "not observed", "-"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The names of a file's columns. `period` has no default: without it a period is a calendar month."""

    visit: str = "visit_id"
    branch: str = "branch"
    auditor: str = "auditor"
    date: str = "date"
    standard: str = "standard"
    answer: str = "answer"
    period: str | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers from `low` (credit 0) to `high` (credit 1); `low` may be the larger, where small is good."""

    low: Fraction
    high: Fraction

    def credit(self, value: Fraction) -> Fraction:
        """(value - low) / (high - low), exactly."""
        return (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, slots=True)
class HistoryOptions:
    """Everything that may be said about how to read a file.

    `words` maps a word (any case) to its credit 0-1, or to None for n/a. `scale` is for every standard
    that has none of its own in `scales`. `only` and `skip` choose standards. `date_format` as strptime.
    """

    columns: Columns = field(default_factory=Columns)
    words: Mapping[str, Fraction | None] = field(default_factory=dict)
    scale: Scale | None = None
    scales: Mapping[str, Scale] = field(default_factory=dict)
    only: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    kept_at: Fraction = Fraction(1)
    date_format: str | None = None


def read_map(text: str) -> tuple[str, Fraction | None]:
    """`Gedeeltelijk=0.5` or `Gesloten=na`: a word and its credit 0-1, or None for n/a."""
    word, _, credit = text.rpartition("=")
    word, credit = fold(word), fold(credit)
    if word and credit in NOT_APPLICABLE_WORDS:
        return word, None
    if not word or not NUMBER.fullmatch(credit) or not 0 <= Fraction(credit) <= 1:
        raise BadInput(
            say(N_('Write a word and its credit from 0 to 1, as in "Partly=0.5", not "{given}".'), given=text)
        )
    return word, Fraction(credit)


def read_scale(text: str) -> Scale:
    """`0:100`: the number for credit 0 and the number for credit 1."""
    low, _, high = (part.strip() for part in text.partition(":"))
    if not NUMBER.fullmatch(low) or not NUMBER.fullmatch(high) or Fraction(low) == Fraction(high):
        raise BadInput(say(N_('Write a scale as two different numbers, as in "0:100", not "{given}".'), given=text))
    return Scale(Fraction(low), Fraction(high))


def read_scale_for(text: str) -> tuple[str, Scale]:
    """`Cleanliness=1:5`: a standard and its scale."""
    standard, _, scale = text.rpartition("=")
    if not standard.strip():
        raise BadInput(say(N_('Write a standard and its scale, as in "Cleanliness=1:5", not "{given}".'), given=text))
    return standard.strip(), read_scale(scale)


def fold(word: str) -> str:
    """A word as it is compared: case and outer spaces do not matter."""
    return word.strip().casefold()
