"""One standard over all branches: a dot for each, the chain's mean as a line, its interval as a band."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from markupsafe import Markup

from audit.errors import N_, Sentence, say, say_count
from audit.reports.charts import svg
from audit.reports.charts.dot_columns import column_of, columns, place_of
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.reports.charts.scales import SHARES
from audit.words import Percent, Translator

HEIGHT, BASE, ROOM = 44.0, 32.0, 24.0
NOMINAL_WIDTH = 320.0
PAPER_WIDTH = 280.0
"""A strip on paper is 74 mm wide, so that its dots can be told by absolute places."""
APART = 2.4
"""Dots of a stack that lie closer than this are one dot to the eye: a thousand branches are not a thousand marks."""
LINKS_UP_TO = 60
"""More branches are columns on a page, and only those called out are links: nobody can point at one of 300 dots."""
NAMED_UP_TO = 12
CALLED_OUT = (N_("{count} branch clearly below the chain"), N_("{count} branches clearly below the chain"))


class BranchDot(NamedTuple):
    """One branch's kept rate (share of 1) from so many visits. `is_few`: too few visits to say anything alone.

    A tuple, because a large chain has sixty thousand of them on a page.
    """

    name: str
    share: float
    visits: int
    href: str | None = None
    is_few: bool = False
    is_flagged: bool = False
    is_own: bool = False
    """The branch that a report is about."""


@dataclass(frozen=True, slots=True)
class DotStrip:
    """A standard's kept rate: each branch's, the chain's (share of 1) and the chain's 95 % interval."""

    standard: str
    dots: tuple[BranchDot, ...]
    mean: float | None = None
    interval: tuple[float, float] | None = None

    @property
    def is_large(self) -> bool:
        """Whether a page draws so many branches as columns."""
        return len(self.dots) > LINKS_UP_TO

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 44 px high."""
        return draw_dot_strip(self, words, PAPER if on_paper else PAGE)


def draw_dot_strip(strip: DotStrip, words: Translator, pen: Pen) -> Markup:
    """Band and mean line first, then the dots in stacks from the base line up; those called out come last, on top."""
    parts = [svg.line(SHARES.place(at), 6, SHARES.place(at), BASE + 8, pen("axis")) for at in (0, 0.5, 1)]
    parts.append(svg.line(SHARES.place(0), BASE, SHARES.place(1), BASE, pen("axis")))
    if strip.interval is not None:
        low, high = (SHARES.place(end) for end in strip.interval)
        parts.append(svg.bar(low, high, BASE - 9, 18, pen("band"), corner=4))
    parts += _dots_on_paper(strip.dots, words, pen) if pen.on_paper else _dots(strip.dots, words, pen)
    if strip.mean is not None:
        at = SHARES.place(strip.mean)
        parts.append(svg.line(at, 4, at, BASE + 9, pen("mean")))
    title = _title(strip, words)
    if pen.on_paper:
        return svg.sized("strip", PAPER_WIDTH, HEIGHT, title, parts)
    return svg.picture("strip", HEIGHT, title, parts, pen, has_links=bool(strip.dots))


def _radius(dots: tuple[BranchDot, ...]) -> float:
    return 4.2 if len(dots) <= 60 else 3.2 if len(dots) <= 150 else 2.4


def _placed(dots: tuple[BranchDot, ...]) -> list[tuple[BranchDot, float, float, int]]:
    """Each dot with its share as it is drawn, its height, and its level in its stack."""
    radius = _radius(dots)
    columns = max(1, int(NOMINAL_WIDTH / (2 * radius)))
    stacks: dict[int, list[BranchDot]] = {}
    for dot in sorted(dots, key=lambda dot: (dot.is_flagged, dot.is_own, dot.share, dot.name)):
        stacks.setdefault(round(dot.share * columns), []).append(dot)
    tallest = max((len(stack) for stack in stacks.values()), default=0)
    rise = min(2 * radius * 0.92, ROOM / max(1, tallest - 1))
    apart = ceil(APART / rise) if len(dots) > LINKS_UP_TO else 1
    return [
        (dot, column / columns, BASE - level * rise, level)
        for column, stack in sorted(stacks.items())
        for level, dot in enumerate(stack)
        if level % apart == 0 or level == len(stack) - 1 or dot.is_flagged or dot.is_own
    ]


