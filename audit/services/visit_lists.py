"""The list of visits at the desk: what waits for a word first, then the latest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.compare_pages.parts import FilterBar
from audit.services.filter_bars import filter_bar
from audit.services.filters import Filters
from audit.services.selecting import selection_of
from audit.services.visit_pages import NO_AUDITOR, STATUSES
from audit.services.visit_traces import Narrowing, Trace, narrowed, narrowings
from audit.store import visits
from audit.store.copies import count_waiting
from audit.store.selections import COUNTED, Selection
from audit.store.sights import Sight
from audit.store.visits import VisitRow

PAGE_ROWS = 50
TITLE = say(N_("Visits"))
WAITING = (N_("{count} visit waits for your word."), N_("{count} visits wait for your word."))
NOTHING_WAITS = say(N_("Every visit that came in has been looked at."))
READING = say(N_("The visits to your branches."))
BEHIND = (N_("{count} visit stands behind this number."), N_("{count} visits stand behind this number."))
FILTERS = ("period", "region", "checklist", "channel", "ownership")
STATES: Mapping[str, tuple[Sentence, tuple[str, ...]]] = {
    "": (say(N_("All")), ()),
    "counted": (say(N_("Counted")), COUNTED),
    "review": (say(N_("To review")), ("submitted",)),
    "accepted": (say(N_("Accepted")), ("accepted",)),
    "open": (say(N_("Under way")), ("planned", "started", "returned")),
    "out": (say(N_("Rejected or cancelled")), ("rejected", "cancelled")),
}


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
    filters: FilterBar
    narrowings: tuple[Narrowing, ...] = ()
    may_plan: bool = False
    copies: int = 0
    """How many copies wait for a word."""
    export_href: str = ""
    title: Sentence = TITLE


async def visits_page(
    sight: Sight, filters: Filters, trace: Trace, state: str, number: int, today: date, language: str
) -> VisitsPage:
    """The visits of a view, `PAGE_ROWS` at a time; franchise readers see only what was handed in.

    A trace narrows them to those behind one number of another page.
    """
    is_reader = sight.role == "reader"
    chosen = state if state in STATES and not is_reader else ""
    statuses = COUNTED if is_reader else STATES[chosen][1]
    selection = await narrowed(sight, await selection_of(filters, today, statuses), trace)
    total = await visits.count_visits(sight, selection)
    rows = await visits.list_visits(sight, selection, PAGE_ROWS, PAGE_ROWS * (number - 1))
    parts = trace.parts()
    hidden = (*parts.items(), *((("state", chosen),) if chosen else ()))
    named = await narrowings(sight, filters, trace, chosen, language)
    return VisitsPage(
        sentence=say_count(*BEHIND, total) if named else await first_sentence(sight),
        rows=tuple(visit_line(row, language) for row in rows),
        total=total,
        choices=() if is_reader else choices(filters, parts, chosen),
        older=address(filters, parts, chosen, number + 1) if PAGE_ROWS * number < total else "",
        newer=address(filters, parts, chosen, number - 1) if number > 1 else "",
        filters=await filter_bar("/visits", filters, sight, language, hidden=hidden, only=FILTERS),
        narrowings=named,
        may_plan=not is_reader,
        copies=0 if is_reader else await count_waiting(sight),
        export_href=f"/visits.xlsx?{filters.query(state=chosen, **parts)}".rstrip("?"),
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


def choices(filters: Filters, parts: Mapping[str, str], chosen: str) -> tuple[Choice, ...]:
    """The states the list can be narrowed to."""
    return tuple(
        Choice(label, address(filters, parts, state, 1), state == chosen) for state, (label, _) in STATES.items()
    )


def address(filters: Filters, parts: Mapping[str, str], state: str, number: int) -> str:
    """The address of one page of the list."""
    page = str(number) if number > 1 else ""
    return f"/visits?{filters.query(**parts, state=state, page=page)}".rstrip("?")
