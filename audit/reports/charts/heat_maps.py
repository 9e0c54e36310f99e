"""Standards by branches: how often each is kept where, hatched where too few visits say so.

A page shows up to `TABLE_CELLS` cells as a table, each cell a link with its number. Beyond that, and on paper, it is
a drawing with one path for each step of colour: thousands of cells then cost as much as twenty.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup, escape

from audit.errors import N_, say, say_count
from audit.reports.charts import svg
from audit.reports.charts.heat_scale import heat_step
from audit.reports.charts.pens import PAGE, PAPER, Pen
from audit.scoring.rounding import per_hundred
from audit.words import Translator

TABLE_CELLS = 1500
CELL_WIDTH, CELL_HEIGHT = 13, 15
LETTER = 6.9
"""Pixels that a letter of a label needs on average."""
LONGEST_ROW, LONGEST_COLUMN = 34, 24
PAPER_LETTER, PAPER_LONGEST_ROW = 5.0, 48
"""Labels are smaller on paper, so that longer ones fit the same place."""


@dataclass(frozen=True, slots=True)
class HeatLabel:
    """The name of a row or a column, and where it leads."""

    name: str
    href: str | None = None


class HeatCell(NamedTuple):
    """How often kept, as a share of 1, on so many visits. `share` is None where too few or none tell."""

    share: float | None
    visits: int
    href: str | None = None


@dataclass(frozen=True, slots=True)
class HeatMap:
    """`cells[row][column]`, as many rows and columns as there are labels."""

    rows: tuple[HeatLabel, ...]
    columns: tuple[HeatLabel, ...]
    cells: tuple[tuple[HeatCell, ...], ...]
    rows_are_branches: bool = False
    """Many branches stand better under one another, with the standards across."""
    drawn: dict[tuple[str, Pen], Markup] = field(default_factory=dict, init=False, repr=False, compare=False)
    """What was drawn of it, by language and pen: a page that is remembered is not drawn twice."""

    @property
    def is_large(self) -> bool:
        """Whether a table of all its cells would be too heavy for a page."""
        return len(self.rows) * len(self.columns) > TABLE_CELLS

    def table_rows(self, words: Translator) -> Iterator[tuple[HeatLabel, Markup]]:
        """Each row's label and its `<td>`s, for the table of a page."""
        percents = [words.number(whole) for whole in range(101)]
        few = words.gettext("too few visits to tell")
        for label, row in zip(self.rows, self.cells, strict=True):
            yield label, Markup("".join(_table_cell(cell, percents, few) for cell in row))  # noqa: S704 - escaped there

    def draw(self, words: Translator, *, on_paper: bool = False) -> Markup:
        """As large as its cells need, with the names of rows at the left and of columns above."""
        key = (words.language, PAPER if on_paper else PAGE)
        if key not in self.drawn:
            self.drawn[key] = draw_heat_map(self, words, key[1])
        return self.drawn[key]


def _table_cell(cell: HeatCell, percents: list[str], few: str) -> str:
    if not cell.visits:
        return '<td class="heat__cell"></td>'
    if cell.share is None:
        inside = f'<span class="visually-hidden">{escape(few)}, </span><small>{cell.visits}</small>'
        kind = "few"
    else:
        inside = f"{percents[per_hundred(cell.share)]} <small>{cell.visits}</small>"
        kind = str(heat_step(cell.share))
    body = f'<a href="{escape(cell.href)}">{inside}</a>' if cell.href else inside
    return f'<td class="heat__cell heat__cell--{kind}">{body}</td>'


