"""How a mark is coloured: by a class of the style sheet on a page, by attributes on paper.

A PDF's inline SVG does not see the document's style sheet, so its colours are written into the drawing.
They are chosen to stay apart in grey: dark for broken, middle for kept, pale for bands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from audit.reports.charts.heat_scale import PAPER_HEAT

INK, SOFT, LINE = "#1c2230", "#565e6d", "#cfc9bd"
ACCENT, KEPT, BROKEN, SURFACE = "#0e5a5a", "#2563a8", "#ad4816", "#ffffff"
SHARE_FILLS = (ACCENT, "#8d6fb8", "#b9c9d6", "#e0dacd")
SMALL = 'font-size="8.5"'

_PAPER: Mapping[str, str] = {
    "axis": f'stroke="{LINE}"',
    "tick": f'fill="{SOFT}" {SMALL}',
    "band": 'fill="#d5e6e5"',
    "mean": f'stroke="{INK}" stroke-width="1.2" stroke-dasharray="2 2"',
    "dot": f'fill="{KEPT}" fill-opacity="0.75" stroke="{SURFACE}" stroke-width="0.8"',
    "columns": f'fill="{KEPT}" fill-opacity="0.55"',
    "columns-few": f'fill="{SURFACE}" stroke="{KEPT}" stroke-width="0.8"',
    "dot-few": f'fill="{SURFACE}" stroke="{KEPT}" stroke-width="1.2"',
    "dots-edge": f'stroke="{SURFACE}"',
    "dots-inside": 'stroke="#5c8abe"',
    "dots-few-edge": f'stroke="{KEPT}"',
    "dots-few-inside": f'stroke="{SURFACE}"',
    "dot-flagged": f'fill="{BROKEN}" stroke="{SURFACE}" stroke-width="0.8"',
    "dot-own": f'fill="{INK}" stroke="{SURFACE}" stroke-width="1"',
    "ring": f'fill="none" stroke="{INK}" stroke-width="1.5"',
    "range-above": f'stroke="{KEPT}" stroke-width="3" stroke-linecap="round"',
    "range-same": f'stroke="{SOFT}" stroke-width="2" stroke-linecap="round"',
    "range-below": f'stroke="{BROKEN}" stroke-width="3" stroke-linecap="round"',
    "point-above": f'fill="{KEPT}"',
    "point-same": f'fill="{SURFACE}" stroke="{SOFT}" stroke-width="2"',
    "point-below": f'fill="{BROKEN}"',
    "chain": f'stroke="{INK}" stroke-width="1" stroke-dasharray="2 2"',
    "limit": f'stroke="{SOFT}" stroke-width="1" stroke-dasharray="5 3"',
    "curve": f'stroke="{SOFT}" stroke-width="1.4" stroke-linecap="round" fill="none"',
    "value": f'fill="{INK}"',
    "signal-high": f'fill="{KEPT}" stroke="{SURFACE}"',
    "signal-low": f'fill="{BROKEN}" stroke="{SURFACE}"',
    "label": f'fill="{INK}" {SMALL}',
    "hatch": f'stroke="{SOFT}" stroke-width="0.6" fill="none"',
    **{f"share-{index}": f'fill="{fill}"' for index, fill in enumerate(SHARE_FILLS)},
    **{f"heat-{step}": f'stroke="{colour}" stroke-width="14"' for step, colour in enumerate(PAPER_HEAT)},
}


HALO = f' stroke="{SURFACE}" stroke-width="3" stroke-linejoin="round" fill="{SURFACE}" {SMALL}'
"""Under a label that may cross a curve. A page's style sheet does the same with `paint-order`."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Gives the attributes of a mark of some role, with the space before them."""

    on_paper: bool

    def __call__(self, role: str) -> str:
        return f" {_PAPER[role]}" if self.on_paper else f' class="chart__{role}"'


PAGE = Pen(on_paper=False)
PAPER = Pen(on_paper=True)
ROLES = frozenset(_PAPER)
ON_PAPER_ALONE = frozenset(role for role in ROLES if role.startswith("dots-"))
