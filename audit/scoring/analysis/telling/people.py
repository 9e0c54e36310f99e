"""Branches in three groups, never a bare rank; auditors who are clearly harsher or kinder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from statistics import median

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, AuditorResult, BranchResult
from audit.scoring.analysis.telling.wording import Paragraph, Points, points_of, ranged, visits_counted
from audit.scoring.planning import visits_to_halve
from audit.scoring.rounding import per_hundred, whole

SHOWN = 12
SEVERE_SHOWN = 5


def tell_branches(analysis: Analysis) -> Paragraph:
    """Below first, then above, then how many cannot be told apart."""
    judged = [one for one in analysis.branch_results if one.adjusted is not None and one.interval is not None]
    judged.sort(key=lambda one: one.adjusted or 0.0)
    below = [one for one in judged if one.group == "below"]
    above = [one for one in reversed(judged) if one.group == "above"]
    lines = [*_told(analysis, below, len(judged)), *_told(analysis, above, len(judged)), *_rest(analysis, judged)]
    return Paragraph(say(N_("Branches")), tuple(lines))


CLEARLY = {
    "below": N_(
        "Clearly below: {name}, {adjusted}, probably {low} to {high}; the chain {chain} ({visits}). About {apart} "
        "points lower; by more than {worth} with a chance of {chance} in 100. Somewhere between place {first} "
        "and {last} of {ranked}."
    ),
    "above": N_(
        "Clearly above: {name}, {adjusted}, probably {low} to {high}; the chain {chain} ({visits}). About {apart} "
        "points higher; by more than {worth} with a chance of {chance} in 100. Somewhere between place {first} "
        "and {last} of {ranked}."
    ),
}
SUREST = 99
"""The most that a chance in 100 is said to be: nothing that was estimated is certain."""


def _told(analysis: Analysis, group: Sequence[BranchResult], ranked: int) -> Iterator[Sentence]:
    points = points_of(analysis)
    for one in group[:SHOWN]:
        assert one.adjusted is not None and one.interval is not None and analysis.score.grand_mean is not None
        low, high = points.within(one.interval)
        first, last = one.rank_range or (1, ranked)
        yield say(
            CLEARLY[one.group],
            name=one.name,
            adjusted=whole(one.adjusted),
            low=low,
            high=high,
            chain=whole(analysis.score.grand_mean),
            visits=visits_counted(one.visits),
            worth=points.difference(analysis.score.worth_points),
            apart=_apart(one, points),
            chance=min(SUREST, per_hundred((one.p_below if one.group == "below" else one.p_above) or 0.0)),
            first=first,
            last=last,
            ranked=ranked,
        )
    more = len(group) - SHOWN
    if more > 0:
        yield say_count(N_("And {count} more branch like that."), N_("And {count} more branches like that."), more)


def _apart(one: BranchResult, points: Points) -> Sentence | int | Decimal:
    """How far a branch lies on its side of the chain; a range that begins below 0 reaches over to the other side."""
    if one.difference is None or one.difference_interval is None:
        return points.difference(0.0)
    side = -1 if one.group == "below" else 1
    low, high = sorted(side * end for end in one.difference_interval)
    return ranged(side * one.difference, (low, high), points.difference)


def _rest(analysis: Analysis, judged: Sequence[BranchResult]) -> Iterator[Sentence]:
    alike = [one for one in judged if one.group == "same"]
    if not alike:
        return
    if len(alike) == len(judged):
        worth = points_of(analysis).difference(analysis.score.worth_points)
        text = N_("No branch can be told apart from the chain's average by {worth} points or more.")
        yield say(text, worth=worth)
    else:
        yield say_count(
            N_("{count} other branch cannot be told apart from the chain's average."),
            N_("The other {count} branches cannot be told apart from the chain's average."),
            len(alike),
        )
    visits = whole(median(one.visits for one in alike))
    text = N_("They have {have} as a rule; about {more} visits more would make the range of a branch half as wide.")
    yield say(text, have=visits_counted(visits), more=visits_to_halve(visits))


def tell_auditors(analysis: Analysis) -> Paragraph:
    """Those whose severity cannot be nothing; that the branches' scores allow for it."""
    severe = [one for one in analysis.auditor_results if _is_clear(one)]
    severe.sort(key=lambda one: -abs(one.severity or 0.0))
    lines = [line for one in severe[:SEVERE_SHOWN] for line in _severity(analysis, one)]
    if (more := len(severe) - SEVERE_SHOWN) > 0:
        texts = N_("And {count} more auditor, by less."), N_("And {count} more auditors, by less.")
        lines.append(say_count(*texts, more))
    if severe:
        lines.append(say(N_("The branches' scores above allow for this.")))
    elif any(one.severity is not None for one in analysis.auditor_results):
        lines.append(say(N_("No auditor is clearly harsher or kinder than the others.")))
    return Paragraph(say(N_("Auditors")), tuple(lines))


def _is_clear(one: AuditorResult) -> bool:
    return one.interval is not None and (one.interval[0] > 0 or one.interval[1] < 0)


def _severity(analysis: Analysis, one: AuditorResult) -> Iterator[Sentence]:
    if one.severity is None or one.interval is None:
        return
    points = points_of(analysis)
    low, high = sorted(map(abs, one.interval))
    if one.severity < 0:
        text = N_(
            "Visits by {auditor} score about {points} points lower ({low} to {high}) than by the others ({visits})."
        )
    else:
        text = N_(
            "Visits by {auditor} score about {points} points higher ({low} to {high}) than by the others ({visits})."
        )
    yield say(
        text,
        auditor=one.auditor,
        points=points.difference(abs(one.severity)),
        low=points.difference(low),
        high=points.difference(high),
        visits=visits_counted(one.visits),
    )
