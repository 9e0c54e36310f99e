"""The cells of a heat map alone, for a page whose names stand beside them as text of the document.

WeasyPrint lays out a drawing's text letter by letter: the names of a large map took most of a report's time.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from audit.errors import N_, say, say_count
from audit.reports.charts import svg
from audit.reports.charts.heat_maps import CELL_HEIGHT, CELL_WIDTH, HeatMap, heat_paths
from audit.reports.charts.pens import PAGE, PAPER
from audit.words import Translator


@dataclass(frozen=True, slots=True)
class HeatCells:
    """A heat map to be drawn without its names: rows of 15 px, columns of 13 px."""

    map: HeatMap

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As large as its cells."""
        width, height = CELL_WIDTH * len(self.map.columns), CELL_HEIGHT * len(self.map.rows)
        rows, columns = len(self.map.rows), len(self.map.columns)
        standards, branches = (columns, rows) if self.map.rows_are_branches else (rows, columns)
        title = say(
            N_("How often each of {standards} is kept at each of {branches}; darker means broken more often"),
            standards=say_count(N_("{count} standard"), N_("{count} standards"), standards),
            branches=say_count(N_("{count} branch"), N_("{count} branches"), branches),
        )
        opening = f'<svg class="chart" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img">'
        return svg.drawn(opening, words.say(title), heat_paths(self.map, 0, 0, PAPER if on_paper else PAGE))
