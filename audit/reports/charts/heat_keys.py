"""The key of a heat map on paper: its twenty steps in a row, drawn like the map itself."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from audit.errors import N_, say
from audit.reports.charts import svg
from audit.reports.charts.heat_scale import STEPS
from audit.reports.charts.pens import PAGE, PAPER
from audit.words import Translator

HEIGHT = 14.0


@dataclass(frozen=True, slots=True)
class HeatKey:
    """From never kept at the left to always kept at the right."""

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 14 px high."""
        pen = PAPER if on_paper else PAGE
        width = 100 / STEPS
        parts = [
            svg.line(width * step, HEIGHT / 2, width * (step + 1), HEIGHT / 2, pen(f"heat-{step}"))
            for step in range(STEPS)
        ]
        title = words.say(say(N_("Colours from never kept at the left to always kept at the right")))
        return svg.picture("heat-key", HEIGHT, title, parts, pen)
