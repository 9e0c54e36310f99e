"""What scoring a visit gives: frozen, exact, and complete enough to be stored beside the answers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

State = Literal["counted", "not_applicable", "hidden", "unanswered", "not_scored"]


class ItemScore(NamedTuple):
    """`credit` (0 to 1) and `kept` are None unless the item counted. `seconds` is what a time item measured."""

    key: str
    state: State
    credit: Fraction | None = None
    kept: bool | None = None
    exceeded: bool = False
    earned: Fraction = Fraction(0)
    possible: Fraction = Fraction(0)
    seconds: Fraction | None = None


@dataclass(frozen=True, slots=True)
class SectionScore:
    """`percent` is None where nothing in the section counts. `failed`: a critical item in it is broken."""

    key: str
    earned: Fraction
    possible: Fraction
    percent: Fraction | None
    failed: bool


class StandardScore(NamedTuple):
    """One standard on one visit, over the items that measure it and count (`items`, at least one).

    `credit` is the mean credit by weight (plain where all weights are 0); the standard is `kept` when
    every item kept it, and `exceeded` when every item did better than that.
    """

    key: str
    items: int
    earned: Fraction
    possible: Fraction
    credit: Fraction
    kept: bool
    exceeded: bool


@dataclass(frozen=True, slots=True)
class Delight:
    """How many of the counting `expectation` items were exceeded."""

    exceeded: int
    of: int


@dataclass(frozen=True, slots=True)
class VisitScore:
    """A visit's score. `verdict` is the band's name in the checklist's language, None without a score.

    `earned` and `possible` are the sums over sections, also where section weights decide the percent.
    `missing` are the required visible items without an answer, in their order.
    """

    earned: Fraction
    possible: Fraction
    percent: Fraction | None
    verdict: str | None
    failed: bool
    sections: tuple[SectionScore, ...]
    items: tuple[ItemScore, ...]
    standards: tuple[StandardScore, ...]
    delight: Delight
    missing: tuple[str, ...]
