"""Each branch and each auditor: the estimate, its interval, the group it falls in."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from audit.errors import N_, Sentence, say
from audit.scoring.analysis.modelling import Modelled
from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.analysis.results import AuditorResult, BranchResult
from audit.scoring.analysis.scores import NO_VARIATION, NOT_IN_MODEL, TOO_MANY_LEVELS
from audit.scoring.branches import below_and_above, estimate, interval_95, rank_ranges
from audit.scoring.components.estimability import AUDITOR, BRANCH, NO_VISITS
from audit.scoring.components.fits import CONSTANT, EXACT, MOMENTS
from audit.scoring.flags import flag_by_probability
from audit.scoring.sums import ChainSums, Flags, Floats, add_up, count_up

FEWEST_VISITS = 2
SINGLE_VISIT = say(N_("A single visit is too few to say anything about this branch."))
NO_SCORE = say(N_("None of its visits has a score."))
BELOW, SAME, ABOVE, TOO_FEW = "below", "same", "above", "too_few"


def branch_results(sums: ChainSums, modelled: Modelled) -> tuple[BranchResult, ...]:
    """One result a branch, in the order of the codes."""
    size = len(sums.branches)
    visits = count_up(sums.scores.branch, sums.scores.visits, size)
    totals = add_up(sums.scores.branch, sums.scores.total, size)
    plain = [
        BranchResult(
            branch=sums.branches[place],
            name=sums.branch_names[place],
            visits=int(visits[place]),
            mean=float(sums.scores.origin) + float(totals[place]) / int(visits[place]) if visits[place] else None,
            adjusted=None,
            interval=None,
            rank_range=None,
            group=TOO_FEW,
            p_below=None,
            why=_too_few(int(visits[place])),
        )
        for place in range(size)
    ]
    return tuple(_estimated(plain, modelled))


def _too_few(visits: int) -> Sentence | None:
    return NO_SCORE if visits == 0 else SINGLE_VISIT if visits < FEWEST_VISITS else None


def _estimated(plain: list[BranchResult], modelled: Modelled) -> list[BranchResult]:
    places = modelled.cells.branches.tolist()
    shown = np.array([plain[place].visits >= FEWEST_VISITS for place in places], dtype=bool)
    why = _no_estimates(modelled, BRANCH)
    if why is not None or modelled.fit is None:
        return [replace(result, why=result.why or why) for result in plain]
    if modelled.fit.kind == CONSTANT:
        return [_unvaried(result, modelled.fit.mean) for result in plain]
    judged = _exactly_judged(modelled, shown) if modelled.fit.kind == EXACT else _judged(modelled, shown)
    groups = _groups(judged, shown)
    ranks = dict(zip(np.flatnonzero(shown).tolist(), judged.ranks, strict=True))
    found = list(plain)
    for level, place in enumerate(places):
        if shown[level]:
            found[place] = replace(
                plain[place],
                adjusted=float(judged.adjusted[level]),
                interval=interval_95(float(judged.adjusted[level]), float(judged.sd[level])),
                rank_range=ranks[level],
                group=groups[level],
                p_below=float(judged.below[level]),
                p_above=float(judged.above[level]),
                difference=float(judged.effect[level]),
                difference_interval=interval_95(float(judged.effect[level]), float(judged.effect_sd[level])),
            )
    return found


def _no_estimates(modelled: Modelled, term: str) -> Sentence | None:
    """Why the levels of a term cannot be estimated at all."""
    if modelled.fit is None or term in modelled.estimable.why:
        return modelled.estimable.why.get(term, NO_VISITS)
    return TOO_MANY_LEVELS if modelled.fit.kind == MOMENTS else None


def _unvaried(result: BranchResult, mean: float) -> BranchResult:
    if result.why is not None:
        return result
    return replace(result, adjusted=mean, group=SAME, why=NO_VARIATION)


@dataclass(frozen=True, slots=True, eq=False)
class _Judged:
    """By level: effect and adjusted mean (points) with their sds, P(below), P(above); ranks of the shown levels."""

    effect: Floats
    effect_sd: Floats
    adjusted: Floats
    sd: Floats
    below: Floats
    above: Floats
    ranks: list[tuple[int, int]]


def _judged(modelled: Modelled, shown: Flags) -> _Judged:
    found = estimate(modelled.nodes, BRANCH)
    below, above = below_and_above(modelled.nodes, BRANCH, modelled.worth)
    ranks = rank_ranges(modelled.nodes, BRANCH, shown) if shown.any() else []
    adjusted = modelled.cells.center + found.adjusted
    return _Judged(found.effect, found.sd, adjusted, found.adjusted_sd, below, above, ranks)


def _exactly_judged(modelled: Modelled, shown: Flags) -> _Judged:
    """Nothing varies from visit to visit: every branch is known for certain."""
    assert modelled.fit is not None
    effect = modelled.fit.effects[BRANCH]
    certain = np.round(effect[shown], 9)
    worse = (certain[:, None] < certain[None, :]).sum(axis=1)
    alike = (certain[:, None] == certain[None, :]).sum(axis=1)
    ranks = [(int(first) + 1, int(first + same)) for first, same in zip(worse, alike, strict=True)]
    below, above = (effect < -modelled.worth).astype(float), (effect > modelled.worth).astype(float)
    sure = np.zeros(len(effect))
    return _Judged(effect, sure, modelled.fit.mean + effect, sure, below, above, ranks)


def _groups(judged: _Judged, shown: Flags) -> list[str]:
    """below and above by the false discovery rate; the rest cannot be told apart."""
    groups = np.full(len(shown), TOO_FEW, dtype=object)
    places = np.flatnonzero(shown)
    groups[places] = SAME
    groups[places[flag_by_probability(judged.below[shown].tolist())]] = BELOW
    groups[places[flag_by_probability(judged.above[shown].tolist())]] = ABOVE
    return [str(group) for group in groups]


def auditor_results(sums: ChainSums, modelled: Modelled, options: AnalysisOptions) -> tuple[AuditorResult, ...]:
    """One result an auditor, in the order of their names."""
    visits = count_up(sums.scores.auditor + 1, sums.scores.visits, len(sums.auditors) + 1)[1:]
    why = _no_estimates(modelled, AUDITOR) if options.model.has_auditor else NOT_IN_MODEL
    if why is None and modelled.fit is not None and modelled.fit.kind == CONSTANT:
        why = NO_VARIATION
    plain = [
        AuditorResult(name, int(count), None, None, why or (None if count else NO_SCORE))
        for name, count in zip(sums.auditors, visits, strict=True)
    ]
    if why is not None or modelled.fit is None:
        return tuple(plain)
    if modelled.fit.kind == EXACT:
        effects = modelled.fit.effects.get(AUDITOR, np.zeros(len(modelled.cells.auditors)))
        sds = np.zeros(len(effects))
    else:
        found = estimate(modelled.nodes, AUDITOR)
        effects, sds = found.effect, found.sd
    for place, effect, sd in zip(modelled.cells.auditors.tolist(), effects.tolist(), sds.tolist(), strict=True):
        plain[place] = replace(plain[place], severity=effect, interval=interval_95(effect, sd))
    return tuple(plain)
