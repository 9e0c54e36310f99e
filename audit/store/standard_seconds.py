"""How long a timed standard took on the latest visits, branch by branch."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from dataclasses import dataclass, replace

from audit.store.connections import writer
from audit.store.month_sums import month_of_latest
from audit.store.raw import Where, fetch
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight

LATEST = 5_000


@dataclass(frozen=True, slots=True)
class Timed:
    """How long it took on one visit."""

    branch_id: int
    auditor_id: int | None
    seconds: float


async def list_seconds(sight: Sight, selection: Selection) -> list[Timed]:
    """The latest counted visits on which the selection's standard was timed."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    since = await month_of_latest(sight, selection, LATEST)
    replace(selection, statuses=COUNTED, since=since).limit_visits_alone(where)
    where.add("one.standard_id = {} AND one.state = 'counted' AND one.seconds IS NOT NULL", selection.standard_id)
    rows = await fetch(
        writer(),
        "SELECT visit.branch_id, visit.auditor_id, one.seconds FROM visit"
        " JOIN standard_result AS one ON one.visit_id = visit.id"
        f" {where} ORDER BY visit.visit_date DESC, visit.id DESC LIMIT {LATEST}",
        where.values,
    )
    return [Timed(int(branch), auditor, float(seconds)) for branch, auditor, seconds in rows]
