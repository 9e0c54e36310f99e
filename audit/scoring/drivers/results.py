"""The answer: which standards go with the overall score. Shares are 0-1 of its variance, intervals 95 %."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import Sentence
from audit.scoring.intervals import Interval


@dataclass(frozen=True, slots=True)
class DriverShare:
    """One standard beside the overall score.

    `kept` is its kept rate on the visits looked at, `correlation` its correlation with the overall score (below 0:
    where the standard is kept the overall score is lower), `share` the part of the overall score's variance that
    goes with it. `note` warns of a share that cannot be anything but small; `why` says why there is none.
    """

    standard: str
    kept: float | None
    correlation: float | None
    share: float | None
    interval: Interval | None
    note: Sentence | None
    why: Sentence | None


@dataclass(frozen=True, slots=True)
class Drivers:
    """How far the standards explain the overall score. `explained` is R2, the sum of the shares; `by_chance` is what
    R2 would be on average if nothing went with the score, standards / (visits - 1).

    `visits` are those on which all standards looked at counted, at `branches` branches; `method` is "lmg" or
    "relative_weights". `why` says why there are no shares, or why they have no intervals.
    """

    overall: str
    visits: int
    branches: int
    method: str
    explained: float | None
    interval: Interval | None
    standards: tuple[DriverShare, ...]
    why: Sentence | None
    by_chance: float | None = None
