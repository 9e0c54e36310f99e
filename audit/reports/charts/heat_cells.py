"""The cells of a heat map alone, for a page whose names stand beside them as text of the document.

WeasyPrint lays out a drawing's text letter by letter: the names of a large map took most of a report's time.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from audit.errors import N_, say, say_count
from audit.reports.charts import svg
from audit.reports.charts.heat_maps import CELL_HEIGHT, CELL_WIDTH, HeatMap, clip, heat_paths
from audit.reports.charts.pens import PAGE, PAPER
from audit.words import Translator

WIDTHS = (26, 21, 17, CELL_WIDTH)
"""A cell is as wide as its piece has room for: `report-heat.css` has a class for each."""
ROOM, LOW_HEIGHT, TALL_ROWS = 420, 13, 48
ROW_LETTERS, COLUMN_LETTERS = 46, 24


@dataclass(frozen=True, slots=True)
class HeatCells:
    """A heat map to be drawn without its names, which stand beside it line by line."""

    map: HeatMap

    @property
    def cell_width(self) -> int:
        """In pixels: wide where there are few columns."""
        return next((width for width in WIDTHS if width * len(self.map.columns) <= ROOM), CELL_WIDTH)

    @property
    def cell_height(self) -> int:
        """In pixels: low where a page is full of rows."""
        return CELL_HEIGHT if len(self.map.rows) <= TALL_ROWS else LOW_HEIGHT

    @property
    def row_names(self) -> str:
        """The names at the left, one a line."""
        return "\n".join(clip(label.name, ROW_LETTERS) for label in self.map.rows)

    @property
    def column_names(self) -> str:
        """The names above, one a line."""
        return "\n".join(clip(label.name, COLUMN_LETTERS) for label in self.map.columns)

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As large as its cells: drawn at the size of a page's cells and stretched."""
        rows, columns = len(self.map.rows), len(self.map.columns)
        standards, branches = (columns, rows) if self.map.rows_are_branches else (rows, columns)
        title = say(
            N_("How often each of {standards} is kept at each of {branches}; darker means broken more often"),
            standards=say_count(N_("{count} standard"), N_("{count} standards"), standards),
            branches=say_count(N_("{count} branch"), N_("{count} branches"), branches),
        )
        size = f'width="{self.cell_width * columns}" height="{self.cell_height * rows}"'
        box = f'viewBox="0 0 {CELL_WIDTH * columns} {CELL_HEIGHT * rows}" preserveAspectRatio="none"'
        opening = f'<svg class="chart" {size} {box} role="img">'
        return svg.drawn(opening, words.say(title), heat_paths(self.map, 0, 0, PAPER if on_paper else PAGE))
