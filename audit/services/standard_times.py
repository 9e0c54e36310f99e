"""How long a timed standard takes, over the chain and at each branch."""

from __future__ import annotations

from collections import defaultdict

from audit.errors import N_, say, say_count
from audit.reports.charts import Share, ShareBar
from audit.scoring.durations import median_with_range
from audit.scoring.rounding import whole
from audit.services.compare_pages.standards import TimeLine, Times
from audit.services.comparisons import Comparison
from audit.services.difference_sources import BRANCH, VISIT, shares_of
from audit.services.filters import Filters
from audit.services.variance_shares import differences_in, of_times
from audit.services.visit_traces import visits_behind
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.standard_seconds import list_seconds

SENTENCE = (
    N_("Half of the guests are served within {seconds} seconds, probably {low} to {high}; timed on {count} visit."),
    N_("Half of the guests are served within {seconds} seconds, probably {low} to {high}; timed on {count} visits."),
)
TIME_PARTS = {"branch": BRANCH, "auditor": say(N_("who held the watch")), "residual": VISIT}
FEW = (
    N_("Timed on {count} visit: {seconds} seconds in the middle, too few to say more."),
    N_("Timed on {count} visits: {seconds} seconds in the middle, too few to say more."),
)


async def times_of(
    sight: Sight, selection: Selection, comparison: Comparison, standard: str, filters: Filters
) -> Times | None:
    """The times of a standard, None where nobody timed it; the slowest branch first."""
    found = await list_seconds(sight, selection)
    if not found:
        return None
    by_branch: dict[int, list[float]] = defaultdict(list)
    for one in found:
        by_branch[one.branch_id].append(one.seconds)
    middle, interval = median_with_range([one.seconds for one in found])
    shares = shares_of((await differences_in(of_times(found))).score.components)
    bar = ShareBar(tuple(Share(TIME_PARTS[name], *shares[name]) for name in shares)) if shares else None
    lines = [
        TimeLine(
            comparison.branches[key].name, len(values), *median_with_range(values),
            visits_behind(filters, standard=standard, branch=comparison.branches[key].code),
        )
        for key, values in by_branch.items()
    ]  # fmt: skip
    lines.sort(key=lambda line: (-line.seconds, line.name))
    if interval is None:
        return Times(say_count(*FEW, len(found), seconds=whole(middle)), tuple(lines), bar)
    low, high = interval
    told = say_count(*SENTENCE, len(found), seconds=whole(middle), low=whole(low), high=whole(high))
    return Times(told, tuple(lines), bar)
