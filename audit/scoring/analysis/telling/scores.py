"""The chain in a sentence, where the ups and downs come from, and how many visits are enough."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import erf, sqrt

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.results import Analysis, Component, PlanRow
from audit.scoring.analysis.telling.wording import (
    Paragraph,
    auditors_counted,
    branches_counted,
    per_hundred,
    points_of,
    visits_counted,
)

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
        yield say(N_("The average score is {mean} of 100."), mean=points_of(analysis).write(analysis.score.mean))


def _same_experience(analysis: Analysis) -> Iterator[Sentence]:
    apart = [one.same_experience.different_branches for one in analysis.standards]
    same = [one.same_experience.same_branch for one in analysis.standards]
    known = [(a, s) for a, s in zip(apart, same, strict=True) if a is not None and s is not None]
    if known and len(known) > 1:
        yield say(
            N_(
                "Two visits to two different branches agree on {apart} of 100 standards; "
                "two visits to the same branch on {same} of 100."
            ),
            apart=per_hundred(sum(a for a, _ in known) / len(known)),
            same=per_hundred(sum(s for _, s in known) / len(known)),
        )


def tell_sources(analysis: Analysis) -> Paragraph:
    """Each component's share, and what cannot be told apart."""
    known = {name: one for name, one in analysis.score.components.items() if one.variance is not None}
    total = sum(one.variance or 0.0 for one in known.values())
    lines = [_share(name, one, total) for name, one in known.items() if total > 0]
    more = (*_bounds(analysis), *_closeness(analysis, total), *_unknown(analysis))
    return Paragraph(say(N_("Where ups and downs in scores come from")), (*lines, *more))


def _share(name: str, component: Component, total: float) -> Sentence:
    texts = {
        "branch": N_("About {share} in 100 of the ups and downs is the branch."),
        "auditor": N_("About {share} in 100 is who did the visit."),
        "branch:period": N_("About {share} in 100 is the branch at that time."),
        "residual": N_("About {share} in 100 varies from visit to visit."),
        "branch+auditor": N_("About {share} in 100 is the branch and its auditor, who cannot be told apart."),
        "branch+residual": N_("About {share} in 100 is the branch and the visit, which cannot be told apart."),
    }
    text = texts.get(name, N_("About {share} in 100 is {sources} together, which cannot be told apart."))
    return say(text, share=per_hundred((component.variance or 0.0) / total), sources=name.replace("+", ", "))


def _bounds(analysis: Analysis) -> Iterator[Sentence]:
    """How far apart two branches truly are, with its range: .954 sd is the median difference of two."""
    branch = analysis.score.components["branch"]
    if branch.variance is None or branch.interval is None:
        return
    points = points_of(analysis)
    middle, low, high = (points.write(0.954 * sqrt(value)) for value in (branch.variance, *branch.interval))
    if branch.variance == 0:
        text = N_("There is no sign of differences between branches, though two may well differ by {high} points.")
    else:
        text = N_(
            "Take any two branches: half the time they truly differ by more than {middle} points ({low} to {high})."
        )
    yield say(text, middle=middle, low=low, high=high)


def _closeness(analysis: Analysis, total: float) -> Iterator[Sentence]:
    """How often two scores land close together, by other auditors: 2 Phi(d / sd of a difference) - 1."""
    branch, residual = (analysis.score.components[name].variance for name in ("branch", "residual"))
    if not branch or not residual:
        return
    reach = NEAR_FINE if points_of(analysis).decimals else NEAR
    same, apart = (erf(reach / (2 * sqrt(variance))) for variance in (total - branch, total))
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
        same=per_hundred(same),
        apart=per_hundred(apart),
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
        lines.append(say(text, visits=visits_counted(plan.visits_per_branch), target=per_hundred(plan.target)))
    elif plan.why is not None and str(plan.why) not in set(map(str, analysis.notes)):
        lines.append(plan.why)
    rows = [row for row in plan.table if (row.visits, row.auditors) in PLAN_SHOWN]
    lines += [_row(row, points.write(row.half_width)) for row in rows]
    return Paragraph(say(N_("How many visits are enough")), tuple(lines))


def _row(row: PlanRow, reach: int | Decimal) -> Sentence:
    text = N_("{visits} by {auditors}: a branch's score is known to within {reach} points either way.")
    return say(text, visits=visits_counted(row.visits), auditors=auditors_counted(row.auditors), reach=reach)
