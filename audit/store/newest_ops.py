"""How far each phone's acts have come: what a phone asks for when it starts."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection

from audit.store.connections import writer
from audit.store.raw import Where, fetch, fetch_one

LAST_SEQS = (
    "SELECT visit_id, device, MAX(seq) FROM (SELECT visit_id, device, seq,"
    " ROW_NUMBER() OVER (PARTITION BY visit_id, device ORDER BY seq) AS place FROM op {where}) AS numbered"
    " WHERE seq = place GROUP BY visit_id, device"
)


async def list_last_seqs(person_id: int, visit_ids: Collection[str]) -> dict[str, dict[str, int]]:
    """For each visit and device of a person, the last op up to which none is missing."""
    where = Where(person_id)
    where.conditions.append("person_id = $1")
    where.add_among("visit_id", visit_ids)
    last: dict[str, dict[str, int]] = {}
    for visit_id, device, seq in await fetch(writer(), LAST_SEQS.format(where=where), where.values):
        last.setdefault(visit_id, {})[device] = int(seq)
    return last


async def list_newest_bodies(person_id: int, visit_ids: Collection[str]) -> dict[str, str]:
    """The op of a person that came last, for each visit."""
    where = Where(person_id)
    where.conditions.append("person_id = $1 AND NOT is_rejected")
    where.add_among("visit_id", visit_ids)
    rows = await fetch(
        writer(),
        f"SELECT visit_id, body FROM op WHERE id IN (SELECT MAX(id) FROM op {where} GROUP BY visit_id)",
        where.values,
    )
    return {row[0]: row[1] for row in rows}


async def count_contiguous(visit_id: str, device: str) -> int:
    """The last op of a device up to which none is missing."""
    where = Where(visit_id, device)
    where.conditions.append("visit_id = $1 AND device = $2")
    row = await fetch_one(writer(), LAST_SEQS.format(where=where), where.values)
    return int(row[2]) if row else 0
