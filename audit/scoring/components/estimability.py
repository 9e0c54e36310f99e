"""What the visits can tell apart, and what they cannot.

A component that the visits cannot show is left out of the model, with a sentence. Where two sources are
the same thing on these visits (every branch seen once: branch and visit; every auditor at one branch of
his own: branch and auditor) only their sum is known, and it is not split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from audit.errors import N_, Sentence, say
from audit.scoring.components.cells import Cells
from audit.scoring.sums import Floats, Ints, add_up

BRANCH, AUDITOR, PERIOD, RESIDUAL = "branch", "auditor", "branch:period", "residual"
GRAM_TOLERANCE = 1e-9
MANY_CELLS = 5_000


@dataclass(frozen=True, slots=True)
class Estimable:
    """`terms` can be fitted. `sums` names for a fitted term the group whose sum it really is
    (`residual` -> `branch+residual`). `why` has a sentence for each component not known by itself.
    """

    terms: tuple[str, ...]
    sums: Mapping[str, str]
    why: Mapping[str, Sentence]


ONE_BRANCH = say(N_("There is only one branch, so differences between branches cannot be seen."))
ONE_AUDITOR = say(N_("Severity cannot be checked: one auditor."))
NO_AUDITOR = say(N_("Severity cannot be checked: no visit names its auditor."))
ONE_VISIT_EACH = say(
    N_("Every branch has a single visit, so branch differences and visit-to-visit differences cannot be separated.")
)
AUDITORS_ONCE = say(
    N_("Every auditor made a single visit, so auditors and visit-to-visit differences cannot be separated.")
)
SAME_PARTITION = say(
    N_("Every branch has an auditor of its own, so branches and auditors cannot be separated: only their sum is known.")
)
PERIODS_ONCE = say(
    N_("No branch has two visits in one period, so periods and visit-to-visit differences cannot be separated.")
)
ONE_PERIOD_EACH = say(N_("Every branch was visited in a single period, so periods and branches cannot be separated."))
PERIODS_ARE_AUDITORS = say(
    N_("Each period at a branch had an auditor of its own, so periods and auditors cannot be separated.")
)
NO_VISITS = say(N_("There is no visit with a score."))
ONE_VISIT = say(N_("There is only one visit with a score."))
TANGLED = say(N_("With so few visits, this cannot be separated from the other sources of differences."))


def estimable(cells: Cells, has_auditor: bool = True, has_period: bool = False) -> Estimable:
    """Which components these cells can show (statistics: the table of what is estimable)."""
    wanted = [BRANCH, *([AUDITOR] if has_auditor else []), *([PERIOD] if has_period else [])]
    if cells.visits < 2:
        none = NO_VISITS if cells.visits == 0 else ONE_VISIT
        return Estimable((), {}, dict.fromkeys([*wanted, RESIDUAL], none))
    terms = {name: levels for name, levels in _levels(cells).items() if name in wanted}
    why = dict(_single_levels(cells, terms))
    terms = {name: levels for name, levels in terms.items() if name not in why}
    groups = _merged(cells, terms, why)
    kept = [name for name in terms if groups[name] == name]
    kept = _untangle(cells, {name: terms[name] for name in kept}, groups, why)
    return Estimable(tuple(kept), _sums(groups), why)


def _levels(cells: Cells) -> dict[str, Ints]:
    return {BRANCH: cells.branch, AUDITOR: cells.auditor, PERIOD: cells.period}


def _single_levels(cells: Cells, terms: Mapping[str, Ints]) -> Iterator[tuple[str, Sentence]]:
    if BRANCH in terms and len(cells.branches) < 2:
        yield BRANCH, ONE_BRANCH
    if AUDITOR in terms and len(cells.auditors) == 0:
        yield AUDITOR, NO_AUDITOR
    elif AUDITOR in terms and len(cells.auditors) < 2:
        yield AUDITOR, ONE_AUDITOR
    if PERIOD in terms and cells.periods < 2:
        yield PERIOD, ONE_PERIOD_EACH


def _merged(cells: Cells, terms: Mapping[str, Ints], why: dict[str, Sentence]) -> dict[str, str]:
    """For each component the one that stands for it; two that are the same thing get one stand-in."""
    group = {name: name for name in (*terms, RESIDUAL)}
    once = {BRANCH: ONE_VISIT_EACH, AUDITOR: AUDITORS_ONCE, PERIOD: PERIODS_ONCE}
    for name, levels in terms.items():
        if _are_singletons(cells, levels):
            _join(group, RESIDUAL, name)
            why[name] = once[name]
    pairs = {
        (BRANCH, AUDITOR): SAME_PARTITION,
        (BRANCH, PERIOD): ONE_PERIOD_EACH,
        (AUDITOR, PERIOD): PERIODS_ARE_AUDITORS,
    }
    for (first, second), sentence in pairs.items():
        if first in terms and second in terms and _are_alike(terms[first], terms[second]):
            _join(group, first, second)
            why.setdefault(second, sentence)
            why.setdefault(first, sentence)
    for name, stand_in in group.items():
        if name == RESIDUAL and any(other != RESIDUAL and to == stand_in for other, to in group.items()):
            why[RESIDUAL] = why[next(other for other in terms if group[other] == stand_in)]
    return group


def _join(group: dict[str, str], keeper: str, other: str) -> None:
    old, new = group[other], group[keeper]
    for name, stand_in in group.items():
        if stand_in == old:
            group[name] = new


def _are_singletons(cells: Cells, levels: Ints) -> bool:
    known = levels >= 0
    return bool(add_up(levels[known], cells.n[known], int(levels.max(initial=0)) + 1).max() <= 1)


def _are_alike(first: Ints, second: Ints) -> bool:
    """Do two ways of grouping the visits make the same groups?"""
    if (first < 0).any() or (second < 0).any():
        return False
    size = int(first.max()) + 1
    if size != int(second.max()) + 1:
        return False
    partner = np.zeros(size, np.int64)
    partner[first] = second
    return bool((partner[first] == second).all() and len(np.unique(partner)) == size)


def _untangle(cells: Cells, terms: Mapping[str, Ints], groups: dict[str, str], why: dict[str, Sentence]) -> list[str]:
    """Leave out terms until the rest can be told apart at all, whatever the scores were.

    The components are identified when the covariance patterns M Z Z' M (M takes the mean out) are
    linearly independent; their Gram matrix needs counts only.
    """
    kept = list(terms)
    for name in (PERIOD, AUDITOR, BRANCH):
        if not _is_tangled(cells, [terms[other] for other in kept]):
            break
        if name in kept:
            kept.remove(name)
            _join(groups, RESIDUAL, name)
            why.setdefault(name, TANGLED)
            why.setdefault(RESIDUAL, TANGLED)
    return kept


def _is_tangled(cells: Cells, factors: list[Ints]) -> bool:
    if not factors or len(cells.n) > MANY_CELLS:
        return False
    size = len(factors) + 1
    if cells.visits - 1 < size:
        return True
    gram = np.empty((size, size))
    for i in range(size):
        for j in range(i, size):
            gram[i, j] = gram[j, i] = _overlap(cells, *(factors[k] if k < size - 1 else None for k in (i, j)))
    scale = np.sqrt(np.diag(gram))
    if (scale <= GRAM_TOLERANCE).any():
        return True
    return bool(np.linalg.eigvalsh(gram / np.outer(scale, scale))[0] < GRAM_TOLERANCE)


def _overlap(cells: Cells, first: Ints | None, second: Ints | None) -> float:
    """tr(M A M B), where A and B mark the pairs of visits that share a level (None: only itself)."""
    visits = float(cells.n.sum())
    ones_a, ones_b = _row_sums(cells, first), _row_sums(cells, second)
    both = float((cells.n * ones_a * ones_b).sum())
    a, b = float((cells.n * ones_a).sum()), float((cells.n * ones_b).sum())
    return _shared_pairs(cells, first, second) - 2 * both / visits + a * b / visits**2


def _row_sums(cells: Cells, levels: Ints | None) -> Floats:
    """For a visit of each cell, how many visits share its level."""
    if levels is None:
        return np.ones(len(cells.n))
    sizes = add_up(np.maximum(levels, 0), np.where(levels >= 0, cells.n, 0.0), int(levels.max(initial=0)) + 1)
    return np.where(levels >= 0, sizes[np.maximum(levels, 0)], 1.0)


def _shared_pairs(cells: Cells, first: Ints | None, second: Ints | None) -> float:
    """Ordered pairs of visits (a visit with itself too) that share both levels."""
    if first is None or second is None:
        return float(cells.n.sum())
    named = (first >= 0) & (second >= 0)
    joined = first[named] * (int(second.max(initial=0)) + 1) + second[named]
    _, pair = np.unique(joined, return_inverse=True)
    sizes = np.bincount(pair, cells.n[named])
    return float((sizes**2).sum() + cells.n[~named].sum())


def _sums(groups: Mapping[str, str]) -> dict[str, str]:
    """For each stand-in of several components, their joint name."""
    order = (BRANCH, AUDITOR, PERIOD, RESIDUAL)
    members: dict[str, list[str]] = {}
    for name in order:
        if name in groups:
            members.setdefault(groups[name], []).append(name)
    return {stand_in: "+".join(names) for stand_in, names in members.items() if len(names) > 1}
