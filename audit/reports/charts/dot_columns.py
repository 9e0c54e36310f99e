"""Many branches on a strip as columns: the higher, the more branches keep the standard so often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from audit.reports.charts import svg
from audit.reports.charts.pens import Pen
from audit.reports.charts.scales import SHARES

COLUMNS = 50


def column_of(share: float) -> int:
    """The column of a share of 1."""
    return round(share * COLUMNS)


def place_of(column: int) -> float:
    """Percent from the left."""
    return SHARES.place(column / COLUMNS)


def columns(branches: Iterable[tuple[float, bool]], base: float, room: float, pen: Pen) -> list[str]:
    """Columns of (share, has few visits) pairs standing on `base`; those with few visits hollow, on top."""
    counts = Counter((column_of(share), is_few) for share, is_few in branches)
    places = sorted({column for column, _ in counts})
    unit = room / max((counts[at, False] + counts[at, True] for at in places), default=1)
    half = (SHARES.place(1) - SHARES.place(0)) / COLUMNS * 0.4
    parts = []
    for at in places:
        x, foot = place_of(at), base
        for is_few, role in ((False, "columns"), (True, "columns-few")):
            height = counts[at, is_few] * unit
            if height:
                foot -= height
                parts.append(svg.bar(x - half, x + half, foot, height, pen(role)))
    return parts
