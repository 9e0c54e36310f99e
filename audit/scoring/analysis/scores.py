"""Where differences in scores come from: the components, their intervals, the reliability, the plan."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from audit.errors import N_, Sentence, say
from audit.scoring.analysis.modelling import Modelled
from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.analysis.results import Component, Plan, PlanRow, Reliability, ScoreResult
from audit.scoring.components.estimability import AUDITOR, BRANCH, NO_AUDITOR, PERIOD, RESIDUAL
from audit.scoring.components.fits import CONSTANT, EXACT, MOMENTS
from audit.scoring.components.uncertainty import predicted
from audit.scoring.intervals import Interval
from audit.scoring.planning import Sources, half_width, reliability, visits_for_reliability

PLAN_VISITS = (1, 2, 4, 8, 12, 20)
PLAN_AUDITORS = (1, 2, 4, 8, 12, 20)

NO_VARIATION = say(N_("There is no variation at all in these scores."))
ALL_EXPLAINED = say(
    N_("Branches and auditors explain every score exactly, so there is nothing to build an interval on.")
)
TOO_MANY = say(N_("There are too many branches and auditors for a full fit: this is estimated from pairs of visits."))
TOO_MANY_LEVELS = say(N_("There are too many branches and auditors to estimate each of them."))
NO_END = say(N_("These visits leave open how large this may be."))
NOT_IN_MODEL = say(N_("The chosen model does not look at auditors."))
NO_DIFFERENCES = say(N_("There is no sign of differences between branches, so more visits would not bring any out."))
FAR_TOO_MANY = say(N_("Branches differ too little for any reasonable number of visits to reach this reliability."))


def score_result(modelled: Modelled, options: AnalysisOptions) -> ScoreResult:
    """The scores' part of the analysis."""
    found = modelled.pieces
    fitted = modelled.fit
    mean = modelled.cells.center if modelled.cells.visits else None
    return ScoreResult(
        mean=mean,
        components=_components(modelled, options),
        grand_mean=fitted.mean if fitted is not None else mean,
        criterion=fitted.criterion if fitted is not None else None,
        connected=found.count == 1 if found is not None else None,
        pieces=found.count if found is not None else None,
        reliability=_reliability(modelled),
        worth_points=modelled.worth,
        why=_why_incomplete(modelled),
    )


def _why_incomplete(modelled: Modelled) -> Sentence | None:
    """Why there is no mean, no criterion or no graph of branches and auditors."""
    if modelled.fit is None:
        return modelled.estimable.why.get(RESIDUAL)
    if modelled.fit.criterion is None:
        return _no_interval(modelled, RESIDUAL)
    return NO_AUDITOR if modelled.pieces is None else None


def _components(modelled: Modelled, options: AnalysisOptions) -> dict[str, Component]:
    names = [BRANCH, AUDITOR, *([PERIOD] if options.model.has_period else []), RESIDUAL]
    found = {name: _component(modelled, name) for name in names}
    for stand_in, joint in modelled.estimable.sums.items():
        if modelled.fit is not None:
            variance = modelled.fit.variances[stand_in]
            found[joint] = Component(variance, modelled.intervals.get(stand_in), _no_interval(modelled, stand_in))
    return found


def _component(modelled: Modelled, name: str) -> Component:
    why = modelled.estimable.why.get(name)
    if why is not None:
        return Component(None, None, why)
    if modelled.fit is None or name not in modelled.fit.variances:
        return Component(None, None, NOT_IN_MODEL)
    return Component(modelled.fit.variances[name], modelled.intervals.get(name), _no_interval(modelled, name))


def _no_interval(modelled: Modelled, name: str) -> Sentence | None:
    kinds = {CONSTANT: NO_VARIATION, EXACT: ALL_EXPLAINED, MOMENTS: TOO_MANY}
    if modelled.fit is None or modelled.fit.kind in kinds:
        return kinds[modelled.fit.kind] if modelled.fit is not None else None
    return NO_END if modelled.intervals.get(name) is None else None


def _reliability(modelled: Modelled) -> Reliability:
    """Per visit s2_b / (sum of all); at present the mean over branches of 1 - PEV_b / s2_b."""
    branch = modelled.variance(BRANCH)
    if modelled.fit is None or branch is None:
        return Reliability(None, None, modelled.estimable.why.get(BRANCH))
    if modelled.fit.kind == CONSTANT:
        return Reliability(None, None, NO_VARIATION)
    per_visit = branch / sum(modelled.fit.variances.values())
    if modelled.fit.kind == MOMENTS:
        return Reliability(per_visit, None, TOO_MANY)
    system = modelled.fit.system
    if system is None:
        return Reliability(per_visit, 1.0 if branch > 0 else 0.0, None)
    if branch == 0:
        return Reliability(0.0, 0.0, None)
    errors = predicted(system, BRANCH, system.residual).variance
    return Reliability(per_visit, float(np.clip(1 - errors / branch, 0.0, 1.0).mean()), None)


def plan_result(modelled: Modelled, options: AnalysisOptions) -> Plan:
    """Visits a branch, and the table of visits x auditors."""
    residual, branch = modelled.variance(RESIDUAL), modelled.variance(BRANCH)
    if modelled.fit is None or residual is None:
        return Plan(options.target, None, (), modelled.estimable.why.get(RESIDUAL))
    if modelled.fit.kind == CONSTANT:
        return Plan(options.target, None, (), NO_VARIATION)
    auditor = modelled.variance(AUDITOR)
    sources = Sources(branch, auditor or 0.0, modelled.variance(PERIOD) or 0.0, residual)
    visits = visits_for_reliability(sources, options.target)
    why = modelled.estimable.why.get(BRANCH) if branch is None else NO_DIFFERENCES if branch == 0 else FAR_TOO_MANY
    table = tuple(
        PlanRow(
            visits=count,
            auditors=people,
            half_width=half_width(sources, count, people),
            reliability=reliability(sources, count, people),
        )
        for count in PLAN_VISITS
        for people in PLAN_AUDITORS
        if people <= count and (auditor is not None or people == 1)
    )
    around = _visits_between(sources, modelled.intervals.get(BRANCH), options.target) if visits is not None else None
    if visits is not None:
        why = _no_interval(modelled, BRANCH) if around is None else None
    return Plan(options.target, visits, table, why, around)


def _visits_between(sources: Sources, branch: Interval | None, target: float) -> tuple[int, int | None] | None:
    """The visits needed if branches differ as much as they may, and if they differ as little as they may."""
    if branch is None:
        return None
    low, high = (visits_for_reliability(replace(sources, branch=end), target) for end in branch)
    return (high, low) if high is not None else None
