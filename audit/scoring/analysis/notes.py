"""What a reader must know about an analysis before leaning on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from audit.errors import N_, Sentence, say, say_count
from audit.scoring.analysis.modelling import Modelled
from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.analysis.people import ABOVE, BELOW
from audit.scoring.analysis.results import BranchResult, StandardResult
from audit.scoring.analysis.scores import ALL_EXPLAINED, NO_VARIATION, TOO_MANY
from audit.scoring.components.estimability import AUDITOR, BRANCH, NO_VISITS, ONE_BRANCH
from audit.scoring.components.fits import CONSTANT, EXACT, MOMENTS
from audit.scoring.sums import NOBODY, ChainSums

NAMED_AT_MOST = 5


def notes(
    sums: ChainSums,
    modelled: Modelled,
    branches: Sequence[BranchResult],
    standards: Sequence[StandardResult],
    options: AnalysisOptions,
) -> tuple[Sentence, ...]:
    """The warnings, the gravest first."""
    return (
        *_about_fit(modelled),
        *_about_auditors(sums, modelled, options),
        *_about_strangers(modelled),
        *_about_pieces(sums, modelled),
        *_about_visits(sums, modelled, branches),
        *_about_flags(modelled, branches, standards),
    )


def _about_fit(modelled: Modelled) -> Iterator[Sentence]:
    if modelled.fit is None:
        yield modelled.estimable.why.get("residual", NO_VISITS)
        return
    kinds = {CONSTANT: NO_VARIATION, EXACT: ALL_EXPLAINED, MOMENTS: TOO_MANY}
    if modelled.fit.kind in kinds:
        yield kinds[modelled.fit.kind]
    if modelled.estimable.why.get(BRANCH) is ONE_BRANCH:
        yield ONE_BRANCH


def _about_auditors(sums: ChainSums, modelled: Modelled, options: AnalysisOptions) -> Iterator[Sentence]:
    if options.model.has_auditor and modelled.fit is not None and AUDITOR in modelled.estimable.why:
        yield modelled.estimable.why[AUDITOR]
    if not options.model.has_auditor:
        return
    nobody = int(sums.scores.visits[sums.scores.auditor == NOBODY].sum())
    if nobody and len(sums.auditors):
        yield say_count(
            N_("{count} visit names no auditor: it is taken as made by somebody of its own."),
            N_("{count} visits name no auditor: each is taken as made by somebody of its own."),
            nobody,
        )


def _about_strangers(modelled: Modelled) -> Iterator[Sentence]:
    alone = int((modelled.pieces.branches < 0).sum()) if modelled.pieces is not None else 0
    if alone:
        yield say_count(
            N_("{count} branch has only visits that name no auditor, so their severity cannot be allowed for."),
            N_("{count} branches have only visits that name no auditor, so their severity cannot be allowed for."),
            alone,
        )


def _about_pieces(sums: ChainSums, modelled: Modelled) -> Iterator[Sentence]:
    found = modelled.pieces
    if found is None or found.count < 2:
        return
    groups = [
        _listed([sums.branch_names[place] for place in _branches_of(modelled, piece)]) for piece in range(found.count)
    ]
    shown = "; ".join(f"({number}) {group}" for number, group in enumerate(groups[:NAMED_AT_MOST], 1))
    yield say(
        N_(
            "The branches fall into {pieces} groups that share no auditor: {groups}. Differences between the groups "
            "rest on the assumption that their auditors are equally severe; a few visits across would settle it."
        ),
        pieces=found.count,
        groups=shown if len(groups) <= NAMED_AT_MOST else f"{shown}; …",
    )


def _branches_of(modelled: Modelled, piece: int) -> list[int]:
    assert modelled.pieces is not None
    return [int(modelled.cells.branches[level]) for level in np.flatnonzero(modelled.pieces.branches == piece)]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:NAMED_AT_MOST]) + (", …" if len(names) > NAMED_AT_MOST else "")


def _about_visits(sums: ChainSums, modelled: Modelled, branches: Sequence[BranchResult]) -> Iterator[Sentence]:
    single = sum(result.visits == 1 for result in branches)
    if single:
        yield say_count(
            N_("{count} branch has a single visit: no branch estimate is shown for it."),
            N_("{count} branches have a single visit: no branch estimate is shown for them."),
            single,
        )
    unscored = sums.visits - modelled.cells.visits
    if unscored:
        yield say_count(
            N_("{count} visit has no score, because none of its standards counted."),
            N_("{count} visits have no score, because none of their standards counted."),
            unscored,
        )


def _about_flags(
    modelled: Modelled, branches: Sequence[BranchResult], standards: Sequence[StandardResult]
) -> Iterator[Sentence]:
    if modelled.nodes and any(result.group in (BELOW, ABOVE) for result in branches):
        yield say(N_("About 1 in 10 of the branches called clearly below or clearly above is a false alarm."))
    if any(standard.flagged for standard in standards):
        yield say(N_("About 1 in 10 of the branches said to keep a standard clearly less is a false alarm."))
