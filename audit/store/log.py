"""The log of what people did. Entries are only ever added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.log_verbs import SUBJECTS, VERBS
from audit.store.models import LogEntry
from audit.store.raw import run_many

ADD = """
INSERT INTO log_entry (at, person_id, verb, subject_kind, subject, detail) VALUES ($1, $2, $3, $4, $5, $6)
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    at: datetime
    person: str | None
    verb: str
    detail: Mapping[str, Any]


async def add_entry(
    person_id: int | None, verb: str, subject_kind: str, subject: str, detail: Mapping[str, object], now: datetime
) -> None:
    """Write down who did what to what. A line names people by their number, never in words."""
    await add_entries(person_id, verb, subject_kind, [(subject, detail)], now)


async def add_entries(
    person_id: int | None,
    verb: str,
    subject_kind: str,
    subjects: Sequence[tuple[str, Mapping[str, object]]],
    now: datetime,
) -> None:
    """The same for many things at once: each subject with its detail."""
    assert verb in VERBS and subject_kind in SUBJECTS, f"the log has no words for {verb!r} or {subject_kind!r}"
    rows = [[now, person_id, verb, subject_kind, subject[:200], to_text(detail)] for subject, detail in subjects]
    await run_many(writer(), ADD, rows)


async def list_entries(subject_kind: str, subject: str) -> list[Entry]:
    """What happened to one thing, oldest first."""
    rows = (
        await LogEntry.filter(subject_kind=subject_kind, subject=subject[:200])
        .order_by("id")
        .values_list("at", "person__name", "verb", "detail")
    )
    return [Entry(*row) for row in rows]


async def find_who(subject: str, verb: str) -> int | None:
    """Who did something to a visit, the last time it was done."""
    rows = (
        await LogEntry.filter(subject_kind="visit", subject=subject[:200], verb=verb)
        .order_by("-id")
        .limit(1)
        .values_list("person_id", flat=True)
    )
    return int(rows[0]) if rows and rows[0] is not None else None  # type: ignore[call-overload]
