"""What the things that the log speaks of are called, for a page of it: one query for each kind of thing."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Iterable, Mapping

from audit.store.connections import writer
from audit.store.raw import Query, Row, Where, fetch_together

Subject = tuple[str, str]
BRANCHES = "JOIN branch ON branch.id = "
NAMES: Mapping[str, tuple[str, str, str]] = {
    "visit": ("visit.id", "branch.name, visit.visit_date, visit.due_from", f"visit {BRANCHES}visit.branch_id"),
    "action": (
        "action.id",
        "branch.name, action.title, standard.promise",
        f"action {BRANCHES}action.branch_id LEFT JOIN standard ON standard.id = action.standard_id",
    ),
    "report": ("report.id", "report.kind, report.subject, report.revision", "shared_report AS report"),
    "round": ("round.id", "round.name", "round"),
    "checklist": ("checklist.key", "checklist.name", "checklist"),
    "standard": ("standard.key", "standard.promise", "standard"),
}
"""What each kind is known by, what says its name, and where that stands."""

NUMBERED = frozenset({"action", "report", "round"})


async def list_names(subjects: Iterable[Subject]) -> dict[Subject, Row]:
    """The columns that name each subject. What is gone, and kinds that have no names, are left out."""
    wanted: dict[str, set[str]] = {}
    for kind, subject in subjects:
        if kind in NAMES and (kind not in NUMBERED or (subject.isascii() and subject.isdigit())):
            wanted.setdefault(kind, set()).add(subject)
    queries = [query_for(kind, ids) for kind, ids in wanted.items()]
    answers = await fetch_together(writer(), *queries) if queries else []
    found = [(kind, tuple(row)) for kind, rows in zip(wanted, answers, strict=True) for row in rows]
    return {(kind, str(row[0])): row[1:] for kind, row in found}


def query_for(kind: str, ids: set[str]) -> Query:
    """The names of some things of one kind."""
    column, names, tables = NAMES[kind]
    where = Where()
    where.add_among(column, [int(one) for one in ids] if kind in NUMBERED else sorted(ids))
    return f"SELECT {column}, {names} FROM {tables} {where}", where.values
