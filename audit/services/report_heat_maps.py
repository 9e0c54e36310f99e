"""A heat map cut into pieces that each fit a page, as even as can be: nothing shrinks until it cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from audit.reports.charts import HeatMap
from audit.reports.charts.heat_cells import HeatCells

ROWS_A_PAGE, COLUMNS_A_PAGE = 56, 32


def pieces_of(heat: HeatMap) -> tuple[HeatCells, ...]:
    """The pieces, row by row; each keeps the names of its rows and columns."""
    return tuple(
        HeatCells(
            HeatMap(
                heat.rows[rows],
                heat.columns[columns],
                tuple(cells[columns] for cells in heat.cells[rows]),
                heat.rows_are_branches,
            )
        )
        for rows, columns in product(
            even_slices(len(heat.rows), ROWS_A_PAGE), list(even_slices(len(heat.columns), COLUMNS_A_PAGE))
        )
    )


def even_slices(count: int, most: int) -> Iterator[slice]:
    """As few slices as hold `most` each, differing by one at the most."""
    pieces = -(-count // most)
    ends = [count * piece // pieces for piece in range(pieces + 1)]
    yield from map(slice, ends, ends[1:])
