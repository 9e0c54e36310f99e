"""The answer: audit beside survey. Scores are points 0-100, gaps in standard deviations, intervals 95 %."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import Sentence
from audit.scoring.intervals import Interval


@dataclass(frozen=True, slots=True)
class Together:
    """How far the branches' two scores go together.

    `observed` is the correlation of the estimates, `corrected` what it would be without their errors, at most 1;
    `is_above_one` says that it came out larger. `audit` and `survey` are the two reliabilities, `difference` that of
    the difference of the two scores.
    """

    observed: float | None
    corrected: float | None
    interval: Interval | None
    is_above_one: bool
    audit: float | None
    survey: float | None
    difference: float | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class BranchBeside:
    """One branch by its visits and by its guests: both scores, and how far they lie apart.

    `gap` is audit less survey, each in standard deviations of the branches' true differences: above 0 auditors found
    it better than guests did, beside other branches.
    """

    branch: str
    visits: int
    guests: int
    audit: float | None
    audit_interval: Interval | None
    survey: float | None
    survey_interval: Interval | None
    gap: float | None
    interval: Interval | None
    p_value: float | None
    is_flagged: bool
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class BesideSurvey:
    """A chain's visits beside its survey. `in_both` counts the branches with both estimates."""

    guests: int
    mean: float | None
    in_both: int
    together: Together
    branches: tuple[BranchBeside, ...]
    why: Sentence | None
