"""The one sentence of the comparison: on how many promises two guests are treated alike, and whether that changed."""

from __future__ import annotations

from dataclasses import replace
from math import hypot

from audit.errors import N_, say
from audit.scoring.analysis import Analysis, SameExperience
from audit.scoring.intervals import Interval
from audit.scoring.rounding import per_hundred
from audit.services.compare_pages.overviews import Headline
from audit.services.compare_pages.parts import Verdict

NO_CHANGE = Verdict(say(N_("No real change")))
CLOSER = Verdict(say(N_("Really more alike")), "kept")
APART = Verdict(say(N_("Really less alike")), "broken")


def headline_of(analysis: Analysis, before: Analysis | None = None) -> Headline | None:
    """On how many promises two guests are treated alike: the mean over the standards that two branches share.

    The ends of the interval are the means of the standards' ends: as if all were off in the same
    direction at once, so never too narrow. The period before is told over the same standards.
    """
    now = pairs_of(analysis)
    if not now:
        return None
    was = pairs_of(before) if before else {}
    different, same, interval = means_of(list(now.values()))
    made = Headline(
        different_branches=different,
        interval=interval,
        standards=len(now),
        same_branch=same,
        # Of the two numbers as they are read, so that a reader's own subtraction agrees.
        gap=None if same is None else (per_hundred(same) - per_hundred(different)) / 100,
    )
    shared = now.keys() & was.keys()
    return with_change(made, [now[key] for key in shared], [was[key] for key in shared]) if shared else made


def with_change(made: Headline, now: list[SameExperience], was: list[SameExperience]) -> Headline:
    """The headline with how it was before: changed only where the difference leaves both ranges behind."""
    present, _, present_range = means_of(now)
    earlier, _, earlier_range = means_of(was)
    reach = hypot(half(present_range), half(earlier_range))
    moved = present - earlier
    change = NO_CHANGE if abs(moved) <= reach else CLOSER if moved > 0 else APART
    return replace(made, earlier=earlier, change=change)


def pairs_of(analysis: Analysis) -> dict[str, SameExperience]:
    """The standards that a headline is about, by key.

    Where most were seen twice at some branch, those are the ones both numbers are about.
    """
    pairs = {
        one.standard: one.same_experience
        for one in analysis.standards
        if one.same_experience.intervals.get("different_branches")
    }
    twice = {
        key: pair for key, pair in pairs.items() if pair.intervals.get("same_branch") and pair.intervals.get("gap")
    }
    return twice if 2 * len(twice) >= len(pairs) else pairs


def means_of(known: list[SameExperience]) -> tuple[float, float | None, Interval]:
    """Over pairs: two different branches, one and the same where that is known of all, and the range of the first."""
    ends = [pair.intervals["different_branches"] or (0.0, 1.0) for pair in known]
    is_twice = all(pair.intervals.get("same_branch") for pair in known)
    return (
        mean([within(pair, "different_branches") for pair in known]),
        mean([within(pair, "same_branch") for pair in known]) if is_twice else None,
        (mean([low for low, _ in ends]), mean([high for _, high in ends])),
    )


def within(pair: SameExperience, name: str) -> float:
    """A point of a pair, drawn into its range where a few visits threw it out."""
    low, high = pair.intervals[name] or (0.0, 1.0)
    return min(max(getattr(pair, name) or 0.0, low), high)


def mean(values: list[float]) -> float:
    """The plain mean of at least one value."""
    return sum(values) / len(values)


def half(interval: tuple[float, float]) -> float:
    """Half the width of a range."""
    return (interval[1] - interval[0]) / 2
