"""Quizzes: their questions, and who has passed them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.models import Quiz, QuizPass
from audit.store.raw import can_hold, fetch_one, run

LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class QuizRow:
    """The quiz of a checklist."""

    checklist_id: int
    questions: Sequence[Any]


async def find_quiz(checklist_id: int) -> QuizRow | None:
    """The quiz of a checklist, if it has one."""
    rows = await Quiz.filter(checklist_id=checklist_id).values_list("checklist_id", "questions")
    return QuizRow(*rows[0]) if rows else None


async def put_quiz(checklist_id: int, questions: Sequence[object], now: datetime) -> None:
    """The questions of a checklist's quiz; without any there is none."""
    if not questions:
        await Quiz.filter(checklist_id=checklist_id).delete()
        return
    text = (
        "INSERT INTO quiz (checklist_id, questions, changed_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (checklist_id) DO UPDATE SET questions = $2, changed_at = $3"
    )
    await run(writer(), text, [checklist_id, to_text(list(questions)), now])


async def put_pass(person_id: int, checklist_id: int, now: datetime) -> None:
    """Somebody has passed; the first time counts."""
    text = "INSERT INTO quiz_pass (person_id, checklist_id, passed_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING"
    await run(writer(), text, [person_id, checklist_id, now])


async def find_quiz_before(person_id: int, visit_id: str) -> str | None:
    """The checklist whose quiz a person has not passed, for a visit of theirs that has not begun."""
    if not can_hold(LONGEST_ID, visit_id):
        return None
    row = await fetch_one(
        writer(),
        "SELECT checklist.key FROM visit JOIN checklist_version ON checklist_version.id = visit.version_id"
        " JOIN checklist ON checklist.id = checklist_version.checklist_id"
        " JOIN quiz ON quiz.checklist_id = checklist.id LEFT JOIN quiz_pass"
        " ON quiz_pass.checklist_id = checklist.id AND quiz_pass.person_id = $1"
        " WHERE visit.id = $2 AND visit.auditor_id = $1 AND visit.status = 'planned' AND quiz_pass.id IS NULL",
        [person_id, visit_id],
    )
    return str(row[0]) if row else None


async def count_passes(checklist_id: int) -> int:
    """How many people have passed."""
    return await QuizPass.filter(checklist_id=checklist_id).count()
