"""What goes with the overall score of a history's visits, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from audit.errors import N_, BadInput, Sentence, say, say_count
from audit.scoring.drivers.moments import BranchMoments, counts, moments_of
from audit.scoring.drivers.results import Drivers, DriverShare
from audit.scoring.drivers.shares import EXACT_UP_TO, explained_shares
from audit.scoring.histories.values import Floats, History
from audit.scoring.intervals import Interval
from audit.scoring.rounding import per_hundred

VISITS_A_STANDARD = 10
FEWEST_BRANCHES = 20
DRAWS = 1_000
OFTEN_ENOUGH = 0.5
"""A standard that counted on fewer of the visits than this is left out: it would take the other visits with it."""
HARDLY_BROKEN = 0.98

NOTHING_BESIDE = say(N_("No other standard was answered on enough of these visits to be looked at."))
NEVER_VARIED = say(N_("Its credit was the same on all of these visits, so it cannot go with anything."))
OVERALL_NEVER_VARIED = say(N_("The overall score was the same on all of these visits, so nothing can go with it."))
HARDLY_BROKEN_NOTE = N_(
    "Kept on {kept} of 100 of these visits: a standard that hardly ever fails will always look unimportant here, "
    "however much it matters."
)


def drivers(history: History, overall: str, random: np.random.Generator) -> Drivers:
    """Each standard's share of the variance of the standard named `overall`. BadInput when there is none so named.

    `random` draws the branches of the intervals.
    """
    if overall not in history.standards:
        listed = ", ".join(f'"{name}"' for name in history.standards[:12])
        text = N_('There is no standard "{name}" in this file. Its standards are: {listed}.')
        raise BadInput(say(text, name=overall, listed=listed))
    last = history.standards.index(overall)
    often, seldom = _answered_often(history, last)
    moments = moments_of(history, [*often, last])
    found = _described(history, moments, often)
    chosen = [column for column, one in enumerate(found) if one.why is None]
    why = _why_none(moments, len(chosen))
    plain = Drivers(
        overall=overall,
        visits=int(moments.visits.sum()),
        branches=len(moments.visits),
        method="lmg" if len(chosen) <= EXACT_UP_TO else "relative_weights",
        explained=None,
        interval=None,
        standards=(*(replace(one, why=one.why or why) for one in found), *seldom),
        why=why,
    )
    return plain if why is not None else _explained(plain, moments, chosen, random)


def _answered_often(history: History, last: int) -> tuple[list[int], list[DriverShare]]:
    """The other standards by name: those that counted often enough, and what there is to say of the rest."""
    rows = np.flatnonzero(counts(history))
    has_overall = np.zeros(len(history.visits), dtype=bool)
    has_overall[history.row_visit[rows[history.row_standard[rows] == last]]] = True
    rows = rows[has_overall[history.row_visit[rows]]]
    answered = np.bincount(history.row_standard[rows], minlength=len(history.standards)).tolist()
    visits = int(has_overall.sum())
    names = history.standards
    others = [place for place in sorted(range(len(names)), key=names.__getitem__) if place != last]
    often = [place for place in others if answered[place] and answered[place] >= OFTEN_ENOUGH * visits]
    text = N_("It counted on {count} of {visits} visits with an overall score: too few to be looked at beside others.")
    seldom = [
        DriverShare(names[place], None, None, None, None, None, say(text, count=answered[place], visits=visits))
        for place in others
        if place not in often
    ]
    return often, seldom


def _described(history: History, moments: BranchMoments, often: Sequence[int]) -> list[DriverShare]:
    """The standards looked at, still without their shares."""
    visits, covariance = int(moments.visits.sum()), moments.covariance()
    found = []
    for column, place in enumerate(often):
        kept = int(moments.kept[column]) / visits if visits else None
        spread = float(np.sqrt(covariance[column, column] * covariance[-1, -1]))
        together = float(covariance[column, -1]) / spread if spread > 0 else None
        why = NEVER_VARIED if visits and not covariance[column, column] else None
        found.append(DriverShare(history.standards[place], kept, together, None, None, _note(kept, why), why))
    return found


def _note(kept: float | None, why: Sentence | None) -> Sentence | None:
    if kept is None or kept < HARDLY_BROKEN or why is not None:
        return None
    return say(HARDLY_BROKEN_NOTE, kept=per_hundred(kept))


def _why_none(moments: BranchMoments, standards: int) -> Sentence | None:
    visits, needed = int(moments.visits.sum()), VISITS_A_STANDARD * max(1, standards)
    if visits and not moments.covariance()[-1, -1]:
        return OVERALL_NEVER_VARIED
    if visits and not standards:
        return NOTHING_BESIDE
    if visits >= needed:
        return None
    return say_count(
        N_("Every standard looked at counted on {count} visit; {needed} are needed, 10 for each standard."),
        N_("Every standard looked at counted on {count} visits; {needed} are needed, 10 for each standard."),
        visits,
        needed=needed,
    )


def _explained(plain: Drivers, moments: BranchMoments, chosen: list[int], random: np.random.Generator) -> Drivers:
    """With the shares, the largest first, and their intervals."""
    columns = [*chosen, -1]
    shares = explained_shares(moments.covariance()[None][:, columns][:, :, columns])[0]
    drawn = _drawn(moments, columns, random) if plain.branches >= FEWEST_BRANCHES else None
    places = iter(range(len(shares)))
    why = _too_few_branches(plain.branches) if drawn is None else None
    standards = [
        replace(_shared(one, shares, drawn, next(places)), why=why) if one.why is None else one
        for one in plain.standards
    ]
    return replace(
        plain,
        explained=float(shares.sum()),
        by_chance=len(shares) / (plain.visits - 1),
        interval=None if drawn is None else range_of_explained(float(shares.sum()), drawn.sum(axis=1)),
        standards=tuple(sorted(standards, key=lambda one: -1.0 if one.share is None else one.share, reverse=True)),
        why=why,
    )


def _shared(one: DriverShare, shares: Floats, drawn: Floats | None, place: int) -> DriverShare:
    return replace(one, share=float(shares[place]), interval=None if drawn is None else _middle(drawn[:, place]))


def _drawn(moments: BranchMoments, columns: list[int], random: np.random.Generator) -> Floats:
    """The shares of each draw of whole branches, with replacement, on which the overall score varies."""
    branches = len(moments.visits)
    times = random.multinomial(branches, np.full(branches, 1 / branches), DRAWS).astype(np.float64)
    covariances = moments.covariances(times)[:, columns][:, :, columns]
    return explained_shares(covariances[covariances[:, -1, -1] > 0])


def _too_few_branches(branches: int) -> Sentence:
    return say_count(
        N_("{count} branch is too few to say how sure these shares are: {needed} are needed."),
        N_("{count} branches are too few to say how sure these shares are: {needed} are needed."),
        branches,
        needed=FEWEST_BRANCHES,
    )


def range_of_explained(explained: float, drawn: Floats) -> Interval:
    """R2 of a few visits is too high, and that of visits drawn from them higher by as much again: both are taken off.

    The range always holds `explained` itself.
    """
    low, high = _middle(drawn)
    above = 2 * (float(drawn.mean()) - explained)
    return max(0.0, min(low - above, explained)), min(1.0, max(high - above, explained))


def _middle(values: Floats) -> Interval:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(low), float(high)
