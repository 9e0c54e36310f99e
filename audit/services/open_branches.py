"""Which branches are still open, and about how many more visits would settle each: where to send people first."""

from __future__ import annotations

from urllib.parse import urlencode

from audit.scoring.analysis import Analysis, BranchResult
from audit.scoring.planning import Sources, visits_for_half_width
from audit.services.branch_plots import branch_href
from audit.services.compare_pages.overviews import OpenBranch
from audit.services.filters import Filters

OPEN = ("same", "too_few")


def open_branches(analysis: Analysis, filters: Filters) -> tuple[OpenBranch, ...]:
    """The branches that cannot be told apart from the chain, the one that the fewest visits would settle first."""
    sources = sources_of(analysis)
    if sources is None or analysis.score.grand_mean is None:
        return ()
    found = [
        line
        for one in analysis.branch_results
        if one.group in OPEN and (line := open_branch(one, sources, analysis, filters))
    ]
    return tuple(sorted(found, key=lambda line: (line.more, line.name)))


def open_branch(one: BranchResult, sources: Sources, analysis: Analysis, filters: Filters) -> OpenBranch | None:
    """One branch, None where its range is narrow enough already: then it is simply like the chain.

    Settled is a range that reaches no further than to the chain's mean from where the branch seems to be, or than
    the smallest difference worth acting on, whichever is more.
    """
    if one.adjusted is None or one.interval is None:
        return None
    distance = max(abs(one.adjusted - (analysis.score.grand_mean or 0.0)), analysis.score.worth_points)
    needed = visits_for_half_width(sources, distance)
    if needed is None or needed <= one.visits:
        return None
    href, plan_href = branch_href(one.branch, filters), f"/visits/new?{urlencode({'branch': one.branch})}"
    return OpenBranch(one.name, href, one.visits, one.adjusted, one.interval, needed - one.visits, plan_href)


def sources_of(analysis: Analysis) -> Sources | None:
    """The variances that a plan needs; None while the visit-to-visit one is unknown."""
    parts = {name: part.variance for name, part in analysis.score.components.items()}
    residual = parts.get("residual")
    if not residual:
        return None
    return Sources(parts.get("branch"), parts.get("auditor") or 0.0, 0.0, residual)
