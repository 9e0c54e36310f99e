"""What a chain report may say firmly, and what it must leave open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis import Analysis, BranchResult
from audit.scoring.planning import visits_to_halve
from audit.scoring.rounding import per_hundred, whole
from audit.services.compare_pages.parts import StandardLine
from audit.services.planning_tables import plan_sentence

NAMED = 12
MORE = (N_("And {count} more branch like that."), N_("And {count} more branches like that."))
DEPENDS = (
    N_("On {count} standard it depends on the branch whether the promise is kept, and not by chance."),
    N_("On {count} standards it depends on the branch whether the promise is kept, and not by chance."),
)
NO_STANDARD = say(N_("On no standard do branches clearly differ from one another."))
LEAST = N_("Kept least of all: {standard}, on {kept} of 100 visits ({low} to {high}; {visits}).")
NONE_APART = N_("No branch can be told apart from the chain's average by {worth} points or more.")
OTHERS = (
    N_("{count} other branch cannot be told apart from the chain's average."),
    N_("The other {count} branches cannot be told apart from the chain's average."),
)
HALVED = N_("They have {have} as a rule; about {more} visits more would make the range of a branch half as wide.")
ALIKE = (
    N_("On {count} other standard branches cannot be told apart."),
    N_("On the {count} other standards branches cannot be told apart."),
)
UNKNOWN = (
    N_("On {count} standard too few visits were paid to the same branch twice to tell."),
    N_("On {count} standards too few visits were paid to the same branch twice to tell."),
)
TOO_FEW = N_("Too few visits to tell: {names}.")
VISITS = (N_("{count} visit"), N_("{count} visits"))


def certain_of(analysis: Analysis, standards: Sequence[StandardLine]) -> tuple[Sentence, ...]:
    """Branches and standards that differ by more than chance explains, and what is kept least."""
    below, above = (named(side, analysis.branch_results) for side in ("below", "above"))
    return (*below, *above, *differing(standards), *least_kept(standards))


def named(side: str, branches: Sequence[BranchResult]) -> Iterator[Sentence]:
    """The branches `below` or `above` the chain by name; of many the first, and how many more."""
    texts = {
        "below": (
            N_("{count} branch is clearly below the chain: {names}."),
            N_("{count} branches are clearly below the chain: {names}."),
        ),
        "above": (
            N_("{count} branch is clearly above the chain: {names}."),
            N_("{count} branches are clearly above the chain: {names}."),
        ),
    }[side]
    group = [one for one in branches if one.group == side]
    if group:
        names = tuple(one.name for one in sorted(group, key=lambda one: one.adjusted or 0.0))
        yield say_count(*texts, len(group), names=names[:NAMED])
    if len(group) > NAMED:
        yield say_count(*MORE, len(group) - NAMED)


def differing(standards: Sequence[StandardLine]) -> Iterator[Sentence]:
    """On how many standards it matters which branch one walks into."""
    known = [one for one in standards if one.gap_interval is not None]
    clear = clearly_differing(standards)
    if clear:
        yield say_count(*DEPENDS, clear)
    elif known:
        yield NO_STANDARD


def clearly_differing(standards: Sequence[StandardLine]) -> int:
    """How many standards have a gap whose whole range lies above nothing."""
    return sum(1 for one in standards if one.gap_interval is not None and one.gap_interval[0] > 0)


def least_kept(standards: Sequence[StandardLine]) -> Iterator[Sentence]:
    """The standard the whole chain keeps least: consistent is not yet good."""
    counted = [one for one in standards if one.kept is not None and one.interval is not None]
    worst = min(counted, key=lambda one: one.kept or 0.0, default=None)
    if worst is None or worst.interval is None or worst.kept is None or worst.kept == 1 or len(counted) == 1:
        return
    low, high = worst.interval
    yield say(
        LEAST,
        standard=worst.promise.rstrip("."),
        kept=per_hundred(worst.kept),
        low=per_hundred(low),
        high=per_hundred(high),
        visits=say_count(*VISITS, worst.visits),
    )


def uncertain_of(analysis: Analysis, standards: Sequence[StandardLine]) -> tuple[Sentence, ...]:
    """Branches and standards that cannot be told apart, and how many visits would tell more."""
    lines = [*alike_branches(analysis), *hardly_visited(analysis), *alike_standards(standards)]
    if analysis.plan.visits_per_branch is not None:
        lines.append(plan_sentence(analysis.plan.visits_per_branch))
    return tuple(lines)


def alike_branches(analysis: Analysis) -> Iterator[Sentence]:
    """How many branches stand in the middle, and what would narrow their ranges."""
    judged = [one for one in analysis.branch_results if one.interval is not None]
    alike = [one for one in judged if one.group == "same"]
    if not alike:
        return
    if len(alike) == len(judged):
        worth = analysis.score.worth_points
        yield say(NONE_APART, worth=int(worth) if worth.is_integer() else worth)
    else:
        yield say_count(*OTHERS, len(alike))
    visits = whole(median(one.visits for one in alike))
    yield say(HALVED, have=say_count(*VISITS, visits), more=visits_to_halve(visits))


def hardly_visited(analysis: Analysis) -> Iterator[Sentence]:
    """The branches of which nothing can be said; of many the first, and how many more."""
    names = tuple(one.name for one in analysis.branch_results if one.interval is None)
    if names:
        yield say(TOO_FEW, names=names[:NAMED])
    if len(names) > NAMED:
        yield say_count(*MORE, len(names) - NAMED)


def alike_standards(standards: Sequence[StandardLine]) -> Iterator[Sentence]:
    """On how many standards nothing was found, and on how many nothing could be."""
    known = sum(1 for one in standards if one.gap_interval is not None)
    clear = clearly_differing(standards)
    if clear and known > clear:
        yield say_count(*ALIKE, known - clear)
    if unknown := sum(1 for one in standards if one.gap_interval is None):
        yield say_count(*UNKNOWN, unknown)
