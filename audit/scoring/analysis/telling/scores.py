"""The chain in a sentence, where the ups and downs come from, and how many visits are enough."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from math import erf, sqrt

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, Component, Plan, PlanRow, SameExperience
from audit.scoring.analysis.telling.wording import (
    RANGED,
    Paragraph,
    around,
    auditors_counted,
    branches_counted,
    points_of,
    ranged,
    visits_counted,
)
from audit.scoring.rounding import per_hundred, whole

NEAR, NEAR_FINE = 5, 1
PLAN_SHOWN = ((4, 1), (4, 4), (8, 1), (8, 8), (20, 1), (20, 20))


def tell_chain(analysis: Analysis) -> Paragraph:
    """Counts, dates, the average, and the one number about consistency."""
    return Paragraph(say(N_("The chain")), (*_counts(analysis), *_same_experience(analysis)))


def _counts(analysis: Analysis) -> Iterator[Sentence]:
    counts = {
        "visits": visits_counted(analysis.visits),
        "branches": branches_counted(analysis.branches),
        "auditors": auditors_counted(analysis.auditors),
    }
    if analysis.first is None or analysis.last is None:
        yield say(N_("There are no visits."))
        return
    if analysis.auditors:
        yield say(N_("{visits} to {branches} by {auditors}."), **counts)
    else:
        yield say(N_("{visits} to {branches}; no auditor is named."), **counts)
    if analysis.first == analysis.last:
        yield say(N_("All on {day}."), day=analysis.first)
    else:
        yield say(N_("From {first} to {last}."), first=analysis.first, last=analysis.last)
    if analysis.score.mean is not None:
        yield say(N_("The average score is {mean} of 100."), mean=whole(analysis.score.mean))


def _same_experience(analysis: Analysis) -> Iterator[Sentence]:
    """The mean over the standards; its range is the mean of theirs, as if all were off in one direction at once."""
    known = [one.same_experience for one in analysis.standards if one.same_experience.intervals.get("gap")]
    if len(known) > 1:
        yield say(
            N_(
                "Two visits to two different branches agree on {apart} of 100 standards; "
                "two visits to the same branch on {same} of 100."
            ),
            apart=_mean(known, "different_branches"),
            same=_mean(known, "same_branch"),
        )


def _mean(pairs: Sequence[SameExperience], name: str) -> Sentence | int | Decimal:
    ends = [pair.intervals[name] or (0.0, 1.0) for pair in pairs]
    points = [min(max(getattr(pair, name) or 0.0, low), high) for pair, (low, high) in zip(pairs, ends, strict=True)]
    low, high = (sum(end[side] for end in ends) / len(ends) for side in (0, 1))
    return ranged(sum(points) / len(points), (low, high))


def tell_sources(analysis: Analysis) -> Paragraph:
    """Each component's share, and what cannot be told apart."""
    known = {name: one for name, one in analysis.score.components.items() if one.variance is not None}
    total = sum(one.variance or 0.0 for one in known.values())
    lines = [_share(name, known) for name in known if total > 0]
    more = (*_bounds(analysis), *_closeness(analysis, known), *_unknown(analysis))
    return Paragraph(say(N_("Where ups and downs in scores come from")), (*lines, *more))


def _share(name: str, known: Mapping[str, Component]) -> Sentence:
    texts = {
        "branch": N_("About {share} in 100 of the ups and downs is the branch."),
        "auditor": N_("About {share} in 100 is who did the visit."),
        "branch:period": N_("About {share} in 100 is the branch at that time."),
        "residual": N_("About {share} in 100 varies from visit to visit."),
        "branch+auditor": N_("About {share} in 100 is the branch and its auditor, who cannot be told apart."),
        "branch+residual": N_("About {share} in 100 is the branch and the visit, which cannot be told apart."),
    }
    text = texts.get(name, N_("About {share} in 100 is {sources} together, which cannot be told apart."))
    share = around(known, lambda parts: parts[name] / sum(parts.values()))
    return say(text, share=ranged(*share), sources=name.replace("+", ", "))


def _bounds(analysis: Analysis) -> Iterator[Sentence]:
    """How far apart two branches truly are, with its range: .954 sd is the median difference of two."""
    branch = analysis.score.components["branch"]
    if branch.variance is None or branch.interval is None:
        return
    points = points_of(analysis)
    middle, low, high = (points.difference(0.954 * sqrt(value)) for value in (branch.variance, *branch.interval))
    if branch.variance == 0:
        text = N_("There is no sign of differences between branches, though two may well differ by {high} points.")
    else:
        text = N_(
            "Take any two branches: half the time they truly differ by more than {middle} points ({low} to {high})."
        )
    yield say(text, middle=middle, low=low, high=high)


def _closeness(analysis: Analysis, known: Mapping[str, Component]) -> Iterator[Sentence]:
    """How often two scores land close together, by other auditors: 2 Phi(d / sd of a difference) - 1."""
    if not all(name in known and known[name].variance for name in ("branch", "residual")):
        return
    reach = NEAR_FINE if points_of(analysis).is_fine else NEAR
    same = around(known, lambda parts: erf(reach / (2 * sqrt(sum(parts.values()) - parts["branch"]))))
    apart = around(known, lambda parts: erf(reach / (2 * sqrt(sum(parts.values())))))
    yield say_count(
        N_(
            "Two visits to the same branch score within {count} point of each other about {same} times in 100, "
            "to two different branches {apart} times."
        ),
        N_(
            "Two visits to the same branch score within {count} points of each other about {same} times in 100, "
            "to two different branches {apart} times."
        ),
        reach,
        same=ranged(*same),
        apart=ranged(*apart),
    )


def _unknown(analysis: Analysis) -> Iterator[Sentence]:
    """Each reason once. One that stands among the notes is said there."""
    said = {str(note) for note in analysis.notes}
    for component in analysis.score.components.values():
        if component.variance is None and component.why is not None and str(component.why) not in said:
            said.add(str(component.why))
            yield component.why


def tell_plan(analysis: Analysis) -> Paragraph:
    """Visits for the target reliability, and what visits by one and by many auditors buy."""
    plan, points = analysis.plan, points_of(analysis)
    lines: list[Sentence] = []
    if plan.visits_per_branch is not None:
        text = N_(
            "With {visits} to each branch, each by another auditor, about {target} in 100 of the differences seen "
            "between branches would be real."
        )
        lines.append(say(text, visits=_visits(plan), target=per_hundred(plan.target)))
    elif plan.why is not None and str(plan.why) not in set(map(str, analysis.notes)):
        lines.append(plan.why)
    rows = [row for row in plan.table if (row.visits, row.auditors) in PLAN_SHOWN]
    lines += [_row(row, points.difference(row.half_width)) for row in rows]
    return Paragraph(say(N_("How many visits are enough")), tuple(lines))


def _visits(plan: Plan) -> Sentence:
    """`16 visits (10 to 31)`: fewer if branches differ as much as they may, more if as little."""
    visits = visits_counted(plan.visits_per_branch or 0)
    if plan.visits_interval is None:
        return visits
    fewest, most = plan.visits_interval
    if most is None:
        return say(N_("{visits} ({fewest} or more)"), visits=visits, fewest=fewest)
    return say(RANGED, point=visits, low=fewest, high=most)


def _row(row: PlanRow, reach: int | Decimal) -> Sentence:
    text = N_("{visits} by {auditors}: a branch's score is known to within {reach} points either way.")
    return say(text, visits=visits_counted(row.visits), auditors=auditors_counted(row.auditors), reach=reach)
