"""Answers that reviewers put right, and the revisions of a visit's score."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.store.connections import is_postgres, writer
from audit.store.documents import from_text, to_text
from audit.store.raw import as_date, as_moment, fetch, fetch_one, run

Answers = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """One correction. `changes`: item -> (value before, value after), None where there was or is no answer."""

    revision: int
    answers_before: Answers
    changes: Mapping[str, tuple[Any, Any]]
    reason: str
    made_at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class NewCorrection:
    """A correction to write down."""

    visit_id: str
    revision: int
    submission_id: str | None
    answers_before: Answers
    changes: Mapping[str, tuple[Any, Any]]
    reason: str
    made_at: datetime
    made_by: int | None


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision of a visit's score; `document` is what `audit score` prints."""

    revision: int
    is_current: bool
    document: Mapping[str, Any]
    percent_micro: int | None
    failed: bool
    verdict: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """All that scoring a visit again needs."""

    status: str
    branch_id: int
    auditor_id: int | None
    visit_date: date
    version_id: int
    checklist_id: int
    content_hash: str
    standard_ids: Mapping[str, int]
    attributes: Mapping[str, str]
    answers: Answers
    submission_id: str | None


async def lock_scored(visit_id: str) -> ScoredRow | None:
    """A scored visit, to be scored again in the open transaction; nobody else decides on it meanwhile."""
    row = await fetch_one(
        writer(),
        "SELECT visit.status, visit.branch_id, visit.auditor_id, visit.visit_date, version.id, version.checklist_id,"
        " version.content_hash, version.standard_ids, visit.attributes, visit.answers, (SELECT submission.id"
        "  FROM submission WHERE submission.visit_id = visit.id AND submission.is_current)"
        " FROM visit JOIN checklist_version AS version ON version.id = visit.version_id WHERE visit.id = $1"
        + (" FOR UPDATE OF visit" if is_postgres() else ""),
        [visit_id],
    )
    if row is None or row[3] is None:
        return None
    day = as_date(row[3])
    assert day is not None
    return ScoredRow(
        row[0], row[1], row[2], day, row[4], row[5], row[6], from_text(row[7]), from_text(row[8]), from_text(row[9]),
        row[10],
    )  # fmt: skip


async def put_answers(visit_id: str, answers: Answers) -> None:
    """The answers a visit has from now on."""
    await run(writer(), "UPDATE visit SET answers = $1 WHERE id = $2", [to_text(dict(answers)), visit_id])


async def add_correction(new: NewCorrection) -> None:
    """Write down what was put right."""
    await run(
        writer(),
        "INSERT INTO correction (visit_id, revision, submission_id, answers_before, changes, reason, made_at,"
        " made_by_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        [
            new.visit_id, new.revision, new.submission_id, to_text(dict(new.answers_before)),
            to_text(dict(new.changes)), new.reason, new.made_at, new.made_by,
        ],
    )  # fmt: skip


CORRECTION = (
    "SELECT correction.revision, correction.answers_before, correction.changes, correction.reason, correction.made_at,"
    " person.name FROM correction LEFT JOIN person ON person.id = correction.made_by_id"
)


async def list_corrections(visit_id: str) -> list[CorrectionRow]:
    """The corrections of a visit that somebody has already been let see, oldest first."""
    rows = await fetch(
        writer(), f"{CORRECTION} WHERE correction.visit_id = $1 ORDER BY correction.revision", [visit_id]
    )
    return [correction_row(*row) for row in rows]


def correction_row(
    revision: int, before: str, changes: str, reason: str, made_at: datetime | str, by: str | None
) -> CorrectionRow:
    """A correction from the columns of CORRECTION."""
    moment = as_moment(made_at)
    assert moment is not None
    pairs = {item: (pair[0], pair[1]) for item, pair in from_text(changes).items()}
    return CorrectionRow(revision, from_text(before), pairs, reason, moment, by)


async def list_revisions(visit_id: str) -> list[RevisionRow]:
    """Every score a visit had, the oldest first."""
    rows = await fetch(
        writer(),
        "SELECT revision, is_current, document, percent_micro, failed, verdict, made_at FROM result"
        " WHERE visit_id = $1 ORDER BY revision",
        [visit_id],
    )
    return [revision_row(*row) for row in rows]


def revision_row(
    revision: int, is_current: object, document: str, percent: int | None, failed: object, verdict: str,
    made_at: datetime | str,
) -> RevisionRow:  # fmt: skip
    """A revision from the columns of a raw query."""
    moment = as_moment(made_at)
    assert moment is not None
    return RevisionRow(revision, bool(is_current), from_text(document), percent, bool(failed), verdict, moment)


async def list_accepted_answers(visit_id: str) -> list[Answers]:
    """The answers of each submission that was accepted, the oldest first."""
    rows = await fetch(
        writer(),
        "SELECT answers FROM submission WHERE visit_id = $1 AND status = 'accepted' ORDER BY received_at, id",
        [visit_id],
    )
    return [from_text(row[0]) for row in rows]


@dataclass(frozen=True, slots=True)
class CorrectedVisit:
    """A visit whose current answers are its submission's with corrections: what a check of them reads."""

    visit_id: str
    submitted: Answers | None
    answers: Answers
    corrections: list[CorrectionRow]


async def list_corrected() -> list[CorrectedVisit]:
    """Every visit whose current answers were corrected."""
    rows = await fetch(
        writer(),
        "SELECT visit.id, submission.answers, visit.answers FROM visit LEFT JOIN submission"
        " ON submission.visit_id = visit.id AND submission.is_current WHERE EXISTS (SELECT 1 FROM correction"
        "  WHERE correction.visit_id = visit.id AND (correction.submission_id = submission.id"
        "   OR (correction.submission_id IS NULL AND submission.id IS NULL))) ORDER BY visit.id",
    )
    return [
        CorrectedVisit(row[0], from_text(row[1]) if row[1] else None, from_text(row[2]), await list_current(row[0]))
        for row in rows
    ]


async def list_current(visit_id: str) -> list[CorrectionRow]:
    """The corrections of what was submitted last, oldest first."""
    rows = await fetch(
        writer(),
        f"{CORRECTION} LEFT JOIN submission ON submission.visit_id = correction.visit_id AND submission.is_current"
        " WHERE correction.visit_id = $1 AND (correction.submission_id = submission.id"
        "  OR (correction.submission_id IS NULL AND submission.id IS NULL)) ORDER BY correction.revision",
        [visit_id],
    )
    return [correction_row(*row) for row in rows]
