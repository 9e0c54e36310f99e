"""The manager's home: the comparison of a view of the chain, section by section."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from audit.errors import N_, Sentence, say
from audit.reports.charts import Share, ShareBar
from audit.scoring.analysis import Analysis, SameExperience
from audit.services.branch_plots import branch_plot
from audit.services.changes import changes_of
from audit.services.compare_pages.overviews import ComparePage, Headline, Heat, Sources
from audit.services.compare_pages.parts import Empty, FilterBar
from audit.services.comparisons import Comparison, compare
from audit.services.filter_bars import counts, filter_bar
from audit.services.filters import Filters
from audit.services.heat_maps import heat_map
from audit.services.planning_tables import plan_of, severity_of
from audit.services.standard_lines import standard_lines
from audit.store.sights import Sight

STANDARDS_SHOWN = 8
NO_VISITS = say(N_("No visit counts in this view yet."))
NEXT_STEP = say(N_("Choose a longer period or take a filter away. Visits count as soon as they are sent."))
ALL_VISITS = say(N_("Show everything"))
NO_FILTERS = FilterBar("/consistency", ())
NOTHING = Empty(NO_VISITS, NEXT_STEP, "/consistency", ALL_VISITS)
NO_HEADLINE = say(N_("No standard has been seen at two branches yet, so nothing can be said about consistency."))
PARTS = {
    "branch": say(N_("the branch")),
    "auditor": say(N_("who did the visit")),
    "residual": say(N_("from one visit to the next")),
}
NO_SPREAD = say(N_("There is no variation at all in these scores."))
MORE_AUDITORS = say(N_("Another auditor tells more than the same one again: send different people next."))


async def overview(sight: Sight, filters: Filters, today: date, language: str) -> ComparePage:
    """The Consistency page of what a person may see, as their filters choose."""
    comparison = await compare(sight, filters, today)
    analysis = comparison.analysis
    bar = await filter_bar("/consistency", filters, sight, language, summary_of(analysis), compares_scores=True)
    if not analysis.visits:
        return ComparePage(bar, 0, 0, 0, empty=NOTHING)
    key = ("overview", filters, language, sight.role)
    if key not in comparison.pages:
        comparison.pages[key] = await sections(sight, filters, today, language, comparison)
    remembered = comparison.pages[key]
    assert isinstance(remembered, ComparePage)
    return replace(remembered, filters=bar)


async def sections(sight: Sight, filters: Filters, today: date, language: str, comparison: Comparison) -> ComparePage:
    """The page under its filters. It is made once for each view: a thousand branches take their time to be drawn."""
    analysis = comparison.analysis
    lines = standard_lines(comparison, filters, language, first=STANDARDS_SHOWN)
    changes, changes_why = await changes_of(sight, filters, today, comparison, language)
    headline, query = headline_of(analysis), filters.query()
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
        plot=branch_plot(analysis, filters),
        heat=Heat(heat_map(comparison, filters, language), comparison.few_visits),
        changes=changes,
        changes_why=changes_why,
        plan=plan_of(analysis),
        severity=severity_of(analysis) if sight.role in ("owner", "manager") else None,
        notes=analysis.notes,
        export_href=f"/consistency.xlsx?{query}".rstrip("?"),
        report_href=f"/consistency/report.pdf?{query}".rstrip("?"),
    )


def summary_of(analysis: Analysis) -> Sentence:
    """How many visits, branches and auditors the view holds."""
    return counts(analysis.visits, analysis.branches, analysis.auditors)


def headline_of(analysis: Analysis) -> Headline | None:
    """On how many promises two guests are treated alike: the mean over the standards that two branches share.

    The ends of the interval are the means of the standards' ends: as if all were off in the same
    direction at once, so never too narrow.
    """
    pairs = [
        one.same_experience for one in analysis.standards if one.same_experience.intervals.get("different_branches")
    ]
    if not pairs:
        return None
    # Where most standards were seen twice at some branch, those are the ones both numbers are about.
    twice = [pair for pair in pairs if pair.intervals.get("same_branch") and pair.intervals.get("gap")]
    known = twice if 2 * len(twice) >= len(pairs) else pairs
    ends = [pair.intervals["different_branches"] or (0.0, 1.0) for pair in known]
    different = mean([within(pair, "different_branches") for pair in known])
    same = mean([within(pair, "same_branch") for pair in known]) if known is twice else None
    return Headline(
        different_branches=different,
        interval=(mean([low for low, _ in ends]), mean([high for _, high in ends])),
        same_branch=same,
        # Of the two numbers as they are read, so that a reader's own subtraction agrees.
        gap=None if same is None else round(same, 2) - round(different, 2),
    )


def within(pair: SameExperience, name: str) -> float:
    """A point of a pair, drawn into its range where a few visits threw it out."""
    low, high = pair.intervals[name] or (0.0, 1.0)
    return min(max(getattr(pair, name) or 0.0, low), high)


def mean(values: list[float]) -> float:
    """The plain mean of at least one value."""
    return sum(values) / len(values)


def sources_of(analysis: Analysis) -> Sources:
    """The bar of where differences come from, or why it cannot be cut."""
    components = analysis.score.components
    why = next((part.why for part in components.values() if part.variance is None and part.why), None)
    known = {name: part.variance for name, part in components.items() if part.variance is not None}
    total = sum(known.values())
    if why is not None and "branch" not in known:
        return Sources(None, why)
    if not total:
        return Sources(None, why or NO_SPREAD)
    parts = tuple(Share(PARTS[name], variance / total) for name, variance in known.items() if name in PARTS)
    advice = MORE_AUDITORS if known.get("auditor", 0) > 0.1 * total else None
    return Sources(ShareBar(parts), why, advice)
