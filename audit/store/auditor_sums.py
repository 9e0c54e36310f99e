"""Reading the sums apart for each auditor: how one standard was found by whom."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from dataclasses import dataclass

from audit.store.connections import writer
from audit.store.models.rollups import NO_AUDITOR
from audit.store.raw import fetch
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.spans import span_of
from audit.store.sums import STANDARD_COLUMNS, monthly, rollup_where, whole


@dataclass(frozen=True, slots=True)
class AuditorSums:
    """One standard as one auditor found it."""

    auditor_id: int | None
    counted: int
    kept: int
    not_applicable: int


async def list_auditor_sums(sight: Sight, selection: Selection, standard_id: int) -> list[AuditorSums]:
    """One standard as each auditor found it, in the whole months of a selection."""
    span = span_of(selection.since, selection.until)
    where = rollup_where(sight, selection, monthly(span))
    where.add("standard_id = {}", standard_id)
    columns = ", ".join(map(whole, STANDARD_COLUMNS[:3]))
    text = f"SELECT auditor_id, {columns} FROM standard_rollup {where} GROUP BY auditor_id ORDER BY auditor_id"
    return [
        AuditorSums(None if auditor_id == NO_AUDITOR else auditor_id, *sums)
        for auditor_id, *sums in await fetch(writer(), text, where.values)
    ]
