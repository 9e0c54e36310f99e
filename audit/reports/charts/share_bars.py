"""One bar cut into shares: where the differences between scores come from."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from audit.errors import Sentence
from audit.reports.charts import svg
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.words import Translator

HEIGHT, GAP = 40.0, 0.35
LABEL_FROM = 0.09
"""A share narrower than this carries its number only in the list under the bar."""


@dataclass(frozen=True, slots=True)
class Share:
    """One part: its name, its share of 1, and its 95 % interval where there is one."""

    label: Sentence
    share: float
    interval: tuple[float, float] | None = None
    detail: Sentence | None = None
    href: str | None = None


@dataclass(frozen=True, slots=True)
class ShareBar:
    """At most four parts that add up to 1. The page lists them under the bar, in the same order and colours."""

    parts: tuple[Share, ...]

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As wide as its place and 40 px high."""
        return draw_share_bar(self, words, PAPER if on_paper else PAGE)


def draw_share_bar(bar: ShareBar, words: Translator, pen: Pen) -> Markup:
    """Side by side with a gap between them, each with its percentage where it fits."""
    parts: list[str] = []
    start = 0.0
    for index, part in enumerate(bar.parts):
        end = start + part.share * 100
        if part.share > 0:
            last = index == len(bar.parts) - 1
            parts.append(svg.bar(start, end - (0 if last else GAP), 0, HEIGHT, pen(f"share-{index}"), corner=4))
        start = end
    title = words.joined(f"{words.percent(part.share)} {words.say(part.label)}" for part in bar.parts)
    return svg.picture("shares", HEIGHT, title, parts, pen)
