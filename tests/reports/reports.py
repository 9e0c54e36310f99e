"""A made-up chain report and region pack in any language: every part filled, names long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.errors import say
from audit.services.chain_priorities import chain_fixes, chain_strengths
from audit.services.chain_reports import ChainReport, Narrowing, RegionParts, ReportHeat
from audit.services.compare_pages.overviews import Headline
from audit.services.report_heat_maps import pieces_of
from tests.reports.branch import branch_report, touchpoint
from tests.reports.chain import branch_plot, compare_page, heat_map, standard_line

HEADLINE = Headline(0.71, (0.66, 0.76), 0.73, 0.02)


def chain_report(branches: int = 24, standards: int = 44) -> ChainReport:
    """A chain of so many branches, everything about it known."""
    lines = tuple(standard_line(index, branches) for index in range(16))
    sources = compare_page().sources
    assert sources is not None
    return ChainReport(
        title="Salon Lumière",
        chain_name="Salon Lumière",
        since=date(2025, 11, 23),
        until=date(2026, 11, 22),
        issued=date(2026, 11, 23),
        revision=1,
        visits=612,
        branches=branches,
        auditors=9,
        headline=HEADLINE,
        headline_why=None,
        sources=sources,
        strengths=chain_strengths(lines),
        fixes=chain_fixes(lines, "Ana Ionescu", date(2026, 11, 23)),
        lines=lines,
        plot=branch_plot(branches),
        heat=ReportHeat(pieces_of(heat_map(standards, branches)), few=3),
        certain=(say("5 branches are clearly below the chain."), say("Kept least of all: a drink.")),
        uncertain=(say("The other 15 branches cannot be told apart from the chain's average."),),
        notes=(say("Auditors named A and B never met."),),
        narrowed=(Narrowing(say("Channel"), say("By phone")),),
    )


def region_report(language: str, pages: int = 2) -> ChainReport:
    """The same as a region's pack, with so many branches' pages."""
    parts = RegionParts(
        HEADLINE,
        tuple(touchpoint(language, number, 9) for number in (1, 2)),
        tuple(replace(branch_report(language, 0), title=f"Branch {number}") for number in range(pages)),
        ("Nobody Went Here",),
    )
    return replace(chain_report(9, 20), title="Randstad", region=parts)
