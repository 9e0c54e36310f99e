"""The manager's home: where is the chain not keeping its promise, and is it real or noise?

Every section that statistics cannot fill carries a `why` instead, and the page says that sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import N_, Sentence, say
from audit.reports.charts import Axis, Group, HeatMap, IntervalBar, ShareBar
from audit.services.compare_pages.parts import Empty, FilterBar, StandardLine, Verdict

TITLE = say(N_("Consistency"))


@dataclass(frozen=True, slots=True)
class Headline:
    """The same-experience pair over all standards, shares of 1: two visits to different branches, to the same."""

    different_branches: float
    interval: tuple[float, float]
    standards: int = 0
    same_branch: float | None = None
    gap: float | None = None
    earlier: float | None = None
    """Two visits to different branches in the period before, over the same standards."""
    change: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the differences between scores come from. `advice` says what to do about it."""

    bar: ShareBar | None
    why: Sentence | None = None
    advice: Sentence | None = None
    advice_href: str | None = None


@dataclass(frozen=True, slots=True)
class BranchBar:
    """One branch in the interval plot. `rank_range` is its place among all, best first: `(12, 41)`."""

    name: str
    href: str
    visits: int
    bar: IntervalBar
    rank_range: tuple[int, int] | None = None
    visits_href: str = ""


@dataclass(frozen=True, slots=True)
class BranchGroup:
    """The branches that stand one way to the chain, sorted by their score; never a bare rank."""

    group: Group
    branches: tuple[BranchBar, ...]
    hidden: int = 0
    """How many more there are than a long list shows."""


@dataclass(frozen=True, slots=True)
class BranchPlot:
    """All branches against the chain."""

    axis: Axis | None
    groups: tuple[BranchGroup, ...] = ()
    too_few: tuple[str, ...] = ()
    all_href: str = ""
    false_alarms: Sentence | None = None
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Heat:
    """Standards by branches; `few` is the number of visits below which a cell is hatched."""

    map: HeatMap | None
    few: int = 3
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """What a standard (shares of 1) or a branch (points of 100) was and is, from so many visits; is it real?

    `difference` and its interval are in points of 100 for both.
    """

    name: str
    href: str
    before: float
    now: float
    visits: tuple[int, int]
    difference: float
    interval: tuple[float, float]
    verdict: Verdict
    unit: str = "share"


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed since the period before: standards and branches, those that really did first; or why nothing."""

    sentence: Sentence | None = None
    standards: tuple[Change, ...] = ()
    branches: tuple[Change, ...] = ()
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class PlanCell:
    """So many visits by so many auditors: the score is known to this many points either way."""

    half_width: float
    is_enough: bool = False


@dataclass(frozen=True, slots=True)
class OpenBranch:
    """A branch that cannot be told apart yet: about so many more visits would show it where it seems to be."""

    name: str
    href: str
    visits: int
    score: float
    interval: tuple[float, float]
    more: int
    plan_href: str


@dataclass(frozen=True, slots=True)
class Plan:
    """How many visits per branch, by how many auditors, would settle what is open. `cells[visits][auditors]`."""

    sentence: Sentence
    visits: tuple[int, ...] = ()
    auditors: tuple[int, ...] = ()
    cells: tuple[tuple[PlanCell | None, ...], ...] = ()
    why: Sentence | None = None
    first: tuple[OpenBranch, ...] = ()
    """Where the fewest visits settle something."""
    open: int = 0


@dataclass(frozen=True, slots=True)
class AuditorLine:
    """An auditor's severity in points: negative scores the same branches lower than others would."""

    name: str
    visits: int
    severity: float
    interval: tuple[float, float]
    verdict: Verdict
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Severity:
    """All auditors' severity; shown to owners and managers only."""

    auditors: tuple[AuditorLine, ...] = ()
    why: Sentence | None = None
    alike: int = 0
    """How many more of a long list cannot be told apart."""


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Consistency. With `empty` nothing else is shown but the filters."""

    filters: FilterBar
    visits: int
    branches: int
    auditors: int
    headline: Headline | None = None
    headline_why: Sentence | None = None
    sources: Sources | None = None
    standards: tuple[StandardLine, ...] = ()
    standards_total: int = 0
    standards_href: str = ""
    visits_href: str = "/visits"
    query: str = ""
    plot: BranchPlot | None = None
    heat: Heat | None = None
    changes: Changes | None = None
    plan: Plan | None = None
    severity: Severity | None = None
    notes: tuple[Sentence, ...] = ()
    empty: Empty | None = None
    export_href: str | None = None
    report_href: str | None = None
    region_href: str | None = None
    """The chosen region's own report, with a page for each of its branches."""
    explain_href: str = "/help/reading"
    title: Sentence = TITLE
