"""The comparison read another way: along the guest's journey, by the chain's values, by whose wish a standard is."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import N_, Sentence, say
from audit.reports.charts import Axis, IntervalBar
from audit.services.compare_pages.parts import Empty, FilterBar, RateLine, Verdict
from audit.services.compare_pages.standards import Months

TITLE = say(N_("Along the guest's journey"))


@dataclass(frozen=True, slots=True)
class Weakest:
    """The promise of a group that is kept least (share of 1), on so many visits."""

    promise: str
    href: str
    share: float
    visits: int


@dataclass(frozen=True, slots=True)
class GroupLine:
    """Some standards together: how often they are kept (share of 1), where they were seen `seen` times.

    `gap` is how much depends on which branch a guest walks into, the mean over the group's standards.
    """

    name: Sentence | str
    href: str
    promises: int
    seen: int
    share: float
    interval: tuple[float, float]
    bar: IntervalBar
    verdict: Verdict
    weakest: Weakest
    gap: float | None = None


@dataclass(frozen=True, slots=True)
class Grouping:
    """One way of putting the standards together; `why` stands for missing lines."""

    key: str
    heading: Sentence
    note: Sentence
    first_column: Sentence
    lines: tuple[GroupLine, ...] = ()
    axis: Axis | None = None
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """Whose wish some standards are, with those of them kept least."""

    line: GroupLine
    sources: tuple[Sentence | str, ...]
    weakest: tuple[RateLine, ...]


@dataclass(frozen=True, slots=True)
class Delight:
    """How often a promise was beaten where it could be. Never a part of the score; `why` stands for missing numbers."""

    sentence: Sentence | None = None
    interval: tuple[float, float] | None = None
    standards: tuple[RateLine, ...] = ()
    branches: tuple[RateLine, ...] = ()
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class FirstTime:
    """Whether things are right the first time, over the chain and month by month."""

    sentence: Sentence | None = None
    detail: Sentence | None = None
    href: str = ""
    months: Months | None = None
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class JourneyPage:
    """The journey, the values, the sides, what delights and what is right the first time."""

    sentence: Sentence
    detail: Sentence | None
    filters: FilterBar
    query: str = ""
    groupings: tuple[Grouping, ...] = ()
    sides: tuple[Side, ...] = ()
    delight: Delight | None = None
    first_time: FirstTime | None = None
    false_alarms: Sentence | None = None
    empty: Empty | None = None
    title: Sentence = TITLE
