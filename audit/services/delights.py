"""How often guests got more than was promised. Beside the score, never in it: exceeding one promise mends no other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from audit.errors import N_, say, say_count
from audit.scoring.intervals import wilson
from audit.scoring.rounding import per_hundred
from audit.services.branch_plots import branch_href
from audit.services.branch_verdicts import rate_verdicts
from audit.services.compare_pages.journeys import Delight
from audit.services.compare_pages.parts import RateLine, Verdict
from audit.services.comparisons import Comparison
from audit.services.filters import Filters
from audit.services.heat_maps import promise_of, standard_href
from audit.services.standard_groups import share_with_range
from audit.store.sums import StandardSums

SHOWN = 6
NOTHING = say(N_("No promise in this view can be answered with “better than promised”."))
SENTENCE = (
    N_("{share} of 100 times guests got more than promised, probably between {low} and {high}; seen {count} time."),
    N_("{share} of 100 times guests got more than promised, probably between {low} and {high}; seen {count} times."),
)
OFTENER = Verdict(say(N_("delights more often")), "kept")
RARER = Verdict(say(N_("delights less often")), "broken")


def delight_of(comparison: Comparison, filters: Filters, language: str) -> Delight:
    """The rate over all promises that can be beaten, the promises with the highest rates, and branches that differ."""
    rows = [row for row in comparison.standard_sums if row.expectations]
    if not rows:
        return Delight(why=NOTHING)
    by_branch, by_standard = totals(rows, "branch_id"), totals(rows, "standard_id")
    share, (low, high) = share_with_range(by_branch)
    seen = sum(counted for counted, _ in by_branch.values())
    sentence = say_count(*SENTENCE, seen, share=per_hundred(share), low=per_hundred(low), high=per_hundred(high))
    lines = tuple(
        RateLine(
            promise_of(comparison.standards[key], language), counted, hits / counted, wilson(hits, counted),
            standard_href(comparison.standards[key], filters),
        )
        for key, (counted, hits) in sorted(by_standard.items(), key=lambda one: -one[1][1] / one[1][0])[:SHOWN]
    )  # fmt: skip
    return Delight(sentence, (low, high), lines, branch_lines(by_branch, share, comparison, filters))


def totals(rows: Sequence[StandardSums], column: str) -> dict[int, tuple[int, int]]:
    """For each branch or standard: how often a promise could have been beaten there, and how often it was."""
    found: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        cell = found[getattr(row, column)]
        cell[0] += row.expectations
        cell[1] += row.exceeded
    return {key: (counted, hits) for key, (counted, hits) in found.items()}


def branch_lines(
    by_branch: dict[int, tuple[int, int]], chain: float, comparison: Comparison, filters: Filters
) -> tuple[RateLine, ...]:
    """The branches that delight really more or less often than the chain, the most often first."""
    rates = [(hits, counted, chain) for counted, hits in by_branch.values()]
    verdicts = rate_verdicts(rates, comparison.few_visits)
    lines = []
    for (key, (counted, hits)), verdict in zip(by_branch.items(), verdicts, strict=True):
        if verdict.tone in ("kept", "broken"):
            branch, said = comparison.branches[key], OFTENER if verdict.tone == "kept" else RARER
            href = branch_href(branch.code, filters)
            lines.append(RateLine(branch.name, counted, hits / counted, wilson(hits, counted), href, said))
    return tuple(sorted(lines, key=lambda line: -(line.share or 0.0)))
