"""Finished visits as phones sent them, with the receipts they were given. Written once, never changed."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text, to_text
from audit.store.raw import Row, Where, as_moment, fetch, run

SUBMISSION = (
    "id, visit_id, person_id, device, status, is_current, copy_reason, receipt, body, received_at, set_aside_at"
)


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """A submission and the receipt it was given. `is_set_aside`: a manager looked at this copy and left it out."""

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
    is_set_aside: bool


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


async def list_submissions(person_id: int, visit_ids: Collection[str]) -> list[SubmissionRow]:
    """What a person submitted of visits, oldest first."""
    where = Where(person_id)
    where.conditions.append("person_id = $1")
    where.add_among("visit_id", visit_ids)
    rows = await fetch(writer(), f"SELECT {SUBMISSION} FROM submission {where} ORDER BY received_at, id", where.values)
    return [submission_row(row) for row in rows]


def submission_row(row: Row) -> SubmissionRow:
    """A submission from the columns of SUBMISSION."""
    submission_id, visit_id, person_id, device, status, is_current, reason, receipt, body, received_at, aside_at = row
    moment = as_moment(received_at)
    assert moment is not None
    return SubmissionRow(
        submission_id, visit_id, person_id, device, status, bool(is_current), reason, from_text(receipt),
        from_text(body), moment, aside_at is not None,
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
