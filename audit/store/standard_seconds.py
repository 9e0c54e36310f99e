"""How long a timed standard took on the latest visits, branch by branch."""

from __future__ import annotations

from dataclasses import replace

from audit.store.connections import writer
from audit.store.raw import Where, fetch
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.sums import FROM_COUNTED

LATEST = 5_000


async def list_seconds(sight: Sight, selection: Selection) -> list[tuple[int, float]]:
    """The branch and the seconds of the latest counted visits on which the selection's standard was timed."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    replace(selection, statuses=COUNTED).limit_visits(where)
    where.add("one.standard_id = {} AND one.state = 'counted' AND one.seconds IS NOT NULL", selection.standard_id)
    rows = await fetch(
        writer(),
        f"SELECT visit.branch_id, one.seconds {FROM_COUNTED} JOIN standard_result AS one ON one.visit_id = visit.id"
        f" {where} ORDER BY visit.visit_date DESC, visit.id DESC LIMIT {LATEST}",
        where.values,
    )
    return [(int(branch), float(seconds)) for branch, seconds in rows]
