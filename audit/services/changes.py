"""What changed since the period before, and whether it is signal or noise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from audit.errors import N_, say, say_count
from audit.scoring.changes import ShareChange, discoveries, share_change
from audit.services.branch_changes import branch_changes
from audit.services.compare_pages.overviews import Change, Changes
from audit.services.compare_pages.parts import Verdict
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of, standard_href

SHOWN = 6
CHOOSE_PERIOD = say(N_("Choose a period above to see what changed since the one before it."))
NOTHING_BEFORE = say(N_("No visit counts in the period before this one, so there is nothing to compare with."))
NOTHING_SHARED = say(N_("Nothing was seen in both periods, so there is nothing to compare."))
NO_REAL_CHANGE = say(N_("Nothing has really changed since the period before: all of it is what chance alone would do."))
REAL_CHANGES = (
    N_("{count} promise or branch really changed since then. About 1 in 10 such calls is a false alarm."),
    N_("{count} promises and branches really changed since then. About 1 in 10 such calls is a false alarm."),
)
BETTER = say(N_("A real change for the better"))
WORSE = say(N_("A real change for the worse"))
NOISE = say(N_("Within what chance alone would do"))


def changes_of(now: Comparison, before: Comparison | None, filters: Filters, language: str) -> Changes:
    """The standards and branches that moved most since the period before, or why that cannot be said.

    All standards are tested at once, and all branches, so that about one in ten of those called real is a
    false alarm.
    """
    if before is None:
        return Changes(why=CHOOSE_PERIOD)
    if not before.analysis.visits:
        return Changes(why=NOTHING_BEFORE)
    standards = standard_changes(now, before, filters, language)
    branches = branch_changes(now, before, filters, verdict_of)
    if not standards and not branches:
        return Changes(why=NOTHING_SHARED)
    real = sum(1 for one in (*standards, *branches) if one.verdict.sentence != NOISE)
    sentence = say_count(*REAL_CHANGES, real) if real else NO_REAL_CHANGE
    return Changes(sentence, standards[:SHOWN], branches[:SHOWN])


def verdict_of(difference: float, *, is_real: bool) -> Verdict:
    """A change in words."""
    if not is_real:
        return Verdict(NOISE, "unknown")
    return Verdict(BETTER, "kept") if difference > 0 else Verdict(WORSE, "broken")


def standard_changes(now: Comparison, before: Comparison, filters: Filters, language: str) -> tuple[Change, ...]:
    """Every standard of both periods: what really changed first, then what chance would hardly do."""
    was, is_now = counts_of(before), counts_of(now)
    shared = sorted(was.keys() & is_now.keys())
    tested = [(key, change) for key in shared if (change := share_change(was[key], is_now[key]))]
    real = discoveries([change.p_value for _, change in tested])
    ordered = sorted(range(len(tested)), key=lambda place: (place not in real, tested[place][1].p_value))
    lines = []
    for place in ordered:
        key, change = tested[place]
        visits = visits_of(was[key].values()), visits_of(is_now[key].values())
        lines.append(change_line(now, key, change, visits, filters, language, is_real=place in real))
    return tuple(lines)


def counts_of(comparison: Comparison) -> dict[int, dict[int, tuple[int, int]]]:
    """For each standard and branch: counted and kept."""
    counts: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for row in comparison.standard_sums:
        if row.counted:
            counts[row.standard_id][row.branch_id] = (row.counted, row.kept)
    return counts


def visits_of(cells: Iterable[tuple[int, int]]) -> int:
    """On how many visits something counted."""
    return sum(counted for counted, _ in cells)


def change_line(
    now: Comparison,
    standard_id: int,
    change: ShareChange,
    visits: tuple[int, int],
    filters: Filters,
    language: str,
    *,
    is_real: bool,
) -> Change:
    """One standard before and now."""
    standard = now.standards[standard_id]
    difference, (low, high) = change.now - change.before, change.interval
    return Change(
        promise_of(standard, language),
        standard_href(standard, filters),
        change.before,
        change.now,
        visits,
        100 * difference,
        (100 * low, 100 * high),
        verdict_of(difference, is_real=is_real),
    )
