"""The log as its owners read it: filtered, page by page. Nothing here changes it, and nothing else may."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Where, as_moment, fetch, fetch_one


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log. `person` is None for the program itself and the command line."""

    id: int
    at: datetime
    person: str | None
    verb: str
    subject_kind: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which lines are meant. Empty means all; `until` is the first moment that is too late."""

    person_id: int | None = None
    verb: str = ""
    subject_kind: str = ""
    subject: str = ""
    since: datetime | None = None
    until: datetime | None = None

    def where(self) -> Where:
        """The conditions of a query."""
        where = Where()
        for column, value in (("verb", self.verb), ("subject_kind", self.subject_kind), ("subject", self.subject)):
            if value:
                where.add(f"log_entry.{column} = {{}}", value)
        if self.person_id is not None:
            where.add("log_entry.person_id = {}", self.person_id)
        if self.since is not None:
            where.add("log_entry.at >= {}", self.since)
        if self.until is not None:
            where.add("log_entry.at < {}", self.until)
        return where


async def list_log(wanted: Wanted, limit: int, offset: int = 0, before: int | None = None) -> list[LogRow]:
    """Lines of the log, the latest first; `before` goes on after the last line of another list."""
    where = wanted.where()
    if before is not None:
        where.add("log_entry.id < {}", before)
    rows = await fetch(
        writer(),
        "SELECT log_entry.id, log_entry.at, person.name, log_entry.verb, log_entry.subject_kind, log_entry.subject,"
        f" log_entry.detail FROM log_entry LEFT JOIN person ON person.id = log_entry.person_id {where}"
        f" ORDER BY log_entry.id DESC LIMIT {int(limit)} OFFSET {int(offset)}",
        where.values,
    )
    return [log_row(*row) for row in rows]


def log_row(
    number: int, at: datetime | str, person: str | None, verb: str, kind: str, subject: str, detail: str
) -> LogRow:
    """A line from the columns of a raw query."""
    moment = as_moment(at)
    assert moment is not None
    return LogRow(number, moment, person, verb, kind, subject, from_text(detail))


async def count_log(wanted: Wanted) -> int:
    """How many lines `list_log` would list without a limit."""
    where = wanted.where()
    row = await fetch_one(writer(), f"SELECT COUNT(*) FROM log_entry {where}", where.values)
    return int(row[0]) if row else 0


async def list_kinds() -> list[str]:
    """What things the log speaks of."""
    return await list_values("subject_kind")


async def list_verbs() -> list[str]:
    """What was ever done."""
    return await list_values("verb")


async def list_values(column: str) -> list[str]:
    """A column's values, in order: from each to the next along its index, at the cost of the values, not the rows."""
    rows = await fetch(
        writer(),
        f"WITH RECURSIVE found(value) AS (SELECT MIN({column}) FROM log_entry UNION ALL"
        f" SELECT (SELECT MIN({column}) FROM log_entry WHERE {column} > found.value) FROM found"
        " WHERE found.value IS NOT NULL) SELECT value FROM found WHERE value IS NOT NULL",
    )
    return [row[0] for row in rows]
