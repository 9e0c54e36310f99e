"""Asking for work that runs later or for long, and what people do with it while it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from audit.errors import N_, AuditError, NotNow, Sentence, say
from audit.services.kept_sentences import pack, unpack
from audit.store import jobs, log
from audit.store.connections import transaction
from audit.store.jobs import JobRow, NewJob
from audit.store.sights import Sight

OVER = N_("This work is {state}: that cannot be done with it now.")
FROM_STATES = {
    "paused": ("waiting", "running"),
    "cancelled": ("waiting", "running", "paused", "failed"),
    "waiting": ("paused", "failed"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A job to be asked for: its kind (`services/job_kinds.py`), what it is given (what JSON can hold), for whom.

    `key` makes it the same job however often it is asked for. It begins at `due_at`, or at once.
    """

    kind: str
    wanted: Mapping[str, Any]
    person_id: int | None = None
    subject: str = ""
    key: str = ""
    due_at: datetime | None = None


async def ask_for(asked: Asked, now: datetime) -> str:
    """Ask for a job; its id. Inside a transaction it is asked for when that is committed, and not at all when not."""
    job_id = str(uuid5(NAMESPACE_URL, f"{asked.kind}/{asked.key}")) if asked.key else str(uuid4())
    new = NewJob(job_id, asked.kind, asked.wanted, asked.due_at or now, asked.person_id, asked.subject)
    await jobs.put_job(new, now)
    return job_id


async def find_job(sight: Sight, job_id: str) -> JobRow:
    """A job that a person may see."""
    return await jobs.get_job(sight, job_id)


async def pause_job(sight: Sight, job_id: str, now: datetime) -> None:
    """Let a job stop after the step it is at."""
    await move_job(sight, job_id, "paused", now)


async def resume_job(sight: Sight, job_id: str, now: datetime) -> None:
    """Let a job that was paused or has failed go on where it stopped."""
    await move_job(sight, job_id, "waiting", now)


async def cancel_job(sight: Sight, job_id: str, now: datetime) -> None:
    """End a job for good. What its finished steps did stays done."""
    await move_job(sight, job_id, "cancelled", now, ended_at=now)


async def move_job(sight: Sight, job_id: str, state: str, now: datetime, **values: Any) -> None:
    """Change what is wanted of a job. The process that runs it looks every moment."""
    async with transaction():
        job = await jobs.get_job(sight, job_id)
        if not await jobs.put_job_state(job_id, state, FROM_STATES[state], **values):
            raise NotNow(say(OVER, state=job.state))
        await log.add_entry(sight.person_id, f"job {state}", "job", job_id, {"kind": job.kind}, now)


def kept_problem(error: Exception) -> dict[str, Any]:
    """Why a job failed, as it is kept: a sentence of ours, or that the log has it."""
    sentence = error.sentence if isinstance(error, AuditError) else say(FAULT, name=type(error).__name__)
    return pack(sentence)


FAULT = N_("It stopped at an error of ours ({name}). The reason is in the server's log.")


def problem_of(job: JobRow) -> Sentence | None:
    """Why a job failed."""
    return unpack(job.problem) if job.problem else None
