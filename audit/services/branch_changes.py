"""Which branches really scored differently than in the period before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Protocol

from audit.scoring.changes import PointsChange, discoveries, points_change
from audit.services.branch_plots import branch_href
from audit.services.branch_stories import severities_of
from audit.services.compare_pages.overviews import Change
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison
from audit.services.filters import Filters

MICRO = 1_000_000
Means = dict[int, tuple[int, float]]
"""For each branch: visits with a score, and their mean in points."""


class Judge(Protocol):
    """Gives a change its words."""

    def __call__(self, difference: float, *, is_real: bool) -> Verdict: ...


def branch_changes(now: Comparison, before: Comparison, filters: Filters, judge: Judge) -> tuple[Change, ...]:
    """Every branch of both periods with enough visits in each, all tested at once; what really changed first."""
    residual = now.analysis.score.components["residual"].variance
    if not residual:
        return ()
    severities = {**severities_of(before), **severities_of(now)}
    was, is_now = means_of(before, severities), means_of(now, severities)
    few = now.few_visits
    shared = [key for key in is_now if key in was and min(was[key][0], is_now[key][0]) >= few]
    tested = [(key, points_change(was[key], is_now[key], residual)) for key in shared]
    real = discoveries([change.p_value for _, change in tested])
    ordered = sorted(range(len(tested)), key=lambda place: (place not in real, tested[place][1].p_value))
    return tuple(
        line_of(now, key, change, (was[key][0], is_now[key][0]), filters, judge, is_real=place in real)
        for place in ordered
        for key, change in (tested[place],)
    )


def means_of(comparison: Comparison, severities: Mapping[int, float]) -> Means:
    """The mean score of each branch, as auditors of middling severity would have given it."""
    visits: dict[int, int] = defaultdict(int)
    points: dict[int, float] = defaultdict(float)
    for row in comparison.scores:
        visits[row.branch_id] += row.scored
        points[row.branch_id] += row.percent_micro / MICRO - row.scored * severities.get(row.auditor_id or 0, 0.0)
    return {key: (count, points[key] / count) for key, count in visits.items() if count}


def line_of(
    now: Comparison,
    branch_id: int,
    change: PointsChange,
    visits: tuple[int, int],
    filters: Filters,
    judge: Judge,
    *,
    is_real: bool,
) -> Change:
    """One branch before and now, in points."""
    branch, difference = now.branches[branch_id], change.now - change.before
    href, verdict = branch_href(branch.code, filters), judge(difference, is_real=is_real)
    return Change(branch.name, href, change.before, change.now, visits, difference, change.interval, verdict, "points")
