"""A region's pack: the region against its chain, then a page for each of its branches."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from audit.blobs import Blobs
from audit.reports.charts import DotStrip
from audit.reports.pdf import Press
from audit.scoring.analysis import StandardResult
from audit.services.branch_parts import branch_standards
from audit.services.branch_plots import branch_plot
from audit.services.branch_report_making import (
    Asked,
    by_touchpoint,
    drawn_story,
    fixes_of,
    head_of,
    nicknames,
    owner_of,
    strengths_of,
)
from audit.services.branch_reports import BranchReport
from audit.services.branch_stories import story_of
from audit.services.branch_verdicts import SHORT, rate_verdicts
from audit.services.chain_certainty import certain_of, uncertain_of
from audit.services.chain_report_making import View, chain_report, report_paper
from audit.services.chain_reports import ChainReport, RegionParts
from audit.services.compare_pages.branches import BranchStandard
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison, compare
from audit.services.filter_bars import touchpoint_label
from audit.services.headlines import headline_of
from audit.services.heat_maps import promise_of
from audit.services.report_follow_ups import Seen, follow_up_of
from audit.services.report_looks import Size, look_of_chain
from audit.services.selecting import selection_of
from audit.services.standard_lines import standard_lines
from audit.store import chains, people
from audit.store.chains import BranchRow
from audit.store.checklists import StandardRow
from audit.store.sights import WHOLE_CHAIN


async def region_report_pdf(name: str, view: View, blobs: Blobs, press: Press, size: Size | None = None) -> bytes:
    """The pack as PDF. Raises NotFound for a region that is not there, NotNow where no visit counts."""
    report = await region_report(name, view, (await chains.get_chain()).name)
    paper = report_paper(report, view.language, await look_of_chain(blobs, size))
    return await asyncio.to_thread(press.print, paper)


async def region_report(name: str, view: View, chain_name: str) -> ChainReport:
    """What the pack says: the region's own consistency, its branches and promises against the whole chain."""
    region = await chains.get_region(name)
    branches = await chains.list_branches(WHOLE_CHAIN, region)
    inside = replace(view, filters=replace(view.filters, region=name))
    everywhere = await compare(WHOLE_CHAIN, view.filters, view.today)
    here = await compare(WHOLE_CHAIN, inside.filters, view.today)
    report = chain_report(here, inside, chain_name)
    codes = {branch.code for branch in branches}
    of_region = tuple(one for one in everywhere.analysis.branch_results if one.branch in codes)
    against_chain = replace(everywhere.analysis, branch_results=of_region)
    lines = standard_lines(here, inside.filters, view.language)
    seen = {one.branch for one in of_region if one.visits}
    promises = promises_against(here, everywhere, view.language)
    owner = await people.find_manager_name(region.path) or ""
    pages = [await branch_page(branch, everywhere, view) for branch in branches if branch.code in seen]
    return replace(
        report,
        title=name,
        strengths=strengths_of(promises),
        fixes=fixes_of(promises, owner, view.today),
        plot=branch_plot(against_chain, view.filters, len(of_region), len(of_region)),
        certain=certain_of(against_chain, lines),
        uncertain=uncertain_of(against_chain, lines),
        region=RegionParts(
            headline_of(everywhere.analysis),
            by_touchpoint(promises, [row.touchpoint for row in here.standards.values()]),
            tuple(pages),
            tuple(branch.name for branch in branches if branch.code not in seen),
        ),
    )


def promises_against(here: Comparison, everywhere: Comparison, language: str) -> tuple[BranchStandard, ...]:
    """Every promise in the region beside how the chain keeps it, in the order of the guest's journey."""
    chain = {one.standard: one.kept or 0.0 for one in everywhere.analysis.standards}
    results = {one.standard: one for one in here.analysis.standards if one.visits}
    rates = [(round((one.kept or 0.0) * one.visits), one.visits, chain[one.standard]) for one in results.values()]
    verdicts = dict(zip(results, rate_verdicts(rates, here.few_visits), strict=True))
    return tuple(
        promise_against(row, results[row.key], chain[row.key], verdicts[row.key], here.few_visits, language)
        for row in here.standards.values()
        if row.key in results
    )


def promise_against(
    row: StandardRow, result: StandardResult, chain: float, verdict: Verdict, few_visits: int, language: str
) -> BranchStandard:
    """One promise. Called different only where the region's range, which allows for its branches, agrees."""
    low, high = result.interval or (0.0, 1.0)
    is_few = result.visits < few_visits
    said = SHORT["same"] if low <= chain <= high and not is_few else verdict
    promise = promise_of(row, language)
    return BranchStandard(
        promise, "", touchpoint_label(row.touchpoint), result.visits, result.kept, result.interval, chain,
        DotStrip(promise, ()), said, is_few,
    )  # fmt: skip


async def branch_page(branch: BranchRow, comparison: Comparison, view: View) -> BranchReport:
    """One branch's page: the first page of its own report, and its story."""
    selection = replace(await selection_of(view.filters, view.today), branch_id=branch.id)
    asked = Asked(branch.code, view.filters, view.language, view.today)
    standards = branch_standards(branch, comparison, view.filters, view.language, hides_others=True)
    story = await story_of(WHOLE_CHAIN, selection, comparison)
    follow_up = await follow_up_of(branch, Seen(view.language, view.today))
    return replace(
        head_of(branch, asked, comparison),
        auditors=await nicknames(selection),
        strengths=strengths_of(standards),
        fixes=fixes_of(standards, await owner_of(branch), view.today, follow_up.tasks),
        story=drawn_story(story),
        story_reading=story.why or story.reading,
    )
