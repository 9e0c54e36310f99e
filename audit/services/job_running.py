"""The process that runs the jobs: looks what is asked for, hands it to the engine, writes down what becomes of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from audit.errors import AuditError
from audit.jobs import Work
from audit.jobs.engine import Engine
from audit.services.job_kinds import Kind, Watch
from audit.services.job_tools import Tools
from audit.services.jobs import kept_problem
from audit.store import jobs
from audit.store.jobs import JobRow
from audit.store.leadership import leading

LOOK_SECONDS = 0.5
LONG_AT_ONCE = 2
MOST_LOOKED_AT = 50
KEPT_DAYS = 7

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Desk:
    """What the process has before it."""

    tools: Tools
    kinds: Mapping[str, Kind]
    watches: tuple[Watch, ...]
    looked: dict[int, datetime] = field(default_factory=dict)


async def run_jobs(desk: Desk, stop: asyncio.Event) -> None:
    """Run jobs until told to stop, once nobody else does. The store is open."""
    async with leading(stop) as still_leading:
        if still_leading is None:
            return
        await jobs.put_running_back()
        works: dict[str, Work] = {name: partial(kind.work, desk.tools) for name, kind in desk.kinds.items()}
        async with Engine(desk.tools.settings.database, works, Telling()) as engine:
            while not stop.is_set():
                await still_leading()
                await look(desk, engine, datetime.now(UTC))
                await wait(stop, LOOK_SECONDS)


async def wait(stop: asyncio.Event, seconds: float) -> None:
    """Wait so long, or until told to stop."""
    try:
        await asyncio.wait_for(stop.wait(), seconds)
    except TimeoutError:
        return


async def look(desk: Desk, engine: Engine, now: datetime) -> None:
    """One look at everything: who asks for more, what may begin."""
    for place, watch in enumerate(desk.watches):
        if now >= desk.looked.get(place, now) + timedelta(seconds=watch.seconds) or place not in desk.looked:
            desk.looked[place] = now
            await ask_watch(desk, watch, now)
    await start_due(desk, engine, now)


async def ask_watch(desk: Desk, watch: Watch, now: datetime) -> None:
    """Let a watch look. What goes wrong with it is written down, and it looks again the next time."""
    try:
        await watch.look(desk.tools, now)
    except AuditError:
        log.exception("A watch failed")


async def start_due(desk: Desk, engine: Engine, now: datetime) -> None:
    """Begin what is due: quick work at once, of long work only so much at a time."""
    going = await jobs.list_kinds_of(sorted(engine.going))
    room = LONG_AT_ONCE - sum(not is_quick(desk, kind) for kind in going)
    for job in await jobs.list_due_jobs(now, MOST_LOOKED_AT):
        if job.kind not in desk.kinds or await is_still_going(engine, job):
            continue
        if not is_quick(desk, job.kind):
            if room <= 0:
                continue
            room -= 1
        await start(engine, job)


async def is_still_going(engine: Engine, job: JobRow) -> bool:
    """Whether a job has not stopped yet since it was paused. One that was never told to goes on as if never paused."""
    if job.id in engine.going and await engine.state(job.id) == "going":
        await jobs.put_job_state(job.id, "running", ("waiting",))
    return job.id in engine.going


def is_quick(desk: Desk, kind: str) -> bool:
    """Whether a kind of work is not to be kept waiting."""
    return kind in desk.kinds and desk.kinds[kind].is_quick


async def start(engine: Engine, job: JobRow) -> None:
    """Hand one job to the engine. One that the engine has finished already is only written down as done."""
    if await engine.state(job.id) == "done":
        await jobs.put_job_state(job.id, "done", ("waiting",), ended_at=datetime.now(UTC))
    elif await jobs.put_job_state(job.id, "running", ("waiting",), problem=None):
        await engine.start(job.id, job.kind, job.wanted)


class Telling:
    """What the engine tells goes into the job's row."""

    async def may_go_on(self, job: str) -> bool:
        """Whether it is still wanted."""
        return await jobs.find_job_state(job) not in ("paused", "cancelled")

    async def began(self, job: str) -> None:
        """It runs. One that goes on after a kill began long ago."""
        await jobs.put_job_started(job, datetime.now(UTC))

    async def came_to(self, job: str, done: int, total: int) -> None:
        """It is so far."""
        await jobs.put_job_progress(job, done, total)

    async def ended(self, job: str, result: Any) -> None:
        """It is done, whatever was wanted of it meanwhile."""
        everything = ("waiting", "running", "paused", "cancelled")
        await jobs.put_job_state(job, "done", everything, result=result, ended_at=datetime.now(UTC))

    async def failed(self, job: str, error: Exception) -> None:
        """It failed; somebody may let it go on where it stopped."""
        problem = kept_problem(error)
        await jobs.put_job_state(job, "failed", ("waiting", "running"), problem=problem, ended_at=datetime.now(UTC))


async def forget_quick_work(kinds: Mapping[str, Kind], now: datetime) -> None:
    """Forget the quick work that was done long ago."""
    quick = [name for name, kind in kinds.items() if kind.is_quick]
    await jobs.remove_done_jobs(quick, now - timedelta(days=KEPT_DAYS))
