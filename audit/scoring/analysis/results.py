"""The answer of an analysis. Shares are 0-1, scores points 0-100, intervals 95 % (low, high).

What cannot be estimated is None, and `why` says so in a sentence; nothing here is ever NaN.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.errors import Sentence
from audit.scoring.intervals import Interval


@dataclass(frozen=True, slots=True)
class Component:
    """How much of the ups and downs one source makes: a variance in points squared."""

    variance: float | None
    interval: Interval | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far differences between branches would show again: of one visit, and of the visits at present."""

    per_visit: float | None
    at_present: float | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class ScoreResult:
    """Where differences in scores come from. `criterion` is the REML criterion (-2 log restricted likelihood).

    `pieces` counts the connected pieces of the graph of branches and auditors; `connected` means one.
    `worth_points` is the smallest difference between branches that was taken to be worth acting on. `why` says why
    there is no mean, no criterion or no graph.
    """

    mean: float | None
    components: Mapping[str, Component]
    grand_mean: float | None
    criterion: float | None
    connected: bool | None
    pieces: int | None
    reliability: Reliability
    worth_points: float
    why: Sentence | None = None


@dataclass(frozen=True, slots=True)
class BranchResult:
    """One branch. `visits` are those with a score. `adjusted` allows for its auditors and its few visits.

    `group` is below, same, above or too_few; `rank_range` 5-95 %, 1 is the highest score. `difference` is points
    from the chain's mean, with an interval of its own: the mean's uncertainty is in the score's, not in this one.
    """

    branch: str
    name: str
    visits: int
    mean: float | None
    adjusted: float | None
    interval: Interval | None
    rank_range: tuple[int, int] | None
    group: str
    p_below: float | None
    why: Sentence | None
    p_above: float | None = None
    difference: float | None = None
    difference_interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class AuditorResult:
    """One auditor. `severity` in points beside the others on the same branches: below 0 is harsher."""

    auditor: str
    visits: int
    severity: float | None
    interval: Interval | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class SameExperience:
    """The chance that two visits agree about a standard, at one branch and at two."""

    different_branches: float | None
    same_branch: float | None
    gap: float | None
    both_kept: float | None
    intervals: Mapping[str, Interval | None]
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class FlaggedBranch:
    """A branch that keeps a standard clearly less than the chain: `kept` of `visits`."""

    branch: str
    name: str
    kept: int
    visits: int


@dataclass(frozen=True, slots=True)
class StandardResult:
    """One standard: `visits` is how often it counted, `kept` the share of them that kept it."""

    standard: str
    visits: int
    kept: float | None
    interval: Interval | None
    same_experience: SameExperience
    branch_variance: float | None
    flagged: tuple[FlaggedBranch, ...]

    @property
    def flagged_branches(self) -> tuple[str, ...]:
        """The codes of the flagged branches."""
        return tuple(one.branch for one in self.flagged)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """So many visits a branch, by so many different auditors: the half-width of its score, and its reliability."""

    visits: int
    auditors: int
    half_width: float
    reliability: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """How many visits a branch (each by another auditor) would reach the target reliability.

    `visits_interval` is that number at the ends of the branch variance's interval; its upper end is None where
    no number of visits may be enough.
    """

    target: float
    visits_per_branch: int | None
    table: tuple[PlanRow, ...]
    why: Sentence | None
    visits_interval: tuple[int, int | None] | None = None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything `audit analyse` and `audit compare` say. `branches` and `auditors` are counts."""

    visits: int
    branches: int
    auditors: int
    first: date | None
    last: date | None
    score: ScoreResult
    branch_results: tuple[BranchResult, ...]
    auditor_results: tuple[AuditorResult, ...]
    standards: tuple[StandardResult, ...]
    plan: Plan
    notes: tuple[Sentence, ...]
