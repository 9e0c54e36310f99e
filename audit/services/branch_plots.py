"""The branches against the chain: each with its range, in three groups, never a bare rank."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import get_args
from urllib.parse import quote

from audit.errors import N_, say
from audit.reports.charts import Axis, Group, IntervalBar, Scale, scale_around
from audit.scoring.analysis import Analysis, BranchResult
from audit.services.compare_pages.overviews import BranchBar, BranchGroup, BranchPlot
from audit.services.filters import Filters
from audit.services.visit_traces import visits_behind

MIDDLE_SHOWN, CALLED_SHOWN = 20, 12
FALSE_ALARMS = say(N_("About 1 in 10 of these flags is a false alarm."))
NO_SCORES = say(N_("No visit in this view has a score."))


def branch_plot(
    analysis: Analysis, filters: Filters, middle: int = MIDDLE_SHOWN, called: int = CALLED_SHOWN
) -> BranchPlot:
    """Every branch's adjusted score with its range, or why none can be given; `middle` bounds the largest group."""
    known = [one for one in analysis.branch_results if one.interval is not None]
    too_few = tuple(one.name for one in analysis.branch_results if one.interval is None)
    chain = analysis.score.grand_mean
    if not known or chain is None:
        why = next((one.why for one in analysis.branch_results if one.why), NO_SCORES)
        return BranchPlot(None, too_few=too_few, why=why)
    scale = scale_around([end for one in known for end in (one.interval or ())])
    groups = {group: members_of(group, known) for group in get_args(Group)}
    most = {"above": called, "same": middle, "below": called}
    shown = {group: shortened(members, most[group], group) for group, members in groups.items()}
    return BranchPlot(
        axis=Axis(scale, chain),
        groups=tuple(
            BranchGroup(
                group,
                tuple(branch_bar(one, group, scale, chain, filters) for one in members),
                len(groups[group]) - len(members),
            )
            for group, members in shown.items()
            if members
        ),
        too_few=too_few,
        all_href=f"/branches?{filters.query()}".rstrip("?"),
        false_alarms=FALSE_ALARMS if groups["above"] or groups["below"] else None,
    )


def members_of(group: Group, results: list[BranchResult]) -> list[BranchResult]:
    """The branches of a group, the highest score first; a branch with few visits still shows its wide range."""
    named = [one for one in results if (one.group if one.group in ("above", "below") else "same") == group]
    return sorted(named, key=lambda one: (-(one.adjusted or 0.0), one.name))


def shortened(members: list[BranchResult], most: int, group: Group) -> list[BranchResult]:
    """Of a long group its far end: the best above, the worst below, of the middle both; nobody reads 900 bars."""
    if len(members) <= most:
        return members
    if group == "same":
        return members[: most // 2] + members[-most // 2 :]
    return members[:most] if group == "above" else members[-most:]


def branch_bar(one: BranchResult, group: Group, scale: Scale, chain: float, filters: Filters) -> BranchBar:
    """One branch's line in the plot."""
    href = branch_href(one.branch, filters)
    bar = IntervalBar(one.name, scale, one.adjusted or 0.0, one.interval or (0.0, 100.0), chain, group, href)
    return BranchBar(one.name, href, one.visits, bar, one.rank_range, visits_behind(filters, branch=one.branch))


def branch_href(code: str, filters: Filters) -> str:
    """The address of a branch, keeping of the view what a branch's page can be narrowed to."""
    return f"/branches/{quote(code, safe='')}{kept_at_a_branch(filters)}"


@lru_cache(maxsize=64)
def kept_at_a_branch(filters: Filters) -> str:
    """Period, checklist and channel of a view as the end of an address: `?period=6m`, or nothing."""
    kept = replace(filters, region="", touchpoint="", ownership="", value="").query()
    return f"?{kept}" if kept else ""
