"""Standards put together: how often a group of them is kept, beside all the others, branches as clusters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt

from audit.errors import N_, Sentence, say
from audit.reports.charts import Axis, IntervalBar, Scale
from audit.scoring.changes import clustered, discoveries, share_change
from audit.scoring.distributions import Z95
from audit.scoring.intervals import Interval
from audit.services.compare_pages.journeys import Grouping, GroupLine, Weakest
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of, standard_href
from audit.store.checklists import StandardRow
from audit.store.sums import StandardSums

LESS = Verdict(say(N_("kept less than the rest")), "broken")
MORE = Verdict(say(N_("kept more than the rest")), "kept")
ALIKE = Verdict(say(N_("cannot be told apart")), "unknown")
SHARES = Scale(0.0, 100.0)
Counts = dict[int, tuple[int, int]]
Labels = Mapping[str, Sequence[str]]
"""For each standard's key the groups it belongs to."""


def groups_of(
    comparison: Comparison,
    labels: Labels,
    name_of: Callable[[str], Sentence | str],
    href_of: Callable[[str], str],
    filters: Filters,
    language: str,
) -> tuple[GroupLine, ...]:
    """A line for each group, in the order in which the labels name them; all of them tested at once."""
    cells = [row for row in comparison.standard_sums if row.counted]
    keys = {row.id: row.key for row in comparison.standards.values()}
    inside: dict[str, list[StandardSums]] = {name: [] for names in labels.values() for name in names}
    for row in cells:
        for name in labels.get(keys[row.standard_id], ()):
            inside[name].append(row)
    groups = {name: rows for name, rows in inside.items() if rows}
    changes = [share_change(rest_of(cells, rows), counts_of(rows)) for rows in groups.values()]
    real = discoveries([change.p_value if change else 1.0 for change in changes])
    chain = clustered(counts_of(cells))[0] if cells else 0.0
    return tuple(
        group_line(name_of(name), href_of(name), rows, comparison, chain, filters, language, is_real=place in real)
        for place, (name, rows) in enumerate(groups.items())
    )


def counts_of(rows: Iterable[StandardSums]) -> Counts:
    """For each branch: how often the standards counted there, and how often they were kept."""
    counts: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        counts[row.branch_id][0] += row.counted
        counts[row.branch_id][1] += row.kept
    return {branch: (counted, kept) for branch, (counted, kept) in counts.items()}


def rest_of(cells: Sequence[StandardSums], rows: Sequence[StandardSums]) -> Counts:
    """The counts of everything that is not in a group."""
    standards = {row.standard_id for row in rows}
    return counts_of(row for row in cells if row.standard_id not in standards)


def share_with_range(counts: Counts) -> tuple[float, Interval]:
    """A rate and its 95 % range, branches as clusters: visits to one branch resemble each other."""
    share, variance = clustered(counts)
    reach = Z95 * sqrt(variance)
    return share, (max(0.0, share - reach), min(1.0, share + reach))


def group_line(
    name: Sentence | str,
    href: str,
    rows: Sequence[StandardSums],
    comparison: Comparison,
    chain: float,
    filters: Filters,
    language: str,
    *,
    is_real: bool,
) -> GroupLine:
    """One group."""
    share, interval = share_with_range(counts_of(rows))
    verdict = ALIKE if not is_real else LESS if share < chain else MORE
    group = {LESS.tone: "below", MORE.tone: "above"}.get(verdict.tone, "same")
    ends = (100 * interval[0], 100 * interval[1])
    bar = IntervalBar(str(name), SHARES, 100 * share, ends, 100 * chain, group, href)  # type: ignore[arg-type]
    standards = {row.standard_id for row in rows}
    return GroupLine(
        name, href, len(standards), sum(row.counted for row in rows), share, interval, bar, verdict,
        weakest_of(rows, comparison.standards, filters, language), gap_of(standards, comparison),
    )  # fmt: skip


def weakest_of(
    rows: Sequence[StandardSums], standards: Mapping[int, StandardRow], filters: Filters, language: str
) -> Weakest:
    """The standard of a group that is kept least often."""
    totals: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        totals[row.standard_id][0] += row.counted
        totals[row.standard_id][1] += row.kept
    key = min(totals, key=lambda one: (totals[one][1] / totals[one][0], one))
    counted, kept = totals[key]
    return Weakest(
        promise_of(standards[key], language), standard_href(standards[key], filters), kept / counted, counted
    )


def gap_of(standards: set[int], comparison: Comparison) -> float | None:
    """How much of the disagreement between two visits is down to the branch: the mean gap, never below nothing."""
    keys = {comparison.standards[one].key for one in standards}
    gaps = [
        one.same_experience.gap
        for one in comparison.analysis.standards
        if one.standard in keys and one.same_experience.gap is not None
    ]
    return max(0.0, sum(gaps) / len(gaps)) if gaps else None


def grouping(key: str, heading: Sentence, note: Sentence, column: Sentence, lines: tuple[GroupLine, ...]) -> Grouping:
    """A table of groups with one scale for all their bars."""
    return Grouping(key, heading, note, column, lines, Axis(SHARES, lines[0].bar.chain) if lines else None)
