"""A chain report from a comparison, whether that came from the database or from a spreadsheet; and its PDF."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import date

from audit.blobs import Blobs
from audit.errors import NotNow
from audit.reports.pdf import Press
from audit.reports.pdf_messages import Paper
from audit.services.branch_plots import branch_plot
from audit.services.chain_certainty import certain_of, uncertain_of
from audit.services.chain_priorities import chain_fixes, chain_strengths
from audit.services.chain_reports import ChainReport, ReportHeat
from audit.services.comparisons import Comparison, compare
from audit.services.difference_sources import sources_of
from audit.services.filters import Filters
from audit.services.headlines import headline_of
from audit.services.heat_maps import heat_map
from audit.services.overviews import NO_HEADLINE, NO_VISITS
from audit.services.report_heat_maps import pieces_of
from audit.services.report_looks import PLAIN, Look, Size, look_of_chain, paper_of
from audit.services.report_scopes import narrowings
from audit.services.standard_lines import standard_lines
from audit.store import chains, people
from audit.store.sights import Sight

SHEET = "css/report-chain.css"
SHOWN = 16


@dataclass(frozen=True, slots=True)
class View:
    """Which view of the chain a report is about, in which language, and on which day it is made."""

    filters: Filters
    language: str
    today: date
    revision: int = 1


async def chain_report_pdf(sight: Sight, view: View, blobs: Blobs, press: Press, size: Size | None = None) -> bytes:
    """The report of what a person may see, as their filters choose. Raises NotNow where no visit counts."""
    report = await report_of_view(sight, view)
    paper = report_paper(report, view.language, await look_of_chain(blobs, size))
    return await asyncio.to_thread(press.print, paper)


async def report_of_view(sight: Sight, view: View) -> ChainReport:
    """What the report of a view says, and which part of the chain it is about. Raises NotNow likewise."""
    chain = await chains.get_chain()
    comparison = await compare(sight, view.filters, view.today)
    report = chain_report(comparison, view, chain.name, await people.find_head_name() or "")
    return replace(report, narrowed=await narrowings(view.filters, sight, view.language))


def chain_report(comparison: Comparison, view: View, name: str, owner: str = "") -> ChainReport:
    """What the report says; `owner` answers for the chain. Raises NotNow where no visit counts."""
    analysis = comparison.analysis
    if not analysis.visits:
        raise NotNow(NO_VISITS)
    since, until = view.filters.dates(view.today)
    lines = standard_lines(comparison, view.filters, view.language)
    headline = headline_of(analysis)
    return ChainReport(
        title=name,
        chain_name=name,
        since=since or analysis.first,
        until=until or analysis.last,
        issued=view.today,
        revision=view.revision,
        visits=analysis.visits,
        branches=analysis.branches,
        auditors=analysis.auditors,
        headline=headline,
        headline_why=None if headline else NO_HEADLINE,
        sources=sources_of(analysis),
        strengths=chain_strengths(lines),
        fixes=chain_fixes(lines, owner, view.today),
        lines=lines[:SHOWN],
        plot=branch_plot(analysis, view.filters, len(analysis.branch_results), len(analysis.branch_results)),
        heat=report_heat(comparison, view),
        certain=certain_of(analysis, lines),
        uncertain=uncertain_of(analysis, lines),
        notes=analysis.notes,
    )


def report_heat(comparison: Comparison, view: View) -> ReportHeat | None:
    """All standards by all branches, in pieces that fit a page."""
    heat = heat_map(comparison, view.filters, view.language)
    return ReportHeat(pieces_of(heat), comparison.few_visits) if heat else None


def report_paper(report: ChainReport, language: str, look: Look = PLAIN) -> Paper:
    """The report as a document to print."""
    return paper_of("report/chain.html", language, look, SHEET, {}, report=report)
