"""Jobs: what was asked for, and what became of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from audit.errors import NotFound, say
from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.models import Job
from audit.store.raw import can_hold, run
from audit.store.sights import NOT_HERE, Sight


@dataclass(frozen=True, slots=True)
class NewJob:
    """A job as it is asked for."""

    id: str
    kind: str
    wanted: Mapping[str, Any]
    due_at: datetime
    person_id: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as it stands."""

    id: str
    kind: str
    subject: str
    wanted: Mapping[str, Any]
    person_id: int | None
    person: str | None
    state: str
    done: int
    total: int
    result: Any
    problem: Mapping[str, Any] | None
    created_at: datetime
    due_at: datetime
    started_at: datetime | None
    ended_at: datetime | None


COLUMNS = (
    "id", "kind", "subject", "wanted", "person_id", "person__name", "state", "done", "total", "result", "problem",
    "created_at", "due_at", "started_at", "ended_at",
)  # fmt: skip
LONGEST_ID, LONGEST_SUBJECT = 36, 200
PUT_JOB = """
INSERT INTO job (id, kind, subject, wanted, person_id, state, done, total, created_at, due_at)
VALUES ($1, $2, $3, $4, $5, 'waiting', 0, 0, $6, $7) ON CONFLICT (id) DO NOTHING
"""


async def put_job(new: NewJob, now: datetime) -> None:
    """Ask for a job. One with the same id is the same job."""
    values = [new.id, new.kind, new.subject[:LONGEST_SUBJECT], to_text(dict(new.wanted)), new.person_id]
    await run(writer(), PUT_JOB, [*values, now, new.due_at])


async def get_job(sight: Sight, job_id: str) -> JobRow:
    """A job that a person may see: an owner all, anybody else their own."""
    rows = await seen_by(sight).filter(id=job_id).values_list(*COLUMNS) if can_hold(LONGEST_ID, job_id) else []
    if not rows:
        raise NotFound(say(NOT_HERE))
    return JobRow(*rows[0])


async def list_jobs(sight: Sight, limit: int, hidden_when_done: Collection[str] = ()) -> list[JobRow]:
    """The latest jobs that a person may see; of the kinds to be hidden, those that are not simply done."""
    query = seen_by(sight)
    if hidden_when_done:
        is_hidden = Q(kind__in=list(hidden_when_done)) & Q(state__in=["done", "waiting"])
        query = query.filter(~is_hidden)
    rows = await query.order_by("-created_at", "-id").limit(limit).values_list(*COLUMNS)
    return [JobRow(*row) for row in rows]


def seen_by(sight: Sight) -> QuerySet[Job]:
    """The jobs that a person may see."""
    return Job.all() if sight.role == "owner" else Job.filter(person_id=sight.person_id)


async def list_due_jobs(now: datetime, limit: int) -> list[JobRow]:
    """What waits and may begin now, the longest waiting first."""
    query = Job.filter(state="waiting", due_at__lte=now).order_by("due_at", "created_at", "id")
    return [JobRow(*row) for row in await query.limit(limit).values_list(*COLUMNS)]


async def find_job_state(job_id: str) -> str | None:
    """In which state a job is wanted."""
    rows = await Job.filter(id=job_id).values_list("state", flat=True)
    return str(rows[0]) if rows else None


async def list_kinds_of(job_ids: Collection[str]) -> list[str]:
    """The kind of each of these jobs."""
    rows = await Job.filter(id__in=list(job_ids)).values_list("kind", flat=True) if job_ids else []
    return [str(kind) for kind in rows]


async def put_job_started(job_id: str, now: datetime) -> None:
    """It has begun; the first time counts."""
    await Job.filter(id=job_id, started_at=None).update(started_at=now)


async def put_job_state(job_id: str, state: str, from_states: Collection[str], **values: Any) -> bool:
    """Move a job on; False when it is in none of the states to move from."""
    return bool(await Job.filter(id=job_id, state__in=list(from_states)).update(state=state, **values))


async def put_job_progress(job_id: str, done: int, total: int) -> None:
    """How far it is."""
    await Job.filter(id=job_id).update(done=done, total=total)


async def put_running_back() -> int:
    """What ran when the last engine stopped waits for this one."""
    return await Job.filter(state="running").update(state="waiting")


async def remove_done_jobs(kinds: Collection[str], before: datetime) -> int:
    """Forget what was done long ago."""
    return await Job.filter(kind__in=list(kinds), state="done", ended_at__lt=before).delete()
