"""One standard in each version of its checklists: counted from the visits, because the sums do not know versions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Where, as_moment, fetch
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.sums import FROM_COUNTED


@dataclass(frozen=True, slots=True)
class VersionSums:
    """One standard in one version: on `counted` visits it counted, on `kept` of them it was kept."""

    checklist: str
    checklist_name: dict[str, Any]
    number: int
    published_at: datetime | None
    counted: int
    kept: int


async def list_version_sums(sight: Sight, selection: Selection) -> list[VersionSums]:
    """The selection's standard by version, the oldest first; one row a version that was used."""
    where = Where()
    sight.limit(where, "visit.branch_id")
    replace(selection, statuses=COUNTED).limit_visits(where)
    where.add("one.standard_id = {} AND one.state = 'counted'", selection.standard_id)
    rows = await fetch(
        writer(),
        "SELECT checklist.key, checklist.name, checklist_version.number, checklist_version.published_at, COUNT(*),"
        f" COUNT(CASE WHEN one.is_kept THEN 1 END) {FROM_COUNTED}"
        f" JOIN standard_result AS one ON one.visit_id = visit.id {where}"
        " GROUP BY checklist.key, checklist.name, checklist_version.number, checklist_version.published_at"
        " ORDER BY checklist.key, checklist_version.number",
        where.values,
    )
    return [
        VersionSums(key, from_text(name), number, as_moment(published), counted, kept)
        for key, name, number, published, counted, kept in rows
    ]


async def has_several_versions() -> bool:
    """Whether any checklist was published more than once: otherwise versions tell nothing, and are not counted."""
    return bool(await fetch(writer(), "SELECT 1 FROM checklist_version WHERE number > 1 LIMIT 1"))
