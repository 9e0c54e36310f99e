"""The manager's home: the comparison of a view of the chain, section by section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import quote

from audit.errors import N_, say
from audit.services.branch_plots import branch_plot
from audit.services.changes import changes_of
from audit.services.compare_pages.overviews import ComparePage, Heat
from audit.services.compare_pages.parts import Empty, FilterBar
from audit.services.comparisons import Comparison, compare
from audit.services.difference_sources import sources_of
from audit.services.filter_bars import filter_bar
from audit.services.filters import Filters
from audit.services.headlines import headline_of
from audit.services.heat_maps import heat_map
from audit.services.planning_tables import plan_of, severity_of
from audit.services.report_scopes import sees_region
from audit.services.standard_lines import standard_lines
from audit.services.visit_traces import visits_behind
from audit.store.sights import Sight

STANDARDS_SHOWN = 8
NO_VISITS = say(N_("No visit counts in this view yet."))
NEXT_STEP = say(N_("Choose a longer period or take a filter away. Visits count as soon as they are sent."))
ALL_VISITS = say(N_("Show everything"))
NO_FILTERS = FilterBar("/consistency", ())
NOTHING = Empty(NO_VISITS, NEXT_STEP, "/consistency", ALL_VISITS)
NO_HEADLINE = say(N_("No standard has been seen at two branches yet, so nothing can be said about consistency."))


async def overview(sight: Sight, filters: Filters, today: date, language: str) -> ComparePage:
    """The Consistency page of what a person may see, as their filters choose."""
    comparison = await compare(sight, filters, today)
    analysis = comparison.analysis
    bar = await filter_bar("/consistency", filters, sight, language, compares_scores=True)
    if not analysis.visits:
        return ComparePage(bar, 0, 0, 0, empty=NOTHING)
    key = ("overview", filters, language, sight.role, today)
    if key not in comparison.pages:
        comparison.pages[key] = await sections(sight, filters, today, language, comparison)
    remembered = comparison.pages[key]
    assert isinstance(remembered, ComparePage)
    return replace(remembered, filters=bar)


async def sections(sight: Sight, filters: Filters, today: date, language: str, comparison: Comparison) -> ComparePage:
    """The page under its filters. It is made once for each view: a thousand branches take their time to be drawn."""
    analysis = comparison.analysis
    lines = standard_lines(comparison, filters, language, first=STANDARDS_SHOWN)
    earlier = filters.before(today)
    before = await compare(sight, earlier, today) if earlier else None
    headline, query = headline_of(analysis, before.analysis if before else None), filters.query()
    return ComparePage(
        filters=NO_FILTERS,
        visits=analysis.visits,
        branches=analysis.branches,
        auditors=analysis.auditors,
        headline=headline,
        headline_why=None if headline else NO_HEADLINE,
        sources=sources_of(analysis),
        standards=lines,
        standards_total=sum(1 for one in analysis.standards if one.visits),
        standards_href=f"/standards?{query}".rstrip("?"),
        visits_href=visits_behind(filters),
        query=query,
        plot=branch_plot(analysis, filters),
        heat=Heat(heat_map(comparison, filters, language), comparison.few_visits),
        changes=changes_of(comparison, before, filters, language),
        plan=plan_of(comparison, filters),
        severity=severity_of(comparison, filters) if sight.role in ("owner", "manager") else None,
        notes=analysis.notes,
        export_href=f"/consistency.xlsx?{query}".rstrip("?"),
        report_href=f"/consistency/report.pdf?{query}".rstrip("?"),
        region_href=await region_href_of(sight, filters),
    )


async def region_href_of(sight: Sight, filters: Filters) -> str | None:
    """The report of the region that the filters choose, for whoever sees all of it."""
    if not filters.region or not await sees_region(sight, filters.region):
        return None
    return f"/regions/{quote(filters.region, safe='')}/report.pdf?{replace(filters, region='').query()}".rstrip("?")
