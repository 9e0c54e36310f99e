"""A branch visit by visit: an individuals chart with its mean and limits, and each signal marked with its number.

Limits and signals come from `scoring` (statistics.md, section 7); here they are only drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from audit.errors import N_, Sentence, say, say_count
from audit.reports.charts import svg
from audit.reports.charts.pens import HALO, PAGE, PAPER, Pen
from audit.reports.charts.scales import Scale, scale_around
from audit.scoring.rounding import whole
from audit.words import Translator

HEIGHT, PAPER_HEIGHT, TOP, BOTTOM = 240.0, 150.0, 18.0, 24.0
LEFT, RIGHT = 3.0, 97.0


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One visit's score in points. `signal` says why it is called one; None is nothing unusual."""

    on: date
    value: float
    signal: Sentence | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ControlChart:
    """Visits in the order of time; mean and limits in points, None while there are too few visits for them."""

    points: tuple[ChartPoint, ...]
    mean: float | None = None
    limits: tuple[float, float] | None = None

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 240 px high; 150 on paper, where it stands on the first page."""
        return draw_control_chart(self, words, PAPER if on_paper else PAGE)


def draw_control_chart(chart: ControlChart, words: Translator, pen: Pen) -> Markup:
    """Grid, limits and mean with their names on the line, then the curve, then the marks."""
    high = PAPER_HEIGHT if pen.on_paper else HEIGHT
    scale = scale_around([point.value for point in chart.points] + list(chart.limits or ()))
    places = [
        (_across(index, len(chart.points)), _place(scale, point.value, high))
        for index, point in enumerate(chart.points)
    ]
    levels = _levels(chart, scale, high)
    parts = _grid(scale, high, words, pen) + [svg.line(0, y, 100, y, pen(role)) for role, _, y in levels]
    parts += [svg.line(*before, *after, pen("curve")) for before, after in pairwise(places)]
    parts += [_level_name(words.say(name), y, pen) for _, name, y in levels]
    parts += _marks(chart, places, words, pen)
    parts += _dates(chart, high, words, pen)
    has_links = any(point.href for point in chart.points)
    return svg.picture("control", high, _title(chart, words), parts, pen, has_links=has_links)


def _across(index: int, count: int) -> float:
    """Percent from the left: visits stand at equal steps, as the rules for signals count them."""
    return (LEFT + RIGHT) / 2 if count < 2 else LEFT + (RIGHT - LEFT) * index / (count - 1)


def _place(scale: Scale, value: float, high: float) -> float:
    share = (value - scale.low) / (scale.high - scale.low)
    return TOP + (high - TOP - BOTTOM) * (1 - min(1.0, max(0.0, share)))


def _grid(scale: Scale, high: float, words: Translator, pen: Pen) -> list[str]:
    parts = []
    for value in scale.ticks():
        y = _place(scale, value, high)
        parts.append(svg.line(0, y, 100, y, pen("axis")))
        parts.append(svg.words_at(0, y - 3, words.number(value), pen("tick")))
    return parts


def _levels(chart: ControlChart, scale: Scale, high: float) -> list[tuple[str, Sentence, float]]:
    """Mean and limits: their role, their name, and their height in pixels, as far as they lie on the scale."""
    levels = [] if chart.mean is None else [("mean", N_("mean {value}"), chart.mean)]
    if chart.limits is not None:
        lower, upper = chart.limits
        levels += [("limit", N_("lower limit {value}"), lower), ("limit", N_("upper limit {value}"), upper)]
    shown = [level for level in levels if scale.low <= level[2] <= scale.high]
    return [(role, say(name, value=whole(value)), _place(scale, value, high)) for role, name, value in shown]


def _level_name(name: str, y: float, pen: Pen) -> str:
    """At the right end of its line, readable also where the curve passes."""
    halo = svg.words_at(100, y - 4, name, HALO, "end") if pen.on_paper else ""
    return halo + svg.words_at(100, y - 4, name, pen("label"), "end")


def _marks(chart: ControlChart, places: list[tuple[float, float]], words: Translator, pen: Pen) -> list[str]:
    """A dot a visit; a signal is a diamond with its number, which the list under the chart explains."""
    parts, number = [], 0
    for point, (x, y) in zip(chart.points, places, strict=True):
        said = f"{words.day(point.on, 'medium')}: {words.number(point.value)}"
        if point.signal is None:
            parts.append(svg.link(point.href, svg.disc(x, y, 3.6, pen("value"), said), pen))
            continue
        number += 1
        is_low = chart.mean is not None and point.value < chart.mean
        mark = svg.diamond(x, y, pen("signal-low" if is_low else "signal-high"), f"{said}. {words.say(point.signal)}")
        parts.append(svg.link(point.href, mark, pen))
        parts.append(svg.words_at(x, y + 17 if is_low else y - 9, str(number), pen("label"), "middle"))
    return parts


def _dates(chart: ControlChart, high: float, words: Translator, pen: Pen) -> list[str]:
    """The first and the last month, under the plot."""
    if not chart.points:
        return []
    first, last = words.month(chart.points[0].on), words.month(chart.points[-1].on)
    parts = [svg.words_at(0, high - 6, first, pen("tick"))]
    return parts if first == last else [*parts, svg.words_at(100, high - 6, last, pen("tick"), "end")]


def _title(chart: ControlChart, words: Translator) -> str:
    signals = sum(point.signal is not None for point in chart.points)
    visits = say_count(N_("{count} visit in order of time"), N_("{count} visits in order of time"), len(chart.points))
    if not signals:
        return words.say(say(N_("{visits}; nothing unusual"), visits=visits))
    marked = say_count(N_("{count} is marked as a signal"), N_("{count} are marked as signals"), signals)
    return words.say(say(N_("{visits}; {marked}"), visits=visits, marked=marked))