def draw_heat_map(heat: HeatMap, words: Translator, pen: Pen) -> Markup:
    """In pixels of its own (it scrolls, it does not shrink): labels, then one path for each colour, then the hatch."""
    letter, longest = (PAPER_LETTER, PAPER_LONGEST_ROW) if pen.on_paper else (LETTER, LONGEST_ROW)
    left = letter * min(longest, max((len(label.name) for label in heat.rows), default=0)) + 8
    top = letter * min(LONGEST_COLUMN, max((len(label.name) for label in heat.columns), default=0)) + 8
    width, height = left + CELL_WIDTH * len(heat.columns), top + CELL_HEIGHT * len(heat.rows)
    parts = [*_row_names(heat, left, top, pen), *_column_names(heat, left, top, pen), *heat_paths(heat, left, top, pen)]
    standards, branches = (heat.columns, heat.rows) if heat.rows_are_branches else (heat.rows, heat.columns)
    title = words.say(
        say(
            N_("How often each of {standards} is kept at each of {branches}; darker means broken more often"),
            standards=say_count(N_("{count} standard"), N_("{count} standards"), len(standards)),
            branches=say_count(N_("{count} branch"), N_("{count} branches"), len(branches)),
        )
    )
    wide, high = svg.short(width), svg.short(height)
    role = "img" if pen.on_paper else "group"
    size = f'width="{wide}" height="{high}" viewBox="0 0 {wide} {high}"'
    return svg.drawn(f'<svg class="chart chart--heat" {size} role="{role}">', title, parts)


def _row_names(heat: HeatMap, left: float, top: float, pen: Pen) -> Iterator[str]:
    longest = PAPER_LONGEST_ROW if pen.on_paper else LONGEST_ROW
    for index, label in enumerate(heat.rows):
        y = top + CELL_HEIGHT * index + 11
        text = f'<text x="{svg.short(left - 6)}" y="{svg.short(y)}" text-anchor="end"{pen("label")}>'
        yield svg.link(label.href, f"{text}{_label(label.name, longest, pen)}</text>", pen)


def _column_names(heat: HeatMap, left: float, top: float, pen: Pen) -> Iterator[str]:
    for index, label in enumerate(heat.columns):
        x = left + CELL_WIDTH * index + CELL_WIDTH / 2 + 3
        turned = f'transform="translate({svg.short(x)} {svg.short(top - 6)}) rotate(-90)"'
        text = f"<text {turned}{pen('label')}>{_label(label.name, LONGEST_COLUMN, pen)}</text>"
        yield svg.link(label.href, text, pen)


def clip(name: str, longest: int) -> str:
    """A name that fits its place, shortened in the middle where it would not: long names often differ at their end."""
    if len(name) <= longest:
        return name
    tail = longest // 3
    return f"{name[: longest - 1 - tail].rstrip()}…{name[-tail:].lstrip()}"


def _label(name: str, longest: int, pen: Pen) -> str:
    """A name, and the whole of it for who points at one that was shortened."""
    shown = clip(name, longest)
    whole = "" if shown == name or pen.on_paper else f"<title>{escape(name)}</title>"
    return f"{escape(shown)}{whole}"


def heat_paths(heat: HeatMap, left: float, top: float, pen: Pen) -> Iterator[str]:
    """One path for each step that occurs, each cell a dash in it; too few visits: a diagonal each, in one path."""
    dashes: dict[int, list[tuple[int, int]]] = {}
    hatch: list[tuple[int, int]] = []
    lefts = [round(left) + CELL_WIDTH * index for index in range(len(heat.columns))]
    middle = round(top) + CELL_HEIGHT // 2
    for index, row in enumerate(heat.cells):
        y = middle + CELL_HEIGHT * index
        for x, cell in zip(lefts, row, strict=True):
            if cell.share is not None:
                dashes.setdefault(heat_step(cell.share), []).append((x, y))
            elif cell.visits:
                hatch.append((x + 3, y + 3))
    for step, places in sorted(dashes.items()):
        yield f'<path d="{_strokes(places, f"h{CELL_WIDTH - 1}", CELL_WIDTH - 1, 0)}"{pen(f"heat-{step}")}/>'
    if hatch:
        yield f'<path d="{_strokes(hatch, "l6-6", 6, -6)}"{pen("hatch")}/>'


def _strokes(places: list[tuple[int, int]], stroke: str, dx: int, dy: int) -> str:
    """The same stroke at many places: each move is told from where the last stroke ended, which is shorter."""
    parts, at_x, at_y = [], 0, 0
    for x, y in places:
        parts.append(f"m{x - at_x} {y - at_y}{stroke}")
        at_x, at_y = x + dx, y + dy
    return "".join(parts)
