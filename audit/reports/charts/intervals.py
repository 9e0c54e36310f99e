"""A branch's score as a point with its 95 % interval against the chain, one line a branch, and the axis above them.

The names stand in the table's cells, so they wrap and keep their size; only the marks are drawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from audit.errors import N_, say
from audit.reports.charts import svg
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.reports.charts.scales import Scale
from audit.words import Translator

ROW_HEIGHT, AXIS_HEIGHT = 26.0, 22.0
PAPER_EDGE = 4.0
"""Percent that a mark keeps from the edge on paper, where the drawing is cut off and may be only 40 mm wide."""
OVERHANG = 100.0
"""How far the chain's line reaches out of its row on a page, whose cells cut it off where they end."""


@dataclass(frozen=True, slots=True)
class IntervalBar:
    """One branch's adjusted score in points, its interval, and how it stands to the chain's mean."""

    name: str
    scale: Scale
    point: float
    interval: tuple[float, float]
    chain: float
    group: svg.Group
    href: str | None = None

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 26 px high; the chain's line reaches into the rows above and below."""
        return draw_interval_bar(self, words, PAPER if on_paper else PAGE)


@dataclass(frozen=True, slots=True)
class Axis:
    """The numbers above a column of interval bars, with the chain's mean marked."""

    scale: Scale
    chain: float | None = None

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 22 px high."""
        return draw_axis(self, words, PAPER if on_paper else PAGE)


def draw_interval_bar(bar: IntervalBar, words: Translator, pen: Pen) -> Markup:
    """The interval as a bar; the point on it round above, hollow within, a diamond below: shape says it too."""
    middle = ROW_HEIGHT / 2
    chain, at = bar.scale.place(bar.chain), bar.scale.place(bar.point)
    if pen.on_paper:
        at = min(100 - PAPER_EDGE, max(PAPER_EDGE, at))
    low, high = (bar.scale.place(end) for end in bar.interval)
    ends = (bar.scale.place(bar.scale.low), bar.scale.place(bar.scale.high))
    marks = [svg.line(low, middle, high, middle, pen(f"range-{bar.group}"))]
    if bar.group == "below":
        marks.append(svg.diamond(at, middle, pen("point-below")))
    else:
        marks.append(svg.disc(at, middle, 4.6, pen(f"point-{bar.group}")))
    title = words.say(
        say(
            N_("{name}: {point}, probably between {low} and {high}; the chain {chain}"),
            name=bar.name,
            point=words.number(bar.point),
            low=words.number(bar.interval[0]),
            high=words.number(bar.interval[1]),
            chain=words.number(bar.chain),
        )
    )
    ground = svg.line(ends[0], middle, ends[1], middle, pen("axis"))
    beyond = 0.0 if pen.on_paper else OVERHANG
    line = svg.line(chain, -beyond, chain, ROW_HEIGHT + beyond, pen("chain"))
    parts = [ground, line, svg.link(bar.href, svg.titled(title, marks), pen, is_aside=True)]
    return svg.picture("interval", ROW_HEIGHT, title, parts, pen, has_links=bar.href is not None)


def _anchor(at: float) -> Literal["start", "middle", "end"]:
    """Numbers at the ends of the scale stay within the drawing."""
    return "start" if at < 5 else "end" if at > 95 else "middle"


def draw_axis(axis: Axis, words: Translator, pen: Pen) -> Markup:
    """Ticks with their numbers. Those too near the chain's own number would collide with it and are left out."""
    parts = []
    for value in axis.scale.ticks():
        at = axis.scale.place(value)
        parts.append(svg.words_at(at, 11, words.number(value), pen("tick"), _anchor(at)))
        parts.append(svg.line(at, 16, at, AXIS_HEIGHT, pen("axis")))
    title = words.say(
        say(
            N_("Scale from {low} to {high} points"),
            low=words.number(axis.scale.low),
            high=words.number(axis.scale.high),
        )
    )
    if axis.chain is not None:
        at = axis.scale.place(axis.chain)
        parts.append(svg.line(at, 15, at, AXIS_HEIGHT, pen("chain")))
    return svg.picture("axis", AXIS_HEIGHT, title, parts, pen)
