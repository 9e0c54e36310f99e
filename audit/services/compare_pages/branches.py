"""The list of branches, and one branch: its story over time, its standards against the chain, its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.errors import N_, Sentence, say
from audit.reports.charts import Axis, ControlChart, DotStrip, IntervalBar, Sparkline
from audit.services.compare_pages.parts import Column, Empty, FilterBar, Pages, PhotoLink, Verdict, VisitLink

TITLE = say(N_("Branches"))


@dataclass(frozen=True, slots=True)
class BranchLine:
    """One branch in the list. `bar` and `score` (adjusted, in points) are None with too few visits; `why` says so."""

    name: str
    code: str
    href: str
    place: Sentence | str
    visits: int
    last_visit: date | None
    score: float | None = None
    interval: tuple[float, float] | None = None
    bar: IntervalBar | None = None
    spark: Sparkline | None = None
    verdict: Verdict | None = None
    why: Sentence | None = None
    rank: Sentence | None = None
    """Between which places it stands, never a bare rank."""


@dataclass(frozen=True, slots=True)
class BranchesPage:
    """The branches a person may see, as a table that sorts and pages."""

    sentence: Sentence
    filters: FilterBar
    columns: tuple[Column, ...]
    """Branch, against the chain, score, visits, last visit, lately: in this order."""
    rows: tuple[BranchLine, ...]
    axis: Axis | None = None
    pages: Pages | None = None
    export_href: str | None = None
    empty: Empty | None = None
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class Fact:
    """A number with its name, and what makes it honest: its interval, its count."""

    name: Sentence
    value: Sentence | str
    detail: Sentence | str = ""


@dataclass(frozen=True, slots=True)
class BranchStandard:
    """One standard here against the chain (shares of 1); the strip shows this branch's dot among all."""

    promise: str
    href: str
    touchpoint: Sentence | str
    visits: int
    kept: float | None
    interval: tuple[float, float] | None
    chain: float | None
    strip: DotStrip
    verdict: Verdict
    is_few: bool = False
    visits_href: str = ""


@dataclass(frozen=True, slots=True)
class BranchStory:
    """The branch visit by visit. `trial` says that there are too few visits for firm limits."""

    chart: ControlChart | None
    reading: Sentence | None = None
    trial: Sentence | None = None
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class ActionEffect:
    """Whether an action helped: how often its standard was kept before it opened and after it was done."""

    title: str
    href: str
    done_on: date
    before: tuple[int, int]
    after: tuple[int, int]
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class OpenAction:
    """One unfinished action of the branch."""

    title: str
    href: str
    owner: Sentence | str
    due_on: date
    state: Verdict
    is_repeat: bool


@dataclass(frozen=True, slots=True)
class BranchWork:
    """What the branch has to do, and whether what it did helped."""

    unfinished: tuple[OpenAction, ...]
    effects: tuple[ActionEffect, ...]


@dataclass(frozen=True, slots=True)
class BranchPage:
    """One branch, for its manager and for its owner."""

    title: str
    kicker: Sentence | str
    sentence: Sentence
    detail: Sentence | None
    filters: FilterBar
    facts: tuple[Fact, ...] = ()
    story: BranchStory | None = None
    standards: tuple[BranchStandard, ...] = ()
    visits: tuple[VisitLink, ...] = ()
    visits_href: str = ""
    photos: tuple[PhotoLink, ...] = ()
    report_href: str | None = None
    empty: Empty | None = None
    actions: BranchWork | None = None
    more: Sentence | None = None
    """How many more visits would halve the range, where the branch cannot be told apart."""
    mails: Sentence | None = None
    """Where its reports are mailed to by themselves, for the desk."""
