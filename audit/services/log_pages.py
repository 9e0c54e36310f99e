"""The log of everything people did, for owners: filtered, page by page, and as a table."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from audit.errors import N_, Sentence, say, say_count
from audit.services.compare_pages.parts import Pages
from audit.services.exports import Cell
from audit.services.log_details import Known, details_of, reason_of
from audit.services.log_subjects import subject_names
from audit.services.log_words import told, told_about
from audit.services.paging import last_page, pages_of
from audit.services.passwords import account_mark
from audit.services.planning import is_day
from audit.services.table_exports import Table
from audit.store import log_entries, people
from audit.store.log_entries import LogRow, Wanted

PAGE_ROWS = 100
BATCH = 1_000
LONGEST = 200
TITLE = say(N_("Log"))
ALL = say(N_("All"))
COUNT = (N_("{count} entry"), N_("{count} entries"))
COLUMNS = ("at", "person", "verb", "subject_kind", "subject", "detail")
PAGES = {
    "visit": "/visits/{}",
    "round": "/rounds/{}",
    "action": "/actions/{}",
    "person": "/people/{}",
    "report": "/reports/{}",
    "checklist": "/checklists/{}",
    "standard": "/standards/{}",
}
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class LogLine:
    """One thing somebody did. `about` leads to all that happened to it, `reason` is what they said about it."""

    at: datetime
    by: str | None
    what: Sentence
    subject: Sentence | str
    href: str
    about: str
    reason: Sentence | str
    details: tuple[Sentence | str, ...]


@dataclass(frozen=True, slots=True)
class LogPage:
    """One page of the log, and its filters as the address has them."""

    sentence: Sentence
    rows: tuple[LogLine, ...]
    pages: Pages | None
    asked: Mapping[str, str]
    is_narrowed: bool
    people: Choices
    kinds: Choices
    verbs: Choices
    export_href: str
    title: Sentence = TITLE


def read_wanted(query: Mapping[str, str]) -> tuple[Wanted, dict[str, str]]:
    """The filters of an address, and those of them that make sense. What makes none is left out."""
    person, since, until = query.get("person", ""), query.get("since", ""), query.get("until", "")
    asked = {
        "person": person if person.isascii() and person.isdigit() and len(person) < 10 else "",
        "kind": query.get("kind", "")[:LONGEST],
        "verb": query.get("verb", "")[:LONGEST],
        "subject": query.get("subject", "")[:LONGEST],
        "since": since if is_day(since) else "",
        "until": until if is_day(until) else "",
    }
    wanted = Wanted(
        person_id=int(asked["person"]) if asked["person"] else None,
        verb=asked["verb"],
        subject_kind=asked["kind"],
        subject=asked["subject"],
        since=start_of(asked["since"]),
        until=start_of(asked["until"], 1),
    )
    return wanted, asked


def start_of(day: str, later: int = 0) -> datetime | None:
    """The first moment of a day (UTC), or of one so many days later."""
    return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time(), UTC) if day else None


async def log_page(query: Mapping[str, str], number: int, language: str, secret: str) -> LogPage:
    """One page, the latest first, in the reader's words. With the secret, attempts to sign in are told apart."""
    wanted, asked = read_wanted(query)
    total = await log_entries.count_log(wanted)
    shown = min(number, last_page(total, PAGE_ROWS))
    rows = await log_entries.list_log(wanted, PAGE_ROWS, PAGE_ROWS * (shown - 1))
    parts = urlencode({key: value for key, value in asked.items() if value})
    everybody = await people.list_people()
    known = Known(language, {str(person.id): person.name for person in everybody})
    accounts = {account_mark(secret, person.email): person.name for person in everybody if person.email}
    names = await subject_names(rows, known, accounts)
    return LogPage(
        sentence=say_count(*COUNT, total),
        rows=tuple(log_line(row, known, names.get((row.subject_kind, row.subject), row.subject)) for row in rows),
        pages=pages_of(total, shown, PAGE_ROWS, f"/log?{parts}" if parts else "/log"),
        asked=asked,
        is_narrowed=any(asked.values()),
        people=(("", ALL), *((str(person.id), person.name) for person in everybody)),
        kinds=(("", ALL), *((kind, told_about(kind)) for kind in await log_entries.list_kinds())),
        verbs=(("", ALL), *((verb, told(verb)) for verb in await log_entries.list_verbs())),
        export_href=f"/log.csv?{parts}".rstrip("?"),
    )


def log_line(row: LogRow, known: Known, name: Sentence | str) -> LogLine:
    """One line in words."""
    return LogLine(
        at=row.at,
        by=row.person,
        what=told(row.verb),
        subject=name,
        href=PAGES[row.subject_kind].format(quote(row.subject, safe="")) if row.subject_kind in PAGES else "",
        about=f"/log?{urlencode({'kind': row.subject_kind, 'subject': row.subject})}",
        reason=reason_of(row),
        details=details_of(row, known),
    )


def log_table(query: Mapping[str, str]) -> Table:
    """The same lines without pages, the latest first; column names are fixed and English."""
    return Table("log", COLUMNS, log_batches(read_wanted(query)[0]))


async def log_batches(wanted: Wanted) -> AsyncIterator[Sequence[Sequence[Cell]]]:
    """The rows, so many at a time."""
    last: int | None = None
    while rows := await log_entries.list_log(wanted, BATCH, before=last):
        yield [log_cells(row) for row in rows]
        last = rows[-1].id


def log_cells(row: LogRow) -> Sequence[Cell]:
    """One line; `detail` as JSON."""
    detail = json.dumps(row.detail, ensure_ascii=False, sort_keys=True)
    return (row.at.isoformat(), row.person or "", row.verb, row.subject_kind, row.subject, detail)
