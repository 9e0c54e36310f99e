"""What a branch report says: the first page alone must do, the rest shows what it rests on.

Frozen values; `templates/report/branch.html` lays them out. Auditors appear by nickname only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.errors import Sentence
from audit.reports.charts import Axis, ControlChart, IntervalBar, Scale
from audit.services.compare_pages.branches import Fact
from audit.services.compare_pages.parts import Verdict

MOST = 3
"""Strengths, and things to put right: three of each can be remembered."""
DAYS_TO_FIX = 30
PERCENT = Scale(0.0, 100.0)
AXIS = Axis(PERCENT)


@dataclass(frozen=True, slots=True)
class Strength:
    """A standard that this branch keeps well, and how we know: rate, interval and count in words."""

    promise: str
    reading: Sentence | str


@dataclass(frozen=True, slots=True)
class Fix:
    """A standard to put right: how we know, who does it, by when. Without an owner the page says that none is named."""

    promise: str
    reading: Sentence | str
    owner: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ReportStandard:
    """One standard here against the chain, shares of 1. `bar` is on a scale of 0 to 100; None with too few visits."""

    promise: str
    visits: int
    kept: float | None
    interval: tuple[float, float] | None
    chain: float | None
    bar: IntervalBar | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ReportTouchpoint:
    """The standards of one moment of the guest's journey."""

    name: Sentence | str
    standards: tuple[ReportStandard, ...]


@dataclass(frozen=True, slots=True)
class ReportPhoto:
    """One photo: its address (`photo:/1`), its size in pixels, what it shows, and its place in the web report."""

    address: str
    width: int
    height: int
    alt: Sentence | str
    caption: Sentence | str
    href: str | None = None
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One action that is not finished: what, about which promise, whose, by when, how far."""

    title: str
    promise: str
    owner: Sentence | str
    due: date
    state: Sentence
    is_late: bool


@dataclass(frozen=True, slots=True)
class AppealLine:
    """One objection of the branch: against which item of which day's visit, why, and what was decided."""

    item: Sentence | str
    on: date
    reason: str
    state: Sentence
    decision: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What the branch is doing about its results, and what it objected to."""

    tasks: tuple[TaskLine, ...] = ()
    appeals: tuple[AppealLine, ...] = ()


@dataclass(frozen=True, slots=True)
class BranchReport:
    """One revision of a branch's report. `title` is the branch's name; `auditors` are nicknames."""

    title: str
    place: str
    chain_name: str
    since: date
    until: date
    issued: date
    revision: int
    visits: int
    auditors: tuple[str, ...]
    sentence: Sentence
    detail: Sentence
    facts: tuple[Fact, ...]
    strengths: tuple[Strength, ...]
    fixes: tuple[Fix, ...]
    touchpoints: tuple[ReportTouchpoint, ...]
    story: ControlChart | None = None
    story_reading: Sentence | None = None
    photos: tuple[ReportPhoto, ...] = ()
    notes: tuple[Sentence, ...] = ()
    """What is particular to these numbers: what could not be estimated, and why."""
    web_href: str | None = None
    changes: tuple[Sentence, ...] = ()
    """What is different from the revision before."""
    score: int | None = None
    follow_up: FollowUp = FollowUp()

    @property
    def axis(self) -> Axis:
        """The numbers over the bars of its standards."""
        return AXIS
