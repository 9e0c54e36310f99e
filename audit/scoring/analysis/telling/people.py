"""Branches in three groups, never a bare rank; auditors who are clearly harsher or kinder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, AuditorResult, BranchResult
from audit.scoring.analysis.telling.wording import Paragraph, points_of, visits_counted
from audit.scoring.planning import visits_to_halve

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
        "Clearly below: {name}, {adjusted}, probably {low} to {high}; the chain {chain} ({visits}). "
        "Somewhere between place {first} and {last} of {ranked}."
    ),
    "above": N_(
        "Clearly above: {name}, {adjusted}, probably {low} to {high}; the chain {chain} ({visits}). "
        "Somewhere between place {first} and {last} of {ranked}."
    ),
}


def _told(analysis: Analysis, group: Sequence[BranchResult], ranked: int) -> Iterator[Sentence]:
    points = points_of(analysis)
    for one in group[:SHOWN]:
        assert one.adjusted is not None and one.interval is not None and analysis.score.grand_mean is not None
        low, high = points.within(one.interval)
        first, last = one.rank_range or (1, ranked)
        yield say(
            CLEARLY[one.group],
            name=one.name,
            adjusted=points.write(one.adjusted),
            low=low,
            high=high,
            chain=points.write(analysis.score.grand_mean),
            visits=visits_counted(one.visits),
            first=first,
            last=last,
            ranked=ranked,
        )
    more = len(group) - SHOWN
    if more > 0:
        yield say_count(N_("And {count} more branch like that."), N_("And {count} more branches like that."), more)


def _rest(analysis: Analysis, judged: Sequence[BranchResult]) -> Iterator[Sentence]:
    alike = [one for one in judged if one.group == "same"]
    if not alike:
        return
    if len(alike) == len(judged):
        worth = points_of(analysis).write(analysis.score.worth_points)
        text = N_("No branch can be told apart from the chain's average by {worth} points or more.")
        yield say(text, worth=worth)
    else:
        yield say_count(
            N_("{count} other branch cannot be told apart from the chain's average."),
            N_("The other {count} branches cannot be told apart from the chain's average."),
            len(alike),
        )
    visits = round(median(one.visits for one in alike))
    text = N_("They have {have} as a rule; about {more} visits more would make the range of a branch half as wide.")
    yield say(text, have=visits_counted(visits), more=visits_to_halve(visits))


def tell_auditors(analysis: Analysis) -> Paragraph:
    """Those whose severity cannot be nothing; that the branches' scores allow for it."""
    severe = [one for one in analysis.auditor_results if _is_clear(one)]
    severe.sort(key=lambda one: -abs(one.severity or 0.0))
    lines = [line for one in severe[:SEVERE_SHOWN] for line in _severity(analysis, one)]
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
        points=points.write(abs(one.severity)),
        low=points.write(low),
        high=points.write(high),
        visits=visits_counted(one.visits),
    )
