"""Visits that two auditors made together and answered apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.store.connections import writer
from audit.store.raw import Row, Where, as_date, fetch, fetch_one, fetch_returned, run_many
from audit.store.sights import Sight

MOST_PAIRS = 300


@dataclass(frozen=True, slots=True)
class PairRow:
    """A joint visit: its counted side first. `is_whole` when both sides have been handed in."""

    id: int
    kind: str
    first: str
    second: str
    first_auditor: str | None
    second_auditor: str | None
    branch: str
    day: date | None
    version_id: int
    is_whole: bool


async def add_joint(kind: str, parts: list[tuple[str, bool]], person_id: int | None, now: datetime) -> int:
    """Link the sides of a joint visit: (visit, whether it counts)."""
    rows = await fetch_returned(
        writer(),
        "INSERT INTO joint_visit (kind, made_at, made_by_id) VALUES ($1, $2, $3) RETURNING id",
        [kind, now, person_id],
    )
    joint_id = int(rows[0]["id"])
    await run_many(
        writer(),
        "INSERT INTO joint_part (joint_id, visit_id, is_counted) VALUES ($1, $2, $3)",
        [(joint_id, visit_id, is_counted) for visit_id, is_counted in parts],
    )
    return joint_id


PAIRS = (
    "SELECT joint_visit.id, joint_visit.kind, one.id, other.id, first_person.name, second_person.name, branch.name,"
    " COALESCE(one.visit_date, other.visit_date), one.version_id,"
    " EXISTS (SELECT 1 FROM result WHERE result.visit_id = one.id AND result.is_current)"
    " AND EXISTS (SELECT 1 FROM result WHERE result.visit_id = other.id AND result.is_current) FROM joint_visit"
    " JOIN joint_part AS first ON first.joint_id = joint_visit.id AND first.is_counted"
    " JOIN joint_part AS second ON second.joint_id = joint_visit.id AND NOT second.is_counted"
    " JOIN visit AS one ON one.id = first.visit_id JOIN visit AS other ON other.id = second.visit_id"
    " JOIN branch ON branch.id = one.branch_id LEFT JOIN person AS first_person ON first_person.id = one.auditor_id"
    " LEFT JOIN person AS second_person ON second_person.id = other.auditor_id"
)


def pair_row(row: Row) -> PairRow:
    """A pair from the columns of PAIRS."""
    return PairRow(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], as_date(row[7]), row[8], bool(row[9])
    )  # fmt: skip


async def list_pairs(sight: Sight) -> list[PairRow]:
    """The latest joint visits to branches a person may see."""
    where = Where()
    sight.limit(where, "one.branch_id")
    text = f"{PAIRS} {where} ORDER BY joint_visit.id DESC LIMIT {MOST_PAIRS}"
    return [pair_row(row) for row in await fetch(writer(), text, where.values)]


async def find_pair(visit_id: str) -> PairRow | None:
    """The joint visit that a visit is a side of."""
    row = await fetch_one(writer(), f"{PAIRS} WHERE one.id = $1 OR other.id = $1", [visit_id])
    return pair_row(row) if row else None
