"""Somebody knows better who goes, or when: the same proposal with other auditors or days, explained anew.

Whoever plans may go against a rule; what is broken is said beside the visit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from audit.scoring.proposals.choosing import MOST_A_DAY
from audit.scoring.proposals.groups import Groups
from audit.scoring.proposals.values import Break, Need, Past, Proposal, Proposed, Rules, Who


@dataclass(frozen=True, slots=True)
class Change:
    """Another auditor, another day, or both; None leaves it as it is proposed."""

    auditor: int | None = None
    day: date | None = None


def change(
    proposal: Proposal, changes: Mapping[int, Change], needs: Sequence[Need], past: Sequence[Past], rules: Rules
) -> tuple[Proposal, tuple[tuple[Break, ...], ...]]:
    """The proposal with changes to some of its visits (by place), and which rules each visit breaks then.

    A visit stays at its place, and what is not changed keeps its reasons.
    """
    visits = [changed(one, changes.get(place)) for place, one in enumerate(proposal.visits)]
    groups = Groups(need.branch for need in needs)
    every = others_than(-1, visits, past)
    for visit in every:
        groups.add(visit.branch, visit.auditor)
    told = [
        replace(one, who=who_goes(place, visits, needs, past)) if one.auditor != proposal.visits[place].auditor else one
        for place, one in enumerate(visits)
    ]
    load, busy = Counter(one.auditor for one in visits), Counter((one.auditor, one.day) for one in every)
    broken = tuple(
        tuple(breaks_of(place, visits, past, rules, load, busy)) if one != proposal.visits[place] else ()
        for place, one in enumerate(visits)
    )
    return replace(proposal, visits=tuple(told), groups_after=groups.count()), broken


def changed(one: Proposed, by: Change | None) -> Proposed:
    """One visit with its change."""
    return one if by is None else replace(one, auditor=by.auditor or one.auditor, day=by.day or one.day)


def others_than(place: int, visits: Sequence[Proposed], past: Sequence[Past]) -> list[Past]:
    """Who else went or is to go where, and when."""
    proposed = (Past(one.branch, one.auditor, one.day) for number, one in enumerate(visits) if number != place)
    return [*past, *proposed]


def who_goes(place: int, visits: Sequence[Proposed], needs: Sequence[Need], past: Sequence[Past]) -> Who:
    """What the auditor of a visit brings to its branch, beside everything else that was and is to be done."""
    mine = visits[place]
    others = others_than(place, visits, past)
    if any((one.branch, one.auditor) == (mine.branch, mine.auditor) for one in others):
        return "was here before"
    groups = Groups(need.branch for need in needs)
    for one in others:
        groups.add(one.branch, one.auditor)
    joins = mine.why != "never visited" and groups.count() > 1 and groups.would_join(mine.branch, mine.auditor)
    return "joins groups" if joins else "new here"


def breaks_of(
    place: int, visits: Sequence[Proposed], past: Sequence[Past], rules: Rules, load: Counter[int],
    busy: Counter[tuple[int, date]],
) -> list[Break]:  # fmt: skip
    """Which rules a visit breaks, in the order they are said."""
    mine = visits[place]
    others = others_than(place, visits, past)
    been = [one.day for one in others if (one.branch, one.auditor) == (mine.branch, mine.auditor)]
    checks: list[tuple[bool, Break]] = [
        (rules.first <= mine.day <= rules.last, "outside"),
        (mine.day.weekday() in rules.weekdays, "closed"),
        (all(abs((mine.day - day).days) >= rules.rest_days for day in been), "too soon"),
        (not rules.different_auditors or not any(rules.first <= day <= rules.last for day in been), "same auditor"),
        (rules.most_each is None or load[mine.auditor] <= rules.most_each, "too many"),
        (busy[mine.auditor, mine.day] <= MOST_A_DAY, "full day"),
    ]
    return [name for is_kept, name in checks if not is_kept]
