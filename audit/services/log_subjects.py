"""What the log's lines are about, called as people call it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from audit.errors import N_, say
from audit.services.branch_parts import promise_text
from audit.services.log_details import KINDS, Known, Words
from audit.store import log_subjects
from audit.store.documents import from_text
from audit.store.log_entries import LogRow
from audit.store.log_subjects import Subject
from audit.store.raw import as_date

NOBODYS = say(N_("an address nobody signs in with"))
CHAIN = say(N_("the chain"))


async def subject_names(rows: Iterable[LogRow], known: Known, accounts: Mapping[str, str]) -> dict[Subject, Words]:
    """What each subject of some lines is called, where it has a name. `accounts`: whose each mark of an address is."""
    subjects = {(row.subject_kind, row.subject) for row in rows}
    found: dict[Subject, Words] = {
        subject: NAMERS[subject[0]](columns, known.language)
        for subject, columns in (await log_subjects.list_names(subjects)).items()
    }
    for kind, subject in subjects:
        if kind == "person":
            found[kind, subject] = known.name(subject)
        elif kind == "account":
            found[kind, subject] = accounts.get(subject, NOBODYS)
        elif kind == "chain":
            found[kind, subject] = CHAIN
    return found


def name_visit(columns: Any, _: str) -> Words:
    """The branch and the day."""
    branch, visited, due = columns
    day: date | None = as_date(str(visited or due)[:10]) if visited or due else None
    return say(N_("{branch}, {day}"), branch=branch, day=day) if day else str(branch)


def name_action(columns: Any, language: str) -> Words:
    """The branch, and what is to be done there."""
    branch, title, promise = columns
    return say(N_("{branch}: {what}"), branch=branch, what=title or text_of(promise, language))


def name_report(columns: Any, _: str) -> Words:
    """What kind of report, of what."""
    kind, subject, revision = columns
    label = KINDS["report"].get(kind, kind)
    return say(N_("{report} {subject}, revision {number}"), report=label, subject=subject, number=revision)


def text_of(document: str | None, language: str) -> Words:
    """A text kept in many languages."""
    return promise_text(from_text(document), language) if document else ""


NAMERS: Mapping[str, Callable[[Any, str], Words]] = {
    "visit": name_visit,
    "action": name_action,
    "report": name_report,
    "round": lambda columns, _: str(columns[0]),
    "checklist": lambda columns, language: text_of(columns[0], language),
    "standard": lambda columns, language: text_of(columns[0], language),
}
