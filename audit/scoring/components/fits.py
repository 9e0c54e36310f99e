"""A fitted model: the REML variance components, and the special cases REML has no answer for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import log, pi

import numpy as np

from audit.scoring.components.cells import Cells
from audit.scoring.components.designs import design_of
from audit.scoring.components.estimability import AUDITOR, BRANCH, PERIOD, RESIDUAL
from audit.scoring.components.exact import exact_effects
from audit.scoring.components.moments import moment_components, starting_ratios
from audit.scoring.components.profiles import profile_intervals
from audit.scoring.components.searches import AT_ZERO, Peak, deviance_of, deviance_of_residual, peak_of, search
from audit.scoring.components.systems import System
from audit.scoring.intervals import Interval
from audit.scoring.sums import NOBODY, Floats, Ints, add_up

MOST_COLUMNS = 3_000
"""With more levels than this in the smaller factor, pair moments are used instead of REML."""

CONSTANT, EXACT, REML, MOMENTS = "constant", "exact", "reml", "moments"


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """Variances (points squared) of each fitted term and the residual.

    `kind` is `reml`; `constant` where all scores are the same; `exact` where branches and auditors explain
    every score, so that the residual is 0 and `effects` are known; `moments` where REML would cost too much.
    `mean` is the chain's mean in points. `system` is there for `reml` with at least one term.
    """

    kind: str
    terms: tuple[str, ...]
    variances: Mapping[str, float]
    mean: float
    criterion: float | None
    system: System | None
    effects: Mapping[str, Floats]


def fit(cells: Cells, terms: tuple[str, ...]) -> Fit:
    """Fit the terms to cells of at least two visits."""
    squares = float(cells.squares.sum())
    if squares <= cells.noise:
        return Fit(CONSTANT, terms, dict.fromkeys((*terms, RESIDUAL), 0.0), cells.center, None, None, {})
    if not terms:
        return _fit_residual(cells, squares)
    exact = _fit_exact(cells, terms)
    if exact is not None:
        return exact
    if len(terms) > 1 and min(int(_levels(cells, term).max()) + 1 for term in terms if term != PERIOD) > MOST_COLUMNS:
        return _fit_moments(cells, terms)
    system = search(design_of(cells, terms), starting_ratios(cells, terms))
    variances = {term: _variance(system, term) for term in terms}
    variances[RESIDUAL] = system.residual
    return Fit(REML, terms, variances, cells.center + system.mean, system.criterion, system, {})


def intervals(cells: Cells, fitted: Fit) -> dict[str, Interval | None]:
    """95 % profile intervals of the variances of a fit; None where its kind has none."""
    names = (*fitted.terms, RESIDUAL)
    if fitted.kind != REML:
        return dict.fromkeys(names)
    if fitted.system is None:
        deviance = deviance_of_residual(cells.visits, float(cells.squares.sum()))
        logs = np.array([log(fitted.variances[RESIDUAL])])
        found = profile_intervals(deviance, Peak(logs, deviance(logs)[0], np.array([[cells.visits - 1.0]])))
    else:
        found = profile_intervals(deviance_of(fitted.system.design), peak_of(fitted.system))
    return dict(zip(names, found, strict=True))


def _variance(system: System, term: str) -> float:
    ratio = system.ratios[term]
    return 0.0 if log(ratio) < AT_ZERO else ratio * system.residual


def _fit_residual(cells: Cells, squares: float) -> Fit:
    freedom = cells.visits - 1
    variance = squares / freedom
    criterion = log(cells.visits) + freedom * (1 + log(2 * pi * variance))
    return Fit(REML, (), {RESIDUAL: variance}, cells.center, criterion, None, {})


def _fit_exact(cells: Cells, terms: tuple[str, ...]) -> Fit | None:
    crossed = [term for term in terms if term != PERIOD and (term != AUDITOR or cells.is_named.all())]
    effects = exact_effects(cells, {term: _levels(cells, term) for term in crossed}) if crossed else None
    if effects is None:
        return _fit_exact_periods(cells, terms) if PERIOD in terms and BRANCH in terms else None
    variances = dict.fromkeys((*terms, RESIDUAL), 0.0)
    variances.update({term: float(effect.var(ddof=1)) for term, effect in effects.items()})
    mean = cells.center + sum(float(effect.mean()) for effect in effects.values())
    centred = {term: effect - effect.mean() for term, effect in effects.items()}
    return Fit(EXACT, terms, variances, mean, None, None, centred)


def _fit_exact_periods(cells: Cells, terms: tuple[str, ...]) -> Fit | None:
    """Every visit of a branch in one period has the same score: the periods are the visits then."""
    if exact_effects(cells, {PERIOD: cells.period}) is None:
        return None
    size = cells.periods
    n = add_up(cells.period, cells.n, size)
    total = add_up(cells.period, cells.total, size) / n
    branch = np.zeros(size, np.int64)
    branch[cells.period] = cells.branch
    merged = replace(
        cells, branch=branch, auditor=np.full(size, NOBODY), period=np.arange(size), n=np.ones(size),
        total=total, squares=total**2, auditors=np.zeros(0, np.int64),
    )  # fmt: skip
    fitted = fit(merged, (BRANCH,))
    variances = {**dict.fromkeys(terms, 0.0), BRANCH: fitted.variances[BRANCH]}
    variances |= {PERIOD: fitted.variances[RESIDUAL], RESIDUAL: 0.0}
    effects = {BRANCH: fitted.system.effect(BRANCH)} if fitted.system else fitted.effects
    return Fit(EXACT, terms, variances, fitted.mean, None, None, effects)


def _fit_moments(cells: Cells, terms: tuple[str, ...]) -> Fit:
    found = moment_components(cells)
    variances = {name: max(found.get(name) or 0.0, 0.0) for name in (*terms, RESIDUAL)}
    return Fit(MOMENTS, terms, variances, cells.center, None, None, {})


def _levels(cells: Cells, term: str) -> Ints:
    return {BRANCH: cells.branch, AUDITOR: cells.auditor, PERIOD: cells.period}[term]
