"""What the comparison's pages share: filters, columns, pages of a long list, verdicts, a standard's line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from audit.errors import Sentence
from audit.reports.charts import DotStrip

Direction = Literal["", "ascending", "descending"]
Tone = Literal["", "kept", "broken", "unknown"]


@dataclass(frozen=True, slots=True)
class FilterOption:
    """One option of a filter; `label` is a Sentence, or a name that somebody gave."""

    value: str
    label: Sentence | str


@dataclass(frozen=True, slots=True)
class Filter:
    """One filter of the address: a select. `value` is the option chosen; the first option means all."""

    name: str
    label: Sentence
    options: tuple[FilterOption, ...]
    value: str = ""


@dataclass(frozen=True, slots=True)
class FilterBar:
    """The form at the top of a page. `hidden` are other parts of the address to keep (a sort order)."""

    action: str
    filters: tuple[Filter, ...]
    summary: Sentence | str = ""
    checks: tuple[tuple[str, Sentence, bool], ...] = ()
    """Check boxes: name, label, whether it is on."""
    hidden: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. With `href` it sorts: the address to sort by it, or the other way round."""

    label: Sentence
    href: str | None = None
    direction: Direction = ""
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Which rows of a long list these are, and where the others are."""

    first: int
    last: int
    total: int
    previous_href: str | None = None
    next_href: str | None = None


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing to show: what that means, and what to do next."""

    said: Sentence
    next: Sentence
    href: str | None = None
    action: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """A judgement in words, with the mark that goes before it."""

    sentence: Sentence
    tone: Tone = ""


@dataclass(frozen=True, slots=True)
class StandardLine:
    """One standard over the branches. Shares of 1; what cannot be told is None and `why` says so."""

    promise: str
    href: str
    touchpoint: Sentence | str
    visits: int
    kept: float | None
    interval: tuple[float, float] | None
    strip: DotStrip
    same_branch: float | None = None
    different_branches: float | None = None
    gap: float | None = None
    gap_interval: tuple[float, float] | None = None
    flagged: int = 0
    why: Sentence | None = None
    visits_href: str = ""

    @property
    def shows_a_gap(self) -> bool:
        """Whether there is any sign that it matters which branch one walks into: a whole point in 100 or more."""
        return self.gap is not None and self.gap >= 0.005


@dataclass(frozen=True, slots=True)
class RateLine:
    """How often something is kept by one branch, auditor, channel or version (share of 1), with its interval."""

    name: Sentence | str
    visits: int
    share: float | None
    interval: tuple[float, float] | None = None
    href: str | None = None
    verdict: Verdict | None = None
    visits_href: str = ""
    others: float | None = None
    """Where it was kept by others on the same branches, for an auditor's line."""


@dataclass(frozen=True, slots=True)
class VisitLink:
    """One visit in a list. `percent` is None where it has no score."""

    href: str
    on: date
    checklist: str
    auditor: Sentence | str
    percent: float | None
    is_failed: bool = False


@dataclass(frozen=True, slots=True)
class PhotoLink:
    """One photo as evidence: its thumbnail, what it shows in words, and the visit it belongs to."""

    thumbnail: str
    alt: Sentence | str
    caption: Sentence | str
    href: str
