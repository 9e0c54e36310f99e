"""What runs later or for long, as its owner sees it: what waits, how far it is, what failed and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.errors import N_, Sentence, say, say_count
from audit.services.job_kinds import KINDS
from audit.services.jobs import FROM_STATES, problem_of
from audit.store import jobs
from audit.store.jobs import JobRow
from audit.store.sights import Sight

TITLE = say(N_("Background work"))
NOTHING_GOING = say(N_("Nothing is being worked on in the background."))
GOING = (N_("{count} piece of work is under way."), N_("{count} pieces of work are under way."))
FAILED = (N_("{count} piece of work has failed."), N_("{count} pieces of work have failed."))
NOBODY_WORKS = say(N_("Nobody is working on this: start `audit jobs`, or the server again."))
STATES = {
    "waiting": say(N_("Waiting")),
    "running": say(N_("Running")),
    "paused": say(N_("Paused")),
    "cancelled": say(N_("Cancelled")),
    "done": say(N_("Done")),
    "failed": say(N_("Failed")),
}
MOST_SHOWN = 100
LONG_WAIT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class JobLine:
    """One piece of work, and what can be done with it now."""

    id: str
    title: Sentence | str
    subject: str
    person: str
    state: str
    state_label: Sentence
    done: int
    total: int
    asked_at: datetime
    ended_at: datetime | None
    problem: Sentence | None
    may_pause: bool
    may_resume: bool
    may_cancel: bool


@dataclass(frozen=True, slots=True)
class JobsPage:
    """The latest pieces of work. `warning` says when nobody seems to work on them."""

    sentence: Sentence
    rows: tuple[JobLine, ...]
    is_going: bool
    warning: Sentence | None = None
    title: Sentence = TITLE


async def jobs_page(sight: Sight, now: datetime) -> JobsPage:
    """What a person may see of it: an owner everything, a manager what they asked for."""
    quick = [name for name, kind in KINDS.items() if kind.is_quick]
    rows = await jobs.list_jobs(sight, MOST_SHOWN, hidden_when_done=quick)
    lines = tuple(job_line(row) for row in rows)
    going = sum(row.state in ("waiting", "running") for row in rows)
    return JobsPage(sentence_for(rows, going), lines, going > 0, NOBODY_WORKS if is_left_lying(rows, now) else None)


def sentence_for(rows: list[JobRow], going: int) -> Sentence:
    """What matters most: what failed, else what is under way."""
    if failed := sum(row.state == "failed" for row in rows):
        return say_count(*FAILED, failed)
    return say_count(*GOING, going) if going else NOTHING_GOING


def is_left_lying(rows: list[JobRow], now: datetime) -> bool:
    """Whether something has been due for a while, and nothing runs that it could be waiting for."""
    if any(row.state == "running" for row in rows):
        return False
    return any(row.state == "waiting" and row.due_at + LONG_WAIT < now for row in rows)


def job_line(row: JobRow) -> JobLine:
    """One row of the list."""
    title = KINDS[row.kind].title if row.kind in KINDS else row.kind
    return JobLine(
        row.id, title, row.subject, row.person or "", row.state, STATES[row.state], row.done, row.total,
        row.created_at, row.ended_at, problem_of(row) if row.state == "failed" else None,
        may_pause=row.state in FROM_STATES["paused"],
        may_resume=row.state in FROM_STATES["waiting"],
        may_cancel=row.state in FROM_STATES["cancelled"],
    )  # fmt: skip
