"""What a chain report says: where the chain is inconsistent, how sure that is, and what it rests on.

A region pack is the same for one region against its chain, with a page for each branch after it.
Frozen values; `templates/report/chain.html` lays them out. Nothing here names an auditor.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from audit.errors import Sentence
from audit.reports.charts import Axis
from audit.reports.charts.heat_cells import HeatCells
from audit.reports.charts.heat_keys import HeatKey
from audit.scoring.rounding import per_hundred
from audit.services.branch_reports import AXIS, BranchReport, Fix, ReportTouchpoint, Strength
from audit.services.compare_pages.overviews import BranchPlot, Headline, Sources
from audit.services.compare_pages.parts import StandardLine


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One way in which a report is about a part of the chain: what kind of part, and which."""

    name: Sentence
    value: Sentence | str


@dataclass(frozen=True, slots=True)
class ReportHeat:
    """Standards by branches, cut into pieces that each fit a page; below `few` visits a cell is hatched."""

    pieces: tuple[HeatCells, ...]
    few: int
    key: HeatKey = field(default_factory=HeatKey)


@dataclass(frozen=True, slots=True)
class RegionParts:
    """What a region pack says beside a chain report. `chain_headline` is the same pair of numbers for all."""

    chain_headline: Headline | None
    against: tuple[ReportTouchpoint, ...]
    """The region's promises, each beside how the chain keeps it."""
    branches: tuple[BranchReport, ...] = ()
    unseen: tuple[str, ...] = ()
    """Branches of the region that nobody has visited: they have no page."""

    @property
    def axis(self) -> Axis:
        """The numbers over the bars of its promises."""
        return AXIS


@dataclass(frozen=True, slots=True)
class ChainReport:
    """One revision of a chain report. `title` is the chain's, the region's or the file's name.

    What statistics cannot fill carries a `why` instead, and the page says that sentence.
    """

    title: str
    chain_name: str
    since: date | None
    until: date | None
    issued: date
    revision: int
    visits: int
    branches: int
    auditors: int
    headline: Headline | None
    headline_why: Sentence | None
    sources: Sources
    strengths: tuple[Strength, ...]
    fixes: tuple[Fix, ...]
    lines: tuple[StandardLine, ...]
    """The standards that depend most on which door a guest opens; the heat map shows all."""
    plot: BranchPlot
    heat: ReportHeat | None
    certain: tuple[Sentence, ...]
    uncertain: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    narrowed: tuple[Narrowing, ...] = ()
    region: RegionParts | None = None
    changes: tuple[Sentence, ...] = ()
    """What is different from the revision before."""

    @property
    def score(self) -> int | None:
        """On how many of 100 promises two guests at two branches are treated alike."""
        return per_hundred(self.headline.different_branches) if self.headline else None
