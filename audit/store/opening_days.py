"""The days of the week on which rounds plan visits: Monday to Saturday until somebody says otherwise."""

from __future__ import annotations

from collections.abc import Iterable

from audit.store.connections import writer
from audit.store.models import OpeningDays
from audit.store.raw import run

ONLY = 1
USUAL = frozenset(range(6))


async def get_weekdays() -> frozenset[int]:
    """The days of the week the branches are open; 0 is Monday."""
    rows = await OpeningDays.filter(id=ONLY).values_list("weekdays", flat=True)
    return frozenset(map(int, str(rows[0]))) if rows else USUAL


async def put_weekdays(weekdays: Iterable[int]) -> None:
    """Set them."""
    text = (
        "INSERT INTO opening_days (id, weekdays) VALUES ($1, $2)"
        " ON CONFLICT (id) DO UPDATE SET weekdays = EXCLUDED.weekdays"
    )
    await run(writer(), text, [ONLY, "".join(map(str, sorted(set(weekdays))))])
