"""The list of standards, and one standard: how every branch keeps it, by whom it was seen, where it broke."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.errors import N_, Sentence, say
from audit.reports.charts import DotStrip, ShareBar, ShareTrend
from audit.services.compare_pages.parts import Column, Empty, FilterBar, Pages, PhotoLink, RateLine, StandardLine

TITLE = say(N_("Standards"))


@dataclass(frozen=True, slots=True)
class StandardsPage:
    """All standards of a view, those that differ most between branches first."""

    sentence: Sentence
    filters: FilterBar
    columns: tuple[Column, ...]
    """Standard, kept, one dot a branch, same branch, other branch, gap: in this order."""
    rows: tuple[StandardLine, ...]
    pages: Pages | None = None
    export_href: str | None = None
    empty: Empty | None = None
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class RateTable:
    """One way of cutting the visits: by branch, auditor, channel or version.

    `why` stands for missing rows, `notes` below those that are there.
    """

    heading: Sentence
    first_column: Sentence
    rows: tuple[RateLine, ...] = ()
    why: Sentence | None = None
    notes: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenExample:
    """One visit on which the standard was broken, in the auditor's words, with its photos."""

    href: str
    branch: str
    on: date
    comment: str
    photos: tuple[PhotoLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Here:
    """The standard at the one branch that the address asks about, and the address without it."""

    sentence: Sentence
    all_href: str


@dataclass(frozen=True, slots=True)
class Months:
    """How often it was kept month by month, and whether any month stands out; `why` stands for a missing plot.

    `hand_overs`: from which standards the trend was taken over, and when.
    """

    chart: ShareTrend | None
    reading: Sentence | None = None
    why: Sentence | None = None
    hand_overs: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeLine:
    """How long it takes at one branch: the median in seconds, with its range where there are visits enough for one."""

    name: str
    visits: int
    seconds: float
    interval: tuple[float, float] | None
    visits_href: str


@dataclass(frozen=True, slots=True)
class Times:
    """How long a timed standard takes, the slowest branch first; `bar`: where the differences in time come from."""

    sentence: Sentence
    lines: tuple[TimeLine, ...]
    bar: ShareBar | None = None


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One standard. `title` is its promise in the reader's language."""

    title: str
    touchpoint: Sentence | str
    sentence: Sentence
    detail: Sentence | None
    filters: FilterBar
    strip: DotStrip | None = None
    tables: tuple[RateTable, ...] = ()
    sop: str = ""
    source: Sentence | str = ""
    examples: tuple[BrokenExample, ...] = ()
    examples_total: int = 0
    examples_href: str = ""
    empty: Empty | None = None
    here: Here | None = None
    key: str = ""
    months: Months | None = None
    times: Times | None = None
