"""Standards month by month: how a rate moved, from the sums of the whole months."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.store.connections import writer
from audit.store.raw import fetch
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.spans import span_of
from audit.store.sums import monthly, rollup_where, whole


@dataclass(frozen=True, slots=True)
class MonthSums:
    """One standard in one month: on `counted` visits it counted, on `kept` of them it was kept."""

    month: date
    counted: int
    kept: int


async def list_month_sums(sight: Sight, selection: Selection, *standard_ids: int) -> list[MonthSums]:
    """One standard by month, the oldest first, in the whole months of a selection; only months with a visit.

    Of several standards, each of which took the place of another, the sum: one trend runs through all of them.
    """
    where = rollup_where(sight, selection, monthly(span_of(selection.since, selection.until)))
    where.add_among("standard_id", standard_ids)
    text = (
        f"SELECT month, {whole('counted')}, {whole('kept')} FROM standard_total {where}"
        " GROUP BY month HAVING SUM(counted) > 0 ORDER BY month"
    )
    rows = await fetch(writer(), text, where.values)
    return [MonthSums(date(month // 100, month % 100, 1), counted, kept) for month, counted, kept in rows]


async def month_of_latest(sight: Sight, selection: Selection, wanted: int) -> date | None:
    """From which day on the latest `wanted` visits lie on which a selection's standard counted.

    The sums say so without reading a visit: a standard that is rarely asked, or no more, is found in its own months
    and not by walking through all visits. Where they do not reach, or do not know it so finely (by auditor, by version,
    kept or not), the selection's own beginning.
    """
    is_finer = selection.auditor_id is not None or selection.version is not None or selection.kept is not None
    if selection.standard_id is None or is_finer:
        return selection.since
    months = await list_month_sums(sight, selection, selection.standard_id)
    for one in reversed(months):
        wanted -= one.counted
        if wanted <= 0:
            return max(one.month, selection.since or one.month)
    return selection.since or (months[0].month if months else None)
