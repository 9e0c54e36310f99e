"""Pieces of SVG as text: escaped, without inline style, numbers as short as they can be.

Horizontal places are percentages of the plot's width and vertical ones are pixels, so a plot fills any width
while its text and its marks keep their size: nothing shrinks on a phone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from markupsafe import Markup, escape

from audit.reports.charts.pens import Pen

Group = Literal["above", "same", "below"]
DIAMOND = "M0-5.5 5.5 0 0 5.5-5.5 0z"


def short(value: float) -> str:
    """At most two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def picture(kind: str, height: float, title: str, parts: list[str], pen: Pen, *, has_links: bool = False) -> Markup:
    """A whole drawing as wide as its place. `title` is its text alternative, here and in a tagged PDF.

    A drawing with links is a group: as an image it would hide them from a screen reader.
    """
    role = "group" if has_links and not pen.on_paper else "img"
    size = f'width="100%" height="{short(height)}"'
    return drawn(f'<svg class="chart chart--{kind}" {size} role="{role}">', title, parts)


def sized(kind: str, width: float, height: float, title: str, parts: Iterable[str]) -> Markup:
    """A whole drawing of a size of its own, for paper; the page may scale it."""
    wide, high = short(width), short(height)
    size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    return drawn(f'<svg class="chart chart--{kind}" {size} role="img">', title, parts)


def drawn(opening: str, title: str, parts: Iterable[str]) -> Markup:
    """The one place where text becomes markup: every part was escaped where it was made."""
    return Markup(f"{opening}<title>{escape(title)}</title>{''.join(parts)}</svg>")  # noqa: S704 - see above


def line(x1: float, y1: float, x2: float, y2: float, marks: str) -> str:
    """A straight line; x in percent, y in pixels."""
    return f'<line x1="{short(x1)}%" y1="{short(y1)}" x2="{short(x2)}%" y2="{short(y2)}"{marks}/>'


def bar(x1: float, x2: float, y: float, height: float, marks: str, corner: float = 0) -> str:
    """A lying bar from `x1` to `x2` percent, its top at `y` pixels."""
    rounded = f' rx="{short(corner)}"' if corner else ""
    width = max(0.0, x2 - x1)
    return f'<rect x="{short(x1)}%" y="{short(y)}" width="{short(width)}%" height="{short(height)}"{rounded}{marks}/>'


def disc(x: float, y: float, radius: float, marks: str, title: str = "") -> str:
    """A round mark at `x` percent and `y` pixels; `title` is what pointing at it says."""
    body = f'cx="{short(x)}%" cy="{short(y)}" r="{short(radius)}"{marks}'
    return f"<circle {body}><title>{escape(title)}</title></circle>" if title else f"<circle {body}/>"


def discs(places: Iterable[tuple[float, float]], width: float, marks: str) -> str:
    """Round marks at many places in pixels as one path: a stroke without length, its ends round."""
    steps = "".join(f"M{short(x)} {short(y)}h.01" for x, y in places)
    return f'<path d="{steps}" stroke-width="{short(width)}" stroke-linecap="round"{marks}/>'


def diamond(x: float, y: float, marks: str, title: str = "") -> str:
    """A mark of another shape, for what is called out."""
    said = f"<title>{escape(title)}</title>" if title else ""
    path = f'<path d="{DIAMOND}"{marks}>{said}</path>' if title else f'<path d="{DIAMOND}"{marks}/>'
    return f'<svg x="{short(x)}%" y="{short(y)}" width="1" height="1" overflow="visible">{path}</svg>'


def words_at(x: float, y: float, text: str, marks: str, anchor: Literal["start", "middle", "end"] = "start") -> str:
    """A short text at `x` percent with its base line at `y` pixels."""
    side = "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{short(x)}%" y="{short(y)}"{side}{marks}>{escape(text)}</text>'


def titled(title: str, marks: list[str]) -> str:
    """Marks that belong together, with what pointing at them says."""
    return f"<g><title>{escape(title)}</title>{''.join(marks)}</g>"


def link(href: str | None, inside: str, pen: Pen, *, is_aside: bool = False) -> str:
    """The same, leading somewhere (nowhere on paper). Aside: for the mouse alone, the keyboard has a better way."""
    if not href or pen.on_paper:
        return inside
    aside = ' tabindex="-1"' if is_aside else ""
    return f'<a href="{escape(href)}"{aside}>{inside}</a>'
