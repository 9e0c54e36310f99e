"""The mixed-model equations after the nested factor and the rows are eliminated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_array, diags_array

from audit.scoring.components.designs import Counts, Design, Strangers, quickest
from audit.scoring.components.estimability import AUDITOR
from audit.scoring.sums import Floats, add_up


@dataclass(frozen=True, slots=True, eq=False)
class Reduced:
    """What is left, in the scale where the residual is 1.

    `unit_n`, `unit_total` hold the strangers at their weight; `unit_weight` is 1/(1 + g n) of the nested
    factor. `divisor` is the rows' diagonal, `row_n`, `row_total`, `wide` (rows x columns) what the rows
    share with the mean, the scores and the columns. `left` and `right` are the dense rest, the mean last.
    """

    unit_n: Floats
    unit_total: Floats
    unit_weight: Floats
    divisor: Floats
    row_n: Floats
    row_total: Floats
    wide: Counts
    left: Floats
    right: Floats
    squares: float
    logdet: float


def reduce(design: Design, ratios: Mapping[str, float]) -> Reduced:
    """Eliminate at these ratios (variance of a term / residual variance)."""
    share = stranger_weight(design, ratios)
    unit_n, unit_total = design.n, design.total
    if design.strangers is not None and design.strangers.on_units:
        unit_n, unit_total = unit_n + share * design.strangers.n, unit_total + share * design.strangers.total
    nested = ratios[design.nested_term] if design.nested_term else 0.0
    weight = 1 / (1 + nested * unit_n)
    row_n, row_total = (add_up(design.unit_row, weight * amount, design.rows) for amount in (unit_n, unit_total))
    divisor = row_n + 1 / ratios[design.row_term]
    wide = _wide(design, weight)
    left, right = _dense_rest(design, ratios, wide, (divisor, row_n, row_total), nested * weight * unit_total)
    if design.nested_term and design.columns:
        left[:-1, :-1] -= gram(design.cross, nested * weight)
    return Reduced(
        unit_n=unit_n,
        unit_total=unit_total,
        unit_weight=weight,
        divisor=divisor,
        row_n=row_n,
        row_total=row_total,
        wide=wide,
        left=left,
        right=right,
        squares=_squares(design, share) - nested * float((weight * unit_total**2).sum()),
        logdet=_logdet(design, ratios, divisor, weight),
    )


def stranger_weight(design: Design, ratios: Mapping[str, float]) -> float:
    """A visit by nobody in particular weighs 1/(1+g) of one whose auditor is in the model."""
    return 1 / (1 + ratios[AUDITOR]) if design.strangers is not None else 1.0


def _wide(design: Design, weight: Floats) -> Counts:
    if not design.nested_term or not design.columns:
        return design.cross if design.columns else np.zeros((design.rows, 0))
    starts = np.searchsorted(design.unit_row, np.arange(design.rows + 1))
    gather = csr_array((weight, np.arange(design.units), starts), shape=(design.rows, design.units))
    return quickest(gather @ design.cross)


def _dense_rest(
    design: Design, ratios: Mapping[str, float], wide: Counts, rows: tuple[Floats, Floats, Floats], nested: Floats
) -> tuple[Floats, Floats]:
    """The equations of the columns and the mean. `rows`: divisor, count, total; `nested`: g w s by unit."""
    divisor, _, row_total = rows
    left, right = np.zeros((design.columns + 1,) * 2), np.zeros(design.columns + 1)
    open_share = 1 / (ratios[design.row_term] * divisor)  # 1 - n/d, without the cancellation
    left[-1, -1], right[-1] = float((rows[1] * open_share).sum()), float((row_total * open_share).sum())
    if design.column_term is not None:
        left[:-1, :-1] = -gram(wide, 1 / divisor)
        left[np.diag_indices(design.columns)] += design.column_n + 1 / ratios[design.column_term]
        left[:-1, -1] = left[-1, :-1] = wide.T @ open_share
        right[:-1] = design.column_total - wide.T @ (row_total / divisor) - design.cross.T @ nested
    if design.strangers is not None and not design.strangers.on_units:
        _seat_strangers(left, right, design.strangers, stranger_weight(design, ratios))
    return left, right


def _seat_strangers(left: Floats, right: Floats, strangers: Strangers, share: float) -> None:
    """Add to the dense rest the visits by nobody in particular, which have a column or none, but no row."""
    n, total = share * strangers.n, share * strangers.total
    left[-1, -1] += float(n.sum())
    right[-1] += float(total.sum())
    if len(right) > 1:
        left[np.diag_indices(len(n))] += n
        left[:-1, -1] += n
        left[-1, :-1] += n
        right[:-1] += total


def gram(matrix: Counts, weights: Floats) -> Floats:
    """matrix' diag(weights) matrix, dense."""
    if isinstance(matrix, np.ndarray):
        half = np.sqrt(weights)[:, None] * matrix
        return np.asarray(half.T @ half)
    return np.asarray((matrix.T @ (diags_array(weights) @ matrix)).toarray())


def _squares(design: Design, share: float) -> float:
    return design.squares + (share * float(design.strangers.squares.sum()) if design.strangers is not None else 0.0)


def _logdet(design: Design, ratios: Mapping[str, float], divisor: Floats, weight: Floats) -> float:
    """log |V| as far as it is known before the dense rest."""
    found = float(np.log(divisor * ratios[design.row_term]).sum() - np.log(weight).sum())
    if design.column_term is not None:
        found += design.columns * float(np.log(ratios[design.column_term]))
    if design.strangers is not None:
        found += float(design.strangers.n.sum()) * float(np.log1p(ratios[AUDITOR]))
    return found
