"""The model of scores behind an analysis: what is estimable, the fit, and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import sqrt

from audit.scoring.analysis.options import AnalysisOptions
from audit.scoring.components.cells import Cells, cells_from
from audit.scoring.components.connections import Pieces, pieces
from audit.scoring.components.estimability import PERIOD, RESIDUAL, Estimable, estimable
from audit.scoring.components.fits import Fit, fit, intervals
from audit.scoring.components.mixtures import Node, mixture, plug_in
from audit.scoring.intervals import Interval
from audit.scoring.sums import ChainSums

SMALL_CHAIN = 100
"""Up to so many branches the variances are averaged over; above, REML is taken at its word."""
MOST_WORK = 3e6
"""Multiplications of one solution up to which averaging over 300 of them is quick enough."""
WORTH_POINTS = 2.0


@dataclass(frozen=True, slots=True, eq=False)
class Modelled:
    """A fitted chain. `nodes` is the mixture that branch estimates average over (empty where there are none).

    `worth` is the smallest difference worth acting on, in points.
    """

    cells: Cells
    estimable: Estimable
    fit: Fit | None
    intervals: Mapping[str, Interval | None]
    pieces: Pieces | None
    nodes: tuple[Node, ...]
    worth: float

    def variance(self, name: str) -> float | None:
        """The variance of a component that is known by itself."""
        if self.fit is None or name in self.estimable.why or name not in self.fit.variances:
            return None
        return self.fit.variances[name]


def model(sums: ChainSums, options: AnalysisOptions) -> Modelled:
    """Fit the chosen model to a chain's sums."""
    chosen = options.model
    cells = cells_from(sums.scores, chosen.has_auditor, chosen.has_period)
    named = cells if chosen.has_auditor and not chosen.has_period else cells_from(sums.scores)
    can = estimable(cells, chosen.has_auditor, chosen.has_period)
    fitted = fit(cells, can.terms) if cells.visits >= 2 else None
    return Modelled(
        cells=cells,
        estimable=can,
        fit=fitted,
        intervals=intervals(cells, fitted) if fitted is not None else {},
        pieces=pieces(named),
        nodes=_nodes(cells, fitted),
        worth=_worth(fitted, options),
    )


def _nodes(cells: Cells, fitted: Fit | None) -> tuple[Node, ...]:
    if fitted is None or fitted.system is None:
        return ()
    design = fitted.system.design
    is_small = len(cells.branches) <= SMALL_CHAIN or 0.0 in fitted.variances.values()
    is_quick = design.rows * (design.columns + 1) ** 2 <= MOST_WORK
    return mixture(fitted.system) if is_small and is_quick else plug_in(fitted.system)


def _worth(fitted: Fit | None, options: AnalysisOptions) -> float:
    """2 points, or half the visit-to-visit spread where scores lie closer together than that."""
    if options.worth_points is not None:
        return options.worth_points
    parts = fitted.variances if fitted is not None else {}
    spread = sqrt(parts.get(RESIDUAL, 0.0) + parts.get(PERIOD, 0.0))
    return min(WORTH_POINTS, spread / 2) if spread > 0 else WORTH_POINTS
