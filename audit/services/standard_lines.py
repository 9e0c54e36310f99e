"""Each standard over the branches: one dot a branch, and how much depends on which door a guest opens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from audit.reports.charts import BranchDot, DotStrip
from audit.reports.charts.dot_strips import LINKS_UP_TO
from audit.scoring.analysis import StandardResult
from audit.scoring.intervals import Interval
from audit.services.compare_pages.parts import StandardLine
from audit.services.comparisons import Comparison
from audit.services.filter_bars import touchpoint_label
from audit.services.filters import Filters
from audit.services.heat_maps import at_branch, promise_of, standard_href
from audit.services.visit_traces import visits_behind
from audit.store.checklists import StandardRow
from audit.store.sums import StandardSums


def standard_lines(
    comparison: Comparison, filters: Filters, language: str, first: int | None = None
) -> tuple[StandardLine, ...]:
    """Every standard of a view, or the `first` of them: the widest gap between branches first; without gaps, the
    least kept first.
    """
    cells: dict[int, list[StandardSums]] = defaultdict(list)
    for row in comparison.standard_sums:
        cells[row.standard_id].append(row)
    rows = {row.key: row for row in comparison.standards.values()}
    ordered = sorted(
        (order(one, promise_of(rows[one.standard], language)), one.standard, one)
        for one in comparison.analysis.standards
        if one.visits
    )
    return tuple(
        standard_line(rows[one.standard], one, cells[rows[one.standard].id], comparison, filters, language)
        for _, _, one in ordered[:first]
    )


def order(result: StandardResult, promise: str) -> tuple[float, float, float, str]:
    """What is surely uneven first: by the lower end of the gap's range, then by the gap, then the least kept.

    A gap from a handful of visits has a wide range that begins at nothing, however large it looks.
    """
    gap = result.same_experience.intervals.get("gap")
    point = within(result.same_experience.gap, gap)
    return (-(gap[0] if gap else -1.0), -(point or 0.0), result.kept if result.kept is not None else 2.0, promise)


def within(point: float | None, interval: Interval | None) -> float | None:
    """The point, drawn into its range where a few visits threw it out: the range knows that a share ends at 0 and 1."""
    if point is None or interval is None:
        return point
    return min(max(point, interval[0]), interval[1])


def standard_line(
    row: StandardRow,
    result: StandardResult,
    sums: Sequence[StandardSums],
    comparison: Comparison,
    filters: Filters,
    language: str,
) -> StandardLine:
    """One standard of the view."""
    pairs = result.same_experience
    return StandardLine(
        promise=promise_of(row, language),
        href=standard_href(row, filters),
        touchpoint=touchpoint_label(row.touchpoint),
        visits=result.visits,
        kept=result.kept,
        interval=result.interval,
        strip=dot_strip(row, language, result, sums, comparison, filters),
        same_branch=within(pairs.same_branch, pairs.intervals.get("same_branch")),
        different_branches=within(pairs.different_branches, pairs.intervals.get("different_branches")),
        gap=within(pairs.gap, pairs.intervals.get("gap")),
        gap_interval=pairs.intervals.get("gap"),
        flagged=len(result.flagged_branches),
        why=pairs.why,
        visits_href=visits_behind(filters, standard=row.key),
    )


def dot_strip(
    standard: StandardRow,
    language: str,
    result: StandardResult,
    sums: Sequence[StandardSums],
    comparison: Comparison,
    filters: Filters,
    own_branch: int = 0,
) -> DotStrip:
    """One dot a branch where the standard counted, leading to what was seen there.

    `own_branch` is the id of the branch a page is about.
    """
    flagged, address = frozenset(result.flagged_branches), standard_href(standard, filters)
    linked = sum(1 for row in sums if row.counted) <= LINKS_UP_TO
    few, dots = comparison.few_visits, []
    for branch_id, _, counted, kept, *_ in sums:
        if counted:
            branch = comparison.branches[branch_id]
            is_flagged, is_own = branch.code in flagged, branch_id == own_branch
            href = at_branch(address, branch.code) if linked or is_flagged or is_own else None
            dots.append(BranchDot(branch.name, kept / counted, counted, href, counted < few, is_flagged, is_own))
    return DotStrip(promise_of(standard, language), tuple(dots), result.kept, result.interval)
