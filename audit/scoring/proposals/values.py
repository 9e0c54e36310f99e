"""What a proposal is made from, and what it says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Why = Literal["never visited", "least known", "its turn"]
Who = Literal["joins groups", "new here", "was here before"]
Lacking = Literal["budget", "auditor"]
Break = Literal["outside", "closed", "too soon", "same auditor", "too many", "full day"]


@dataclass(frozen=True, slots=True)
class Need:
    """A branch, the checklists it is to be visited with (one entry each visit), and how little is known of it.

    `variance` is that of its estimate, in points squared; None for a branch nobody has visited.
    """

    branch: int
    checklists: tuple[str, ...]
    variance: float | None


@dataclass(frozen=True, slots=True)
class Past:
    """A visit that was paid or is planned."""

    branch: int
    auditor: int
    day: date


@dataclass(frozen=True, slots=True)
class Rules:
    """The window, and what must hold in it.

    `rest_days`: an auditor does not come back to a branch within so many days. `different_auditors`: nobody visits a
    branch twice in the window. `most_visits` is the budget, `most_each` an auditor's. `weekdays` 0 is Monday.
    """

    first: date
    last: date
    rest_days: int = 0
    different_auditors: bool = True
    most_visits: int | None = None
    most_each: int | None = None
    weekdays: frozenset[int] = frozenset(range(6))


@dataclass(frozen=True, slots=True)
class Proposed:
    """One visit, and why this branch and this auditor."""

    branch: int
    auditor: int
    checklist: str
    day: date
    why: Why
    who: Who


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A visit that was wanted and is not proposed: the budget is spent, or nobody may go."""

    branch: int
    checklist: str
    lacking: Lacking


@dataclass(frozen=True, slots=True)
class Proposal:
    """The visits by day; in how many groups branches hang together before and after them."""

    visits: tuple[Proposed, ...]
    left_out: tuple[LeftOut, ...]
    groups_before: int
    groups_after: int
