"""The page a reviewer starts from: what waits, the longest first, and the remarks they make often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from audit.checklists.model import Text
from audit.errors import N_, Sentence, say, say_count
from audit.services.compare_pages.parts import Pages
from audit.services.paging import last_page, pages_of
from audit.services.visit_pages import NO_AUDITOR
from audit.store import remarks, review_queues, visits, voices
from audit.store.remarks import SavedRemarkRow
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.visits import VisitRow
from audit.store.voices import AppealRow

PAGE_ROWS = 50
TITLE = say(N_("Review"))
WAITING = (N_("{count} visit waits for your word."), N_("{count} visits wait for your word."))
OLDEST = (N_("The oldest has waited for {count} day."), N_("The oldest has waited for {count} days."))
NOTHING_WAITS = say(N_("Every visit that came in has been looked at."))


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """One visit that waits; `days` since it was handed in."""

    id: str
    branch: str
    visit_date: date | None
    checklist: str
    auditor: Sentence | str
    days: int
    percent: float | None
    is_failed: bool


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """One page of what waits. `saved` are the remarks on offer; `typed` is one that could not be kept."""

    sentence: Sentence
    detail: Sentence | None
    rows: tuple[WaitingLine, ...]
    pages: Pages | None
    saved: tuple[SavedRemarkRow, ...]
    appeals: tuple[AppealRow, ...] = ()
    """Appeals nobody has decided on, the longest waiting first."""
    appeal_days: int | None = None
    """For owners, who set it."""
    typed: str = ""
    problem: Sentence | None = None
    title: Sentence = TITLE


async def review_queue(
    sight: Sight, number: int, now: datetime, language: str, typed: str = "", problem: Sentence | None = None
) -> ReviewQueue:
    """What waits for this person's word."""
    total = await visits.count_visits(sight, Selection(statuses=("submitted",)))
    shown = min(number, last_page(total, PAGE_ROWS))
    rows = await review_queues.list_waiting(sight, PAGE_ROWS, PAGE_ROWS * (shown - 1))
    lines = tuple(waiting_line(row, now, language) for row in rows)
    return ReviewQueue(
        sentence=say_count(*WAITING, total) if total else NOTHING_WAITS,
        detail=say_count(*OLDEST, lines[0].days) if lines and shown == 1 and lines[0].days else None,
        rows=lines,
        pages=pages_of(total, shown, PAGE_ROWS, "/reviews"),
        saved=tuple(await remarks.list_saved_remarks()),
        appeals=tuple(await voices.list_open_appeals(sight)),
        appeal_days=await voices.get_appeal_days() if sight.role == "owner" else None,
        typed=typed,
        problem=problem,
    )


def waiting_line(row: VisitRow, now: datetime, language: str) -> WaitingLine:
    """A visit in the reader's language."""
    return WaitingLine(
        id=row.id,
        branch=row.branch,
        visit_date=row.visit_date,
        checklist=Text(tuple(row.checklist_name.items())).in_language(language),
        auditor=row.auditor or NO_AUDITOR,
        days=max(0, (now - row.submitted_at).days) if row.submitted_at else 0,
        percent=None if row.percent_micro is None else row.percent_micro / 1_000_000,
        is_failed=row.failed,
    )
