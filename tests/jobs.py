"""Runs what was asked for in the open store at once, step by step, without the engine and its process."""

from __future__ import annotations

import contextvars
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from audit.jobs import Run
from audit.services.job_kinds import KINDS
from audit.services.job_running import Telling
from audit.services.job_tools import Tools
from audit.store import jobs

T = TypeVar("T")


class PlainSteps:
    """Steps that are simply done."""

    async def do(self, name: str, attempts: int, func: Callable[[], Awaitable[T]]) -> T:
        return await func()

    async def stop(self, job: str) -> None:
        raise AssertionError(f"{job} was paused or cancelled")


async def run_due_jobs(tools: Tools, now: datetime) -> int:
    """Run everything that is due, what comes due meanwhile included; how many jobs that was."""
    telling, count = Telling(), 0
    while due := await jobs.list_due_jobs(now, limit=50):
        for job in due:
            await jobs.put_job_state(job.id, "running", ("waiting",))
            result = await KINDS[job.kind].work(
                tools, Run(job.id, PlainSteps(), telling, contextvars.copy_context()), job.wanted
            )
            await telling.ended(job.id, result)
            count += 1
    return count
