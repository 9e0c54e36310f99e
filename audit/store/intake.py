"""What phones send: ops, strays, submissions. Written once, never changed."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any, NamedTuple

from audit.store.connections import is_postgres, writer
from audit.store.documents import from_text, to_text
from audit.store.raw import Query, Row, Where, as_date, fetch, fetch_one, fetch_together, run, run_many
from audit.store.submissions import SUBMISSION, SubmissionRow, submission_row


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A visit as the doors need it. `was_theirs`: taken from this person; `is_beside`: a joint visit's other side."""

    visit_id: str
    status: str
    auditor_id: int | None
    visit_date: date | None
    branch_id: int
    attributes: Mapping[str, str]
    time_zone: str
    version_id: int
    version: int
    content_hash: str
    standard_ids: Mapping[str, int]
    checklist_id: int
    is_retired: bool
    was_theirs: bool
    is_beside: bool


class NewOp(NamedTuple):
    """One op to keep. `item` and `field` are for looking; `body` is the JSON as it was sent."""

    seq: int
    item: str
    field: str
    body: str
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """What ops that came together have in common."""

    visit_id: str
    person_id: int
    device: str
    sent_at: str
    received_at: datetime
    offset_seconds: float | None


class OpRow(NamedTuple):
    """A kept op. Rows come in order of receipt."""

    device: str
    seq: int
    body: str
    is_rejected: bool


FIND_VISIT = (
    "SELECT visit.id, visit.status, visit.auditor_id, visit.visit_date, branch.id, branch.attributes, branch.time_zone,"
    " version.id, version.number, version.content_hash, version.standard_ids, checklist.id,"
    " checklist.retired_at IS NOT NULL, EXISTS (SELECT 1 FROM past_assignment"
    "  WHERE past_assignment.visit_id = visit.id AND past_assignment.person_id = $2), EXISTS (SELECT 1 FROM joint_part"
    "  WHERE joint_part.visit_id = visit.id AND NOT joint_part.is_counted)"
    " FROM visit JOIN branch ON branch.id = visit.branch_id"
    " JOIN checklist_version AS version ON version.id = visit.version_id"
    " JOIN checklist ON checklist.id = version.checklist_id WHERE visit.id = $1"
)


async def find_visit(visit_id: str, person_id: int) -> IntakeRow | None:
    """A visit that is this person's to fill in, or was."""
    row = await fetch_one(writer(), FIND_VISIT, [visit_id, person_id])
    return visit_row(row, person_id) if row else None