def _dots(dots: tuple[BranchDot, ...], words: Translator, pen: Pen) -> list[str]:
    if len(dots) > LINKS_UP_TO:
        ordinary = [(dot.share, dot.is_few) for dot in dots if not (dot.is_flagged or dot.is_own)]
        return [*columns(ordinary, BASE, BASE - 4, pen), *_called_out(dots, words, pen)]
    radius = _radius(dots)
    drawn = [
        (dot.is_flagged or dot.is_own, _dot(dot, share, y, radius, words, pen)) for dot, share, y, _ in _placed(dots)
    ]
    return [mark for is_called_out, mark in sorted(drawn, key=lambda pair: pair[0])]


def _called_out(dots: tuple[BranchDot, ...], words: Translator, pen: Pen) -> list[str]:
    """Of many branches those called out: each with its name, or one diamond a place where they are many themselves."""
    flagged = [dot for dot in dots if dot.is_flagged and not dot.is_own]
    own = [_dot(dot, dot.share, BASE, 4.2, words, pen) for dot in dots if dot.is_own]
    if len(flagged) <= NAMED_UP_TO:
        return [*(_dot(dot, dot.share, BASE, 4.2, words, pen) for dot in flagged), *own]
    places = Counter(column_of(dot.share) for dot in flagged)
    return [
        svg.diamond(place_of(column), BASE, pen("dot-flagged"), words.say(say_count(*CALLED_OUT, count)))
        for column, count in sorted(places.items())
    ] + own


def _dots_on_paper(dots: tuple[BranchDot, ...], words: Translator, pen: Pen) -> list[str]:
    """The dots of each level as one path, and those called out by themselves: hundreds cost as much as a dozen."""
    radius = _radius(dots)
    ordinary: dict[tuple[int, str], list[tuple[float, float]]] = {}
    called_out = []
    for dot, share, y, level in _placed(dots):
        if dot.is_flagged or dot.is_own:
            called_out.append(_dot(dot, share, y, radius, words, pen))
        else:
            role = "dots-few" if dot.is_few else "dots"
            ordinary.setdefault((level, role), []).append((PAPER_WIDTH * SHARES.place(share) / 100, y))
    paths = [
        svg.discs(places, 2 * radius + wider, pen(f"{role}-{part}"))
        for (_, role), places in sorted(ordinary.items())
        for part, wider in (("edge", 0.8), ("inside", -0.8))
    ]
    return [*paths, *called_out]


def _dot(dot: BranchDot, share: float, y: float, radius: float, words: Translator, pen: Pen) -> str:
    x = SHARES.place(share)
    is_called_out = dot.is_flagged or dot.is_own
    said = "" if pen.on_paper else words.say(_about(dot))
    if dot.is_flagged:
        ring = svg.disc(x, y, 8, pen("ring")) if dot.is_own else ""
        mark = ring + svg.diamond(x, y, pen("dot-flagged"), said)
    elif dot.is_own:
        mark = svg.disc(x, y, radius + 1.3, pen("dot-own"), said)
    else:
        mark = svg.disc(x, y, radius, pen("dot-few" if dot.is_few else "dot"), said)
    return svg.link(dot.href, mark, pen, is_aside=not is_called_out)


def _about(dot: BranchDot) -> Sentence:
    return say_count(
        N_("{name}: kept on {share} of {count} visit"),
        N_("{name}: kept on {share} of {count} visits"),
        dot.visits,
        name=dot.name,
        share=Percent(dot.share),
    )


def _title(strip: DotStrip, words: Translator) -> str:
    if not strip.dots:
        return words.say(say(N_("{standard}: no branch has been visited yet"), standard=strip.standard))
    return words.say(
        say_count(
            N_("{standard}: kept between {lowest} and {highest} over {count} branch"),
            N_("{standard}: kept between {lowest} and {highest} over {count} branches"),
            len(strip.dots),
            standard=strip.standard,
            lowest=Percent(min(dot.share for dot in strip.dots)),
            highest=Percent(max(dot.share for dot in strip.dots)),
        )
    )
