"""Single facts of visits that pages need for many visits at once."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Where, as_date, fetch
from audit.store.selections import COUNTED
from audit.store.sights import Sight


async def list_last_days(sight: Sight) -> dict[int, date]:
    """The last counted visit of each branch a person may see.

    Each is one look at the end of the index on branch and day, however many visits lie before it.
    """
    where = Where()
    where.add_among("visit.status", COUNTED)
    where.add("visit.branch_id = branch.id AND visit.visit_date IS NOT NULL")
    last = f"SELECT visit.visit_date FROM visit {where} ORDER BY visit.visit_date DESC LIMIT 1"
    branches = Where(*where.values)
    sight.limit(branches, "branch.id")
    rows = await fetch(writer(), f"SELECT branch.id, ({last}) FROM branch {branches}", branches.values)
    return {int(branch_id): day for branch_id, last in rows if (day := as_date(last))}


async def list_reasons(visit_ids: Collection[str]) -> dict[str, str]:
    """Why reviewers sent visits back or rejected them, for whoever has been let see the visits."""
    where = Where()
    where.add_among("id", visit_ids)
    where.conditions.append("status IN ('returned', 'rejected')")
    rows = await fetch(writer(), f"SELECT id, returned_reason FROM visit {where}", where.values)
    return {row[0]: row[1] for row in rows}


async def list_answers(visit_ids: Collection[str]) -> dict[str, Mapping[str, Any]]:
    """The answers of visits that somebody has already been let see."""
    where = Where()
    where.add_among("id", visit_ids)
    rows = await fetch(writer(), f"SELECT id, answers FROM visit {where}", where.values)
    return {visit_id: from_text(answers) for visit_id, answers in rows}


async def list_branch_ids(visit_ids: Collection[str]) -> dict[str, int]:
    """The branch of each of these visits."""
    where = Where()
    where.add_among("id", visit_ids)
    rows = await fetch(writer(), f"SELECT id, branch_id FROM visit {where}", where.values)
    return {visit_id: int(branch_id) for visit_id, branch_id in rows}
