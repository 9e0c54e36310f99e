"""Which visits are worth most: those to the branches that least is known about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from audit.scoring.proposals.values import Need

UNKNOWN = 4.0
"""A branch nobody has visited counts as so many times less known than the least known of the others."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One visit that is wanted: the branch's `turn`-th of `turns` in the window."""

    branch: int
    checklist: str
    turn: int
    turns: int


def by_worth(needs: Sequence[Need], noise: float) -> list[Wanted]:
    """Every visit that is wanted, the one that tells most first.

    A visit with variance `noise` takes a branch's variance v to v * noise / (v + noise): each time the branch is next
    whose variance falls most. With equal variances that is everybody once before anybody twice.
    """
    known = [need.variance for need in needs if need.variance is not None]
    unknown = UNKNOWN * max([*known, noise])
    heap = [entry(need, 0, unknown if need.variance is None else need.variance, noise) for need in needs]
    heapify(heap)
    wanted = []
    places = {need.branch: need for need in needs}
    while heap:
        _, branch, turn, variance = heappop(heap)
        need = places[branch]
        if turn == len(need.checklists):
            continue
        wanted.append(Wanted(branch, need.checklists[turn], turn, len(need.checklists)))
        heappush(heap, entry(need, turn + 1, after(variance, noise), noise))
    return wanted


def entry(need: Need, turn: int, variance: float, noise: float) -> tuple[float, int, int, float]:
    """What the heap sorts by: how much the next visit takes away; then the branch, so that ties are settled."""
    return (after(variance, noise) - variance, need.branch, turn, variance)


def after(variance: float, noise: float) -> float:
    """What is left of a variance after one visit more."""
    return variance * noise / (variance + noise) if variance > 0 else 0.0


def least_known(needs: Sequence[Need]) -> frozenset[int]:
    """The third of the visited branches that least is known about; none when all are known alike."""
    known = sorted(need.variance for need in needs if need.variance is not None)
    if not known or known[0] == known[-1]:
        return frozenset()
    limit = known[len(known) * 2 // 3]
    return frozenset(need.branch for need in needs if need.variance is not None and need.variance >= limit)
