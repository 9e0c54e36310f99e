"""Everything a check of the whole database reads: visits with their frozen scores, submissions, photos."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Where, as_date, fetch
from audit.store.results import as_bool

BATCH = 200


@dataclass(frozen=True, slots=True)
class StoredScore:
    """A visit with what was frozen of it. `standards`: (standard id, item, state, credit, kept, exceeded, seconds)."""

    visit_id: str
    branch_id: int
    auditor_id: int | None
    day: date
    status: str
    version_id: int
    checklist_id: int
    content_hash: str
    standard_ids: Mapping[str, int]
    answers: Mapping[str, Any]
    attributes: Mapping[str, str]
    document: Mapping[str, Any]
    version_hash: str
    percent_micro: int | None
    failed: bool
    verdict: str
    standards: Sequence[tuple[Any, ...]]


SCORES = (
    "SELECT visit.id, visit.branch_id, visit.auditor_id, visit.visit_date, visit.status, version.id,"
    " version.checklist_id, version.content_hash, version.standard_ids, visit.answers, visit.attributes,"
    " result.document, result.version_hash, result.percent_micro, result.failed, result.verdict"
    " FROM visit JOIN checklist_version AS version ON version.id = visit.version_id"
    " JOIN result ON result.visit_id = visit.id AND result.is_current"
    " WHERE visit.id > $1 ORDER BY visit.id"
)
STANDARDS = (
    "SELECT visit_id, standard_id, item, state, credit_micro, is_kept, is_exceeded, seconds FROM standard_result"
)
BROKEN_RULES = {
    # What the schema cannot say: a counted visit has a score, and one that phones filled in has one submission.
    "counted without a score": (
        "SELECT visit.id FROM visit WHERE visit.status IN ('submitted', 'accepted') AND NOT EXISTS"
        " (SELECT 1 FROM result WHERE result.visit_id = visit.id AND result.is_current)"
    ),
    "submitted without a submission": (
        "SELECT visit.id FROM visit WHERE visit.status = 'submitted' AND visit.origin = 'planned' AND NOT EXISTS"
        " (SELECT 1 FROM submission WHERE submission.visit_id = visit.id AND submission.is_current)"
    ),
    "other answers than its submission": (
        "SELECT visit.id FROM visit JOIN submission ON submission.visit_id = visit.id AND submission.is_current"
        " WHERE visit.answers <> submission.answers AND NOT EXISTS (SELECT 1 FROM correction"
        "  WHERE correction.submission_id = submission.id)"
    ),
}


async def each_score() -> AsyncIterator[list[StoredScore]]:
    """Every visit that was scored, in batches."""
    after = ""
    while True:
        rows = await fetch(writer(), f"{SCORES} LIMIT {BATCH}", [after])
        if not rows:
            return
        where = Where()
        where.add_among("visit_id", [row[0] for row in rows])
        standards: dict[str, list[tuple[Any, ...]]] = {}
        for row in await fetch(writer(), f"{STANDARDS} {where} ORDER BY standard_id", where.values):
            visit_id, standard_id, item, state, credit, kept, exceeded, seconds = row
            outcome = (standard_id, item, state, credit, as_bool(kept), as_bool(exceeded), seconds)
            standards.setdefault(visit_id, []).append(outcome)
        yield [stored_score(tuple(row), standards.get(row[0], [])) for row in rows]
        after = rows[-1][0]


def stored_score(row: tuple[Any, ...], standards: Sequence[tuple[Any, ...]]) -> StoredScore:
    """A visit from the columns of SCORES."""
    (visit_id, branch_id, auditor_id, day, status, version_id, checklist_id, content_hash, standard_ids, answers,
     attributes, document, version_hash, percent_micro, failed, verdict) = row  # fmt: skip
    day = as_date(day)
    assert day is not None
    return StoredScore(
        visit_id, branch_id, auditor_id, day, status, version_id, checklist_id, content_hash, from_text(standard_ids),
        from_text(answers), from_text(attributes), from_text(document), version_hash, percent_micro, bool(failed),
        verdict, standards,
    )  # fmt: skip


async def list_broken_rules() -> list[tuple[str, str]]:
    """(rule, visit) wherever a rule is broken."""
    found: list[tuple[str, str]] = []
    for rule, text in BROKEN_RULES.items():
        found += [(rule, str(row[0])) for row in await fetch(writer(), f"{text} ORDER BY 1")]
    return found


async def list_receipts() -> list[tuple[str, int, Sequence[str]]]:
    """(submission, person, hashes of the photos its receipt names), of every submission."""
    rows = await fetch(writer(), "SELECT id, person_id, receipt FROM submission ORDER BY id")
    return [(row[0], row[1], from_text(row[2])["photos"]) for row in rows]


async def list_photo_owners() -> set[tuple[int, str]]:
    """(person, hash) of every photo that is held."""
    return {(row[0], row[1]) for row in await fetch(writer(), "SELECT person_id, sha256 FROM photo")}