def visit_row(row: Row, person_id: int) -> IntakeRow | None:
    """A visit from the columns of FIND_VISIT, if it is this person's, or was."""
    if row[2] != person_id and not row[13]:
        return None
    return IntakeRow(
        row[0], row[1], row[2], as_date(row[3]), row[4], from_text(row[5]), row[6], row[7], row[8], row[9],
        from_text(row[10]), row[11], bool(row[12]), bool(row[13]), bool(row[14]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldOps:
    """What is held of a visit from one device: how many ops, the highest seq, and the bodies of those asked for."""

    visit: IntakeRow | None
    count: int
    highest: int
    bodies: Mapping[int, str]


FIND_HELD = FIND_VISIT.replace(
    " FROM visit ",
    ", (SELECT COUNT(*) FROM op WHERE op.visit_id = visit.id AND op.device = $3),"
    " (SELECT COALESCE(MAX(seq), 0) FROM op WHERE op.visit_id = visit.id AND op.device = $3) FROM visit ",
    1,
)


async def find_held_ops(visit_id: str, person_id: int, device: str, seqs: Collection[int]) -> HeldOps:
    """A visit as the doors need it, and those of some ops that are held already: mostly none."""
    (rows,) = await fetch_together(writer(), (FIND_HELD, [visit_id, person_id, device]))
    row = rows[0] if rows else None
    visit = visit_row(row, person_id) if row else None
    if row is None or visit is None:
        return HeldOps(None, 0, 0, {})
    count, highest = int(row[15]), int(row[16])
    again = [seq for seq in seqs if seq <= highest]
    return HeldOps(visit, count, highest, await list_bodies(visit_id, device, again) if again else {})


async def list_bodies(visit_id: str, device: str, seqs: Collection[int]) -> dict[int, str]:
    """Those of some ops that are held: seq -> body."""
    where = Where(visit_id, device)
    where.conditions.append("visit_id = $1 AND device = $2")
    where.add_among("seq", seqs)
    return {row[0]: row[1] for row in await fetch(writer(), f"SELECT seq, body FROM op {where}", where.values)}


SUBMISSIONS = f"SELECT {SUBMISSION}, receipt_number FROM submission"


@dataclass(frozen=True, slots=True)
class HeldVisit:
    """All that is held of a visit when its submission arrives."""

    visit: IntakeRow | None
    submission: SubmissionRow | None
    ops: Sequence[OpRow]
    photos: dict[str, int]
    taken_numbers: frozenset[str]


async def find_held_visit(
    visit_id: str, person_id: int, submission_id: str, hashes: Collection[str], numbers: Sequence[str]
) -> HeldVisit:
    """A visit, its ops and photos from this person, a submission of this id, and which receipt numbers are taken.

    On PostgreSQL other senders of the visit wait until this transaction ends; on SQLite they do anyway.
    """
    where = Where(submission_id)
    lock, places = " FOR UPDATE OF visit" if is_postgres() else "", ", ".join(map(where.place, numbers))
    queries: list[Query] = [
        (FIND_VISIT + lock, [visit_id, person_id]),
        (f"{SUBMISSIONS} WHERE id = $1 OR receipt_number IN ({places})", where.values),
        (LIST_OPS, [visit_id, person_id]),
    ]
    if hashes:
        held = Where(person_id)
        held.conditions.append("person_id = $1")
        held.add_among("sha256", sorted(hashes))
        queries.append((f"SELECT sha256, id FROM photo {held}", held.values))
    visits, submissions, ops, *photos = await fetch_together(writer(), *queries)
    return HeldVisit(
        visit_row(visits[0], person_id) if visits else None,
        next((submission_row(row[:-1]) for row in map(tuple, submissions) if row[0] == submission_id), None),
        [op_row(row) for row in ops],
        {row[0]: row[1] for rows in photos for row in rows},
        frozenset(row[-1] for row in map(tuple, submissions)),
    )


async def put_ops(batch: Batch, ops: Sequence[NewOp]) -> None:
    """Keep ops; one whose (visit, device, seq) is taken is left out."""
    await run_many(
        writer(),
        "INSERT INTO op (visit_id, person_id, device, seq, item, field, body, is_rejected, sent_at, received_at,"
        " offset_seconds) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)"
        " ON CONFLICT (visit_id, device, seq) DO NOTHING",
        [
            (batch.visit_id, batch.person_id, batch.device, op.seq, op.item, op.field, op.body, op.is_rejected,
             batch.sent_at, batch.received_at, batch.offset_seconds)
            for op in ops
        ],
    )  # fmt: skip


async def put_strays(batch: Batch, bodies: Sequence[str]) -> None:
    """Keep what has no place among the ops; the same text twice is one row."""
    await run_many(
        writer(),
        "INSERT INTO stray_op (visit_id, person_id, device, body, body_hash, received_at)"
        " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (visit_id, device, body_hash) DO NOTHING",
        [
            (batch.visit_id, batch.person_id, batch.device, body, sha256(body.encode()).hexdigest(), batch.received_at)
            for body in bodies
        ],
    )


LIST_OPS = "SELECT device, seq, body, is_rejected FROM op WHERE visit_id = $1 AND person_id = $2 ORDER BY id"


async def list_ops(visit_id: str, person_id: int) -> list[OpRow]:
    """What a person's devices sent of a visit, in order of receipt."""
    return list(map(op_row, await fetch(writer(), LIST_OPS, [visit_id, person_id])))


def op_row(row: Row) -> OpRow:
    """An op from the columns of LIST_OPS."""
    return OpRow(row[0], row[1], row[2], bool(row[3]))


async def put_started(visit_id: str, now: datetime) -> None:
    """Mark a planned visit as started."""
    await run(
        writer(),
        "UPDATE visit SET status = 'started', started_at = $1 WHERE id = $2 AND status = 'planned'",
        [now, visit_id],
    )


async def put_submitted(
    visit: IntakeRow, visit_date: date, answers: Mapping[str, Any], marks: Mapping[str, Any], now: datetime
) -> None:
    """Move a visit to submitted, with its answers as folded and its branch's attributes as they are now."""
    await run(
        writer(),
        "UPDATE visit SET status = $7, submitted_at = $1, started_at = COALESCE(started_at, $1),"
        " visit_date = $2, answers = $3, attributes = $4, marks = $5 WHERE id = $6",
        [now, visit_date, *(to_text(dict(one)) for one in (answers, visit.attributes, marks)), visit.visit_id,
         "beside" if visit.is_beside else "submitted"])  # fmt: skip


async def put_past_assignment(visit_id: str, person_id: int, now: datetime) -> None:
    """Remember that a visit was taken from somebody."""
    await run(
        writer(),
        "INSERT INTO past_assignment (visit_id, person_id, until) VALUES ($1, $2, $3)"
        " ON CONFLICT (visit_id, person_id) DO NOTHING",
        [visit_id, person_id, now],
    )
