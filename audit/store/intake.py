"""What phones send: ops, strays, submissions. Written once, never changed."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from audit.store.connections import is_postgres, writer
from audit.store.documents import from_text, to_text
from audit.store.raw import Row, Where, as_date, as_moment, fetch, fetch_one, fetch_together, run, run_many


@dataclass(frozen=True, slots=True)
class IntakeRow:
    """A visit as the doors need it. `was_theirs`: it was taken from this person."""

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


@dataclass(frozen=True, slots=True)
class NewOp:
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


@dataclass(frozen=True, slots=True)
class OpRow:
    """A kept op. Rows come in order of receipt."""

    device: str
    seq: int
    body: str
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission and the receipt it was given."""

    id: str
    visit_id: str
    person_id: int
    device: str
    status: str
    is_current: bool
    copy_reason: str
    receipt: Mapping[str, Any]
    body: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True, slots=True)
class NewSubmission:
    """A submission to keep."""

    id: str
    visit_id: str
    person_id: int
    device: str
    status: str
    copy_reason: str
    receipt_number: str
    receipt: Mapping[str, Any]
    body: Mapping[str, Any]
    answers: Mapping[str, Any]
    sent_at: str
    received_at: datetime
    offset_seconds: float | None


FIND_VISIT = (
    "SELECT visit.id, visit.status, visit.auditor_id, visit.visit_date, branch.id, branch.attributes, branch.time_zone,"
    " version.id, version.number, version.content_hash, version.standard_ids, checklist.id,"
    " checklist.retired_at IS NOT NULL, EXISTS (SELECT 1 FROM past_assignment"
    "  WHERE past_assignment.visit_id = visit.id AND past_assignment.person_id = $2)"
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
    if not (row[2] == person_id or row[13]):
        return None
    return IntakeRow(
        row[0], row[1], row[2], as_date(row[3]), row[4], from_text(row[5]), row[6], row[7], row[8], row[9],
        from_text(row[10]), row[11], bool(row[12]), bool(row[13]),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class HeldOps:
    """What is held of a visit from one device: how many ops, the highest seq, and the bodies of those asked for."""

    visit: IntakeRow | None
    count: int
    highest: int
    bodies: Mapping[int, str]


async def find_held_ops(visit_id: str, person_id: int, device: str, seqs: Collection[int]) -> HeldOps:
    """A visit as the doors need it, and those of some ops that are held already."""
    where = Where(visit_id, device)
    where.conditions.append("visit_id = $1 AND device = $2")
    where.add_among("seq", seqs)
    visits, counts, bodies = await fetch_together(
        writer(),
        (FIND_VISIT, [visit_id, person_id]),
        ("SELECT COUNT(*), COALESCE(MAX(seq), 0) FROM op WHERE visit_id = $1 AND device = $2", [visit_id, device]),
        (f"SELECT seq, body FROM op {where}", where.values),
    )
    visit = visit_row(visits[0], person_id) if visits else None
    return HeldOps(visit, int(counts[0][0]), int(counts[0][1]), {row[0]: row[1] for row in bodies})


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
    held, taken = Where(person_id), Where()
    held.conditions.append("person_id = $1")
    held.add_among("sha256", sorted(hashes))
    taken.add_among("receipt_number", numbers)
    lock = " FOR UPDATE OF visit" if is_postgres() else ""
    visits, submissions, ops, photos, found = await fetch_together(
        writer(),
        (FIND_VISIT + lock, [visit_id, person_id]),
        (f"SELECT {SUBMISSION} FROM submission WHERE id = $1", [submission_id]),
        (LIST_OPS, [visit_id, person_id]),
        (f"SELECT sha256, id FROM photo {held}", held.values),
        (f"SELECT receipt_number FROM submission {taken}", taken.values),
    )
    return HeldVisit(
        visit_row(visits[0], person_id) if visits else None,
        submission_row(submissions[0]) if submissions else None,
        [op_row(row) for row in ops],
        {row[0]: row[1] for row in photos},
        frozenset(row[0] for row in found),
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


LAST_SEQS = (
    "SELECT visit_id, device, MAX(seq) FROM (SELECT visit_id, device, seq,"
    " ROW_NUMBER() OVER (PARTITION BY visit_id, device ORDER BY seq) AS place FROM op {where}) AS numbered"
    " WHERE seq = place GROUP BY visit_id, device"
)


async def count_contiguous(visit_id: str, device: str) -> int:
    """The last op of a device up to which none is missing."""
    where = Where(visit_id, device)
    where.conditions.append("visit_id = $1 AND device = $2")
    row = await fetch_one(writer(), LAST_SEQS.format(where=where), where.values)
    return int(row[2]) if row else 0


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


LIST_OPS = "SELECT device, seq, body, is_rejected FROM op WHERE visit_id = $1 AND person_id = $2 ORDER BY id"


async def list_ops(visit_id: str, person_id: int) -> list[OpRow]:
    """What a person's devices sent of a visit, in order of receipt."""
    return [op_row(row) for row in await fetch(writer(), LIST_OPS, [visit_id, person_id])]


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


SUBMISSION = "id, visit_id, person_id, device, status, is_current, copy_reason, receipt, body, received_at"


async def list_submissions(person_id: int, visit_ids: Collection[str]) -> list[SubmissionRow]:
    """What a person submitted of visits, oldest first."""
    where = Where(person_id)
    where.conditions.append("person_id = $1")
    where.add_among("visit_id", visit_ids)
    rows = await fetch(writer(), f"SELECT {SUBMISSION} FROM submission {where} ORDER BY received_at, id", where.values)
    return [submission_row(row) for row in rows]


def submission_row(row: Row) -> SubmissionRow:
    """A submission from the columns of SUBMISSION."""
    submission_id, visit_id, person_id, device, status, is_current, reason, receipt, body, received_at = row
    moment = as_moment(received_at)
    assert moment is not None
    return SubmissionRow(
        submission_id, visit_id, person_id, device, status, bool(is_current), reason, from_text(receipt),
        from_text(body), moment,
    )  # fmt: skip


async def add_submission(submission: NewSubmission) -> None:
    """Keep a submission; an accepted one becomes its visit's current one."""
    await run(
        writer(),
        "INSERT INTO submission (id, visit_id, person_id, device, status, is_current, copy_reason, receipt_number,"
        " receipt, body, answers, sent_at, received_at, offset_seconds)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        [
            submission.id, submission.visit_id, submission.person_id, submission.device, submission.status,
            submission.status == "accepted", submission.copy_reason, submission.receipt_number,
            to_text(dict(submission.receipt)), to_text(dict(submission.body)), to_text(dict(submission.answers)),
            submission.sent_at, submission.received_at, submission.offset_seconds,
        ],
    )  # fmt: skip


async def retire_submission(visit_id: str) -> None:
    """Free the place of a visit's current submission, so that the next one can take it."""
    await run(writer(), "UPDATE submission SET is_current = $1 WHERE visit_id = $2 AND is_current", [False, visit_id])


async def put_submitted(
    visit: IntakeRow, visit_date: date, answers: Mapping[str, Any], marks: Mapping[str, Any], now: datetime
) -> None:
    """Move a visit to submitted, with its answers as folded and its branch's attributes as they are now."""
    await run(
        writer(),
        "UPDATE visit SET status = 'submitted', submitted_at = $1, started_at = COALESCE(started_at, $1),"
        " visit_date = $2, answers = $3, attributes = $4, marks = $5 WHERE id = $6",
        [
            now, visit_date, to_text(dict(answers)), to_text(dict(visit.attributes)), to_text(dict(marks)),
            visit.visit_id,
        ],
    )  # fmt: skip


async def put_past_assignment(visit_id: str, person_id: int, now: datetime) -> None:
    """Remember that a visit was taken from somebody."""
    await run(
        writer(),
        "INSERT INTO past_assignment (visit_id, person_id, until) VALUES ($1, $2, $3)"
        " ON CONFLICT (visit_id, person_id) DO NOTHING",
        [visit_id, person_id, now],
    )
