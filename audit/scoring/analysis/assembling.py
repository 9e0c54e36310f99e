"""The parts of the analysis, put together."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit.scoring.analysis.modelling import model
from audit.scoring.analysis.notes import notes
from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.analysis.people import auditor_results, branch_results
from audit.scoring.analysis.results import Analysis
from audit.scoring.analysis.scores import plan_result, score_result
from audit.scoring.analysis.standards import standard_results
from audit.scoring.sums import ChainSums, Ints


def assemble(sums: ChainSums, chosen: AnalysisOptions) -> Analysis:
    """The whole analysis of a chain's sums; the same for the same sums, whatever their order."""
    ordered = in_order(sums)
    modelled = model(ordered, chosen)
    branches, standards = branch_results(ordered, modelled), standard_results(ordered)
    return Analysis(
        visits=ordered.visits,
        branches=len(ordered.branches),
        auditors=len(ordered.auditors),
        first=ordered.first,
        last=ordered.last,
        score=score_result(modelled, chosen),
        branch_results=branches,
        auditor_results=auditor_results(ordered, modelled, chosen),
        standards=standards,
        plan=plan_result(modelled, chosen),
        notes=notes(ordered, modelled, branches, standards, chosen),
    )


def in_order(sums: ChainSums) -> ChainSums:
    """The same sums with all names in alphabetical order, so that nothing hangs on the order of rows."""
    branch, branch_places = _sorted(sums.branches)
    auditor, auditor_places = _sorted(sums.auditors)
    standard, standard_places = _sorted(sums.standards)
    period, period_places = _sorted(sums.periods)
    scores, kept = sums.scores, sums.kept
    return replace(
        sums,
        branches=tuple(sums.branches[place] for place in branch),
        branch_names=tuple(sums.branch_names[place] for place in branch),
        auditors=tuple(sums.auditors[place] for place in auditor),
        standards=tuple(sums.standards[place] for place in standard),
        periods=tuple(sums.periods[place] for place in period),
        scores=replace(
            scores,
            branch=branch_places[scores.branch],
            auditor=auditor_places[scores.auditor],
            period=period_places[scores.period] if sums.periods else scores.period,
        ),
        kept=replace(
            kept,
            standard=standard_places[kept.standard],
            branch=branch_places[kept.branch],
            auditor=auditor_places[kept.auditor],
        ),
    )


def _sorted(names: tuple[str, ...]) -> tuple[list[int], Ints]:
    """The order of the names, and for each old position (and -1, nobody) the new one."""
    order = sorted(range(len(names)), key=lambda place: names[place])
    places = np.full(len(names) + 1, -1, np.int64)
    places[np.array(order, np.int64)] = np.arange(len(names))
    return order, places
