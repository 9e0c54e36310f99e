"""A branch's last scores in the width of a word."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from audit.errors import N_, say
from audit.reports.charts import svg
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.words import Translator

HEIGHT = 24.0


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Scores in points, the oldest first; drawn on the scale they themselves span, at least ten points."""

    values: tuple[float, ...]

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 24 px high; nothing for fewer than two scores."""
        return draw_sparkline(self, words, PAPER if on_paper else PAGE)


def draw_sparkline(line: Sparkline, words: Translator, pen: Pen) -> Markup:
    """A thin curve with its last value as a dot."""
    if len(line.values) < 2:
        return Markup("")
    low, high = min(line.values), max(line.values)
    middle, half = (low + high) / 2, max(5.0, (high - low) / 2)
    places = [
        (4 + 92 * index / (len(line.values) - 1), HEIGHT / 2 - (value - middle) / half * (HEIGHT / 2 - 4))
        for index, value in enumerate(line.values)
    ]
    parts = [svg.line(*before, *after, pen("curve")) for before, after in pairwise(places)]
    parts.append(svg.disc(*places[-1], 2.8, pen("value")))
    first, last = words.number(line.values[0]), words.number(line.values[-1])
    title = words.say(say(N_("From {first} to {last}"), first=first, last=last))
    return svg.picture("sparkline", HEIGHT, title, parts, pen)
