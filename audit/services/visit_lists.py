"""The list of visits at the desk: what waits for a word first, then the latest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.filters import Filters
from audit.services.selecting import selection_of
from audit.services.visit_pages import NO_AUDITOR, STATUSES
from audit.store import visits
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.visits import VisitRow

PAGE_ROWS = 50
TITLE = say(N_("Visits"))
WAITING = (N_("{count} visit waits for your word."), N_("{count} visits wait for your word."))
NOTHING_WAITS = say(N_("Every visit that came in has been looked at."))
READING = say(N_("The visits to your branches."))
STATES: Mapping[str, tuple[Sentence, tuple[str, ...]]] = {
    "": (say(N_("All")), ()),
    "review": (say(N_("To review")), ("submitted",)),
    "accepted": (say(N_("Accepted")), ("accepted",)),
    "open": (say(N_("Under way")), ("planned", "started", "returned")),
    "out": (say(N_("Rejected or cancelled")), ("rejected", "cancelled")),
}
READER_STATES = ("submitted", "accepted")


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to narrow the list."""

    label: Sentence
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class VisitLine:
    """One visit in the list."""

    id: str
    branch: str
    visit_date: date | None
    checklist: str
    auditor: Sentence | str
    status: str
    status_label: Sentence
    percent: float | None
    is_failed: bool


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """One page of the list. `older` and `newer` are addresses, empty at the ends."""

    sentence: Sentence
    rows: tuple[VisitLine, ...]
    total: int
    choices: tuple[Choice, ...]
    older: str
    newer: str
    may_plan: bool = False
    export_href: str = ""
    title: Sentence = TITLE


async def visits_page(
    sight: Sight, filters: Filters, state: str, number: int, today: date, language: str
) -> VisitsPage:
    """The visits of a view, `PAGE_ROWS` at a time; franchise readers see only what was handed in."""
    chosen = state if state in STATES and sight.role != "reader" else ""
    statuses = READER_STATES if sight.role == "reader" else STATES[chosen][1]
    selection = await selection_of(filters, today, statuses)
    total = await visits.count_visits(sight, selection)
    rows = await visits.list_visits(sight, selection, PAGE_ROWS, PAGE_ROWS * (number - 1))
    return VisitsPage(
        sentence=await first_sentence(sight),
        rows=tuple(visit_line(row, language) for row in rows),
        total=total,
        choices=() if sight.role == "reader" else choices(filters, chosen),
        older=address(filters, chosen, number + 1) if PAGE_ROWS * number < total else "",
        newer=address(filters, chosen, number - 1) if number > 1 else "",
        may_plan=sight.role != "reader",
        export_href=f"/visits.xlsx?{filters.query(state=chosen)}".rstrip("?"),
    )


async def first_sentence(sight: Sight) -> Sentence:
    """What a person would say aloud about the list."""
    if sight.role == "reader":
        return READING
    waiting = await visits.count_visits(sight, Selection(statuses=("submitted",)))
    return say_count(*WAITING, waiting) if waiting else NOTHING_WAITS


def visit_line(row: VisitRow, language: str) -> VisitLine:
    """A visit in the reader's language."""
    return VisitLine(
        id=row.id,
        branch=row.branch,
        visit_date=row.visit_date or (row.due_from.date() if row.due_from else None),
        checklist=Text(tuple(row.checklist_name.items())).in_language(language),
        auditor=row.auditor or NO_AUDITOR,
        status=row.status,
        status_label=STATUSES[row.status],
        percent=None if row.percent_micro is None else row.percent_micro / 1_000_000,
        is_failed=row.failed,
    )


def choices(filters: Filters, chosen: str) -> tuple[Choice, ...]:
    """The states the list can be narrowed to."""
    return tuple(Choice(label, address(filters, state, 1), state == chosen) for state, (label, _) in STATES.items())


def address(filters: Filters, state: str, number: int) -> str:
    """The address of one page of the list."""
    return f"/visits?{filters.query(state=state, page=str(number) if number > 1 else '')}".rstrip("?")
