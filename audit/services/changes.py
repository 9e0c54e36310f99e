"""What changed since the period before, and whether it is signal or noise."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from audit.errors import N_, Sentence, say
from audit.scoring.changes import ShareChange, discoveries, share_change
from audit.services.compare_pages.overviews import Change
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison, compare
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of, standard_href
from audit.store.sights import Sight

SHOWN = 6
CHOOSE_PERIOD = say(N_("Choose a period above to see what changed since the one before it."))
NOTHING_BEFORE = say(N_("No visit counts in the period before this one, so there is nothing to compare with."))
BETTER = say(N_("A real change for the better"))
WORSE = say(N_("A real change for the worse"))
NOISE = say(N_("Within what chance alone would do"))


async def changes_of(
    sight: Sight, filters: Filters, today: date, now: Comparison, language: str
) -> tuple[tuple[Change, ...], Sentence | None]:
    """The standards that moved most since the period before, or why that cannot be said.

    All standards are tested at once, so that about one in ten of those called real is a false alarm.
    """
    earlier = filters.before(today)
    if earlier is None:
        return (), CHOOSE_PERIOD
    before = await compare(sight, earlier, today)
    if not before.analysis.visits:
        return (), NOTHING_BEFORE
    counts_before, counts_now = counts_of(before), counts_of(now)
    shared = sorted(counts_before.keys() & counts_now.keys())
    tested = [(key, change) for key in shared if (change := share_change(counts_before[key], counts_now[key]))]
    real = discoveries([change.p_value for _, change in tested])
    ordered = sorted(range(len(tested)), key=lambda place: (place not in real, tested[place][1].p_value))
    return tuple(
        change_line(now, *tested[place], filters, language, is_real=place in real) for place in ordered[:SHOWN]
    ), None


def counts_of(comparison: Comparison) -> dict[int, dict[int, tuple[int, int]]]:
    """For each standard and branch: counted and kept."""
    counts: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in comparison.standard_sums:
        if row.counted:
            counts[row.standard_id][row.branch_id] = (row.counted, row.kept)
    return counts


def change_line(
    now: Comparison, standard_id: int, change: ShareChange, filters: Filters, language: str, *, is_real: bool
) -> Change:
    """One standard before and now."""
    standard = now.standards[standard_id]
    better = Verdict(BETTER, "kept") if change.now > change.before else Verdict(WORSE, "broken")
    verdict = better if is_real else Verdict(NOISE, "unknown")
    return Change(promise_of(standard, language), standard_href(standard, filters), change.before, change.now, verdict)
