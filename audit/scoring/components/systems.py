"""The mixed-model equations solved at given variance ratios, in the scale where the residual is 1."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log, pi

import numpy as np
from scipy.linalg.lapack import dpotrf, dpotri

from audit.scoring.components.designs import Counts, Design
from audit.scoring.components.reductions import Reduced, reduce
from audit.scoring.sums import Floats


@dataclass(frozen=True, eq=False)
class System:
    """A solution. Effects are in points; `mean` is what the cells' centre must be moved by.

    `inverse` belongs to the dense rest (columns, then the mean); `r2` is the generalised sum of squares
    and `logdet` all log determinants of the criterion.
    """

    design: Design
    ratios: Mapping[str, float]
    reduced: Reduced
    inverse: Floats
    logdet: float
    r2: float
    mean: float
    column_effect: Floats
    row_effect: Floats

    @property
    def residual(self) -> float:
        """The REML residual variance at these ratios."""
        return self.r2 / (self.design.visits - 1)

    @property
    def criterion(self) -> float:
        """-2 log restricted likelihood, the residual profiled out (what lme4 calls REMLcrit)."""
        freedom = self.design.visits - 1
        return self.logdet + freedom * (1 + log(2 * pi * self.r2 / freedom))

    @cached_property
    def unit_effect(self) -> Floats:
        """The effects of the nested factor; zeros without one."""
        design, reduced = self.design, self.reduced
        if design.nested_term is None:
            return np.zeros(design.units)
        off = reduced.unit_total - reduced.unit_n * (self.mean + self.row_effect[design.unit_row])
        if design.columns:
            off = off - design.cross @ self.column_effect
        return np.asarray(self.ratios[design.nested_term] * reduced.unit_weight * off)

    def effect(self, term: str) -> Floats:
        """The best linear unbiased predictions of a term's levels, in points from the chain's mean."""
        if term == self.design.nested_term:
            return self.unit_effect
        return self.row_effect if term == self.design.row_term else self.column_effect

    @cached_property
    def spread(self) -> Floats:
        """Rows x (columns + 1): [wide, row_n] @ inverse."""
        own = np.outer(self.reduced.row_n, self.inverse[-1])
        return np.asarray(self.reduced.wide @ self.inverse[:-1] + own if self.design.columns else own)

    @cached_property
    def row_quadratic(self) -> Floats:
        """For each row r of [wide, row_n]: r inverse r'."""
        own = self.reduced.row_n * self.spread[:, -1]
        return own + row_dots(self.reduced.wide, self.spread[:, :-1]) if self.design.columns else own


def row_dots(left: Counts, right: Floats) -> Floats:
    """The dot product of each row of `left` with the same row of `right`."""
    if isinstance(left, np.ndarray):
        return np.asarray(np.einsum("ij,ij->i", left, right))
    return np.asarray(left.multiply(right).sum(axis=1)).ravel()


def solve(design: Design, ratios: Mapping[str, float]) -> System:
    """Solve at ratios (variance of a term / residual variance), all above 0.

    Henderson's equations by elimination: the nested factor, then the rows, then a Cholesky factor of
    the dense rest.
    """
    reduced = reduce(design, ratios)
    factor, _ = dpotrf(reduced.left, lower=1)
    half, _ = dpotri(factor, lower=1)
    inverse = half + half.T  # each is one triangle, so only the diagonal is there twice
    inverse[np.diag_indices(len(inverse))] /= 2
    dense = inverse @ reduced.right
    dense = dense + inverse @ (reduced.right - reduced.left @ dense)  # one step of refinement
    column_effect, mean = dense[:-1], float(dense[-1])
    shared = reduced.row_n * mean + (reduced.wide @ column_effect if design.columns else 0.0)
    explained = float((reduced.row_total**2 / reduced.divisor).sum()) + float(dense @ reduced.right)
    return System(
        design=design,
        ratios=ratios,
        reduced=reduced,
        inverse=inverse,
        logdet=reduced.logdet + 2 * float(np.log(np.diag(factor)).sum()),
        r2=max(reduced.squares - explained, np.finfo(np.float64).tiny),
        mean=mean,
        column_effect=column_effect,
        row_effect=np.asarray((reduced.row_total - shared) / reduced.divisor),
    )
