"""The REML criterion's gradient: what tells the search where to go, for the price of one solution.

With u the predictions of a term's q levels and tr the trace of their block of the inverse, in the scale
where the residual is 1 (Searle, Casella and McCulloch 1992, section 6.6):
d(-2 log L) / d log g = q - tr/g - u'u / (g s2_e).
"""

from __future__ import annotations

import numpy as np

from audit.scoring.components.designs import Strangers
from audit.scoring.components.estimability import AUDITOR
from audit.scoring.components.reductions import gram, stranger_weight
from audit.scoring.components.systems import System, row_dots
from audit.scoring.sums import Floats, add_up


def gradient(system: System, residual: float) -> Floats:
    """d criterion / d log ratio of each term, at this residual variance."""
    design = system.design
    found = np.empty(len(design.terms))
    for place, term in enumerate(design.terms):
        ratio, effect = system.ratios[term], system.effect(term)
        found[place] = design.levels(term) - _trace(system, term) / ratio - float(effect @ effect) / (ratio * residual)
        if term == AUDITOR and design.strangers is not None:
            found[place] += _strangers_pull(system, design.strangers, residual)
    return found


def _trace(system: System, term: str) -> float:
    """The trace of a term's block of the inverse of the whole system."""
    design, reduced = system.design, system.reduced
    if term == design.nested_term:
        pull = system.ratios[term] * reduced.unit_weight
        own = np.ones(design.units)
        return float(pull.sum()) + _probed(system, pull**2, reduced.unit_n, own, reduced.unit_n)
    if term == design.row_term:
        return float((1 / reduced.divisor + system.row_quadratic / reduced.divisor**2).sum())
    return float(np.trace(system.inverse[:-1, :-1]))


def _strangers_pull(system: System, strangers: Strangers, residual: float) -> float:
    """Visits by nobody in particular have the residual variance 1 + g: their part of the gradient."""
    design, reduced, ratio = system.design, system.reduced, system.ratios[AUDITOR]
    share = stranger_weight(design, system.ratios)
    if strangers.on_units:
        nested = system.ratios[design.nested_term] if design.nested_term else 0.0
        weight = reduced.unit_weight
        expected = system.mean + system.row_effect[design.unit_row] + system.unit_effect
        leverage = nested * float((strangers.n * weight).sum())
        leverage += _probed(system, strangers.n, weight, -nested * weight, weight)
    else:
        has_columns = design.columns > 0
        expected = system.mean + (system.column_effect if has_columns else np.zeros(1))
        seen = np.diag(system.inverse)[:-1] + 2 * system.inverse[-1, :-1] if has_columns else np.zeros(1)
        leverage = float((strangers.n * (seen + system.inverse[-1, -1])).sum())
    squares = strangers.squares - 2 * expected * strangers.total + strangers.n * expected**2
    own = share * float(strangers.n.sum()) - share**2 * leverage
    return ratio * (own - share**2 * float(squares.sum()) / residual)


def _probed(system: System, amounts: Floats, rows: Floats, crossed: Floats, mean: Floats) -> float:
    """sum of amounts x (p C p'), C the inverse after the nested factor is gone, over one probe p a unit.

    A probe looks at its unit's row (times `rows`), at the columns as the unit's counts (times
    `crossed`), and at the mean (times `mean`).
    """
    design, divisor, inverse = system.design, system.reduced.divisor, system.inverse
    along_row = mean * system.spread[design.unit_row, -1]
    found = float(inverse[-1, -1] * (amounts * mean**2).sum())
    if design.columns and crossed.any():
        found += float((gram(design.cross, amounts * crossed**2) * inverse[:-1, :-1]).sum())
        found += 2 * float((design.cross.T @ (amounts * crossed * mean)) @ inverse[-1, :-1])
        along_row = along_row + crossed * _along_rows(system)
    by_row = add_up(design.unit_row, amounts * rows**2, design.rows)
    mixed = add_up(design.unit_row, amounts * rows * along_row, design.rows)
    return found + float((by_row / divisor - 2 * mixed / divisor + by_row * system.row_quadratic / divisor**2).sum())


def _along_rows(system: System) -> Floats:
    """For each unit its counts by column times its row of [wide, row_n] inverse."""
    design, cross = system.design, system.design.cross
    if isinstance(cross, np.ndarray):
        return row_dots(cross, system.spread[design.unit_row, :-1])
    unit = np.repeat(np.arange(design.units), np.diff(cross.indptr))
    return add_up(unit, cross.data * system.spread[design.unit_row[unit], cross.indices], design.units)
