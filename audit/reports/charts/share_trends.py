"""A kept rate month by month: a p' chart, its limits as a band that is wider where a month had fewer visits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from audit.errors import N_, say_count
from audit.reports.charts import svg
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.words import Percent, Translator

HEIGHT, TOP, BOTTOM = 150.0, 12.0, 22.0
LEFT, RIGHT = 8.0, 98.0
EDGE = 1e-9


@dataclass(frozen=True, slots=True)
class MonthShare:
    """How often in one month (share of 1), on so many visits, and what would be usual for so many."""

    month: date
    share: float
    visits: int
    limits: tuple[float, float]
    href: str | None = None

    @property
    def is_signal(self) -> bool:
        """Whether the month lies outside what is usual."""
        return not self.limits[0] - EDGE <= self.share <= self.limits[1] + EDGE


@dataclass(frozen=True, slots=True)
class ShareTrend:
    """Months in the order of time, with the mean over all of them.

    `changed_in`: months in which another standard took over; a line stands before each of them.
    """

    months: tuple[MonthShare, ...]
    mean: float
    changed_in: tuple[date, ...] = ()

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 150 px high, always from 0 to 100 percent."""
        return draw_share_trend(self, words, PAPER if on_paper else PAGE)


def draw_share_trend(trend: ShareTrend, words: Translator, pen: Pen) -> Markup:
    """Band, mean and curve, then a mark a month; a month that stands out is a diamond."""
    step = (RIGHT - LEFT) / max(1, len(trend.months))
    places = [(LEFT + step * (index + 0.5), _height(month.share), month) for index, month in enumerate(trend.months)]
    parts = [svg.line(LEFT, _height(at), 100, _height(at), pen("axis")) for at in (0, 0.5, 1)]
    parts += [svg.words_at(0, _height(at) + 4, words.percent(at), pen("tick")) for at in (0, 0.5, 1)]
    for x, _, month in places:
        low, high = month.limits
        parts.append(svg.bar(x - step / 2, x + step / 2, _height(high), _height(low) - _height(high), pen("band")))
    parts.append(svg.line(LEFT, _height(trend.mean), 100, _height(trend.mean), pen("mean")))
    parts += [svg.line(before[0], before[1], after[0], after[1], pen("curve")) for before, after in pairwise(places)]
    for day in trend.changed_in:
        later = [x - step / 2 for x, _, month in places if month.month >= day]
        if 0 < len(later) < len(places):
            parts.append(svg.line(later[0], TOP, later[0], HEIGHT - BOTTOM, pen("mean")))
    parts += [_mark(x, y, month, trend.mean, words, pen) for x, y, month in places]
    first, last = words.month(trend.months[0].month), words.month(trend.months[-1].month)
    parts.append(svg.words_at(LEFT, HEIGHT - 5, first, pen("tick")))
    if len(trend.months) > 1:
        parts.append(svg.words_at(100, HEIGHT - 5, last, pen("tick"), "end"))
    has_links = any(month.href for month in trend.months)
    return svg.picture("trend", HEIGHT, _title(trend, words), parts, pen, has_links=has_links)


def _height(share: float) -> float:
    return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)


def _mark(x: float, y: float, month: MonthShare, mean: float, words: Translator, pen: Pen) -> str:
    said = words.say(
        say_count(
            N_("{month}: {share} of {count} visit"),
            N_("{month}: {share} of {count} visits"),
            month.visits,
            month=words.month(month.month),
            share=Percent(month.share),
        )
    )
    if month.is_signal:
        mark = svg.diamond(x, y, pen("signal-low" if month.share < mean else "signal-high"), said)
    else:
        mark = svg.disc(x, y, 3.6, pen("value"), said)
    return svg.link(month.href, mark, pen, is_aside=True)


def _title(trend: ShareTrend, words: Translator) -> str:
    shares = [month.share for month in trend.months]
    return words.say(
        say_count(
            N_("{count} month, between {lowest} and {highest}, {mean} over all"),
            N_("{count} months, between {lowest} and {highest}, {mean} over all"),
            len(shares),
            lowest=Percent(min(shares)),
            highest=Percent(max(shares)),
            mean=Percent(trend.mean),
        )
    )
