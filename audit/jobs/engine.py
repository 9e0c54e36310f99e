"""DBOS runs our jobs: it keeps what each step gave, and after a kill goes on with the first step it has nothing of.

One engine at a time works on a database (services see to that), under one name: so whatever was running when the
last one was killed is this one's to go on with.
"""

from __future__ import annotations

import asyncio
import contextvars
import logging
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Literal, Self, TypeVar

from dbos import DBOS, DBOSConfig, SetWorkflowID, StepOptions

from audit.jobs.places import SCHEMA, engine_url
from audit.jobs.runs import Hooks, Run, Value, Work
from audit.jobs.values import JsonValues

NAME = "audit"
# Kept the same for ever: DBOS leaves alone what another version began, and a job goes on after an upgrade.
VERSION = "1"
FIRST_PAUSE_SECONDS = 1.0
T = TypeVar("T")
State = Literal["new", "going", "halted", "done", "failed"]
STATES: dict[str, State] = {"SUCCESS": "done", "ERROR": "failed", "CANCELLED": "halted"}

_engines: list[Engine] = []


class Engine:
    """Runs jobs of the given kinds, in the loop and the context it was entered in. There is one in a process."""

    def __init__(self, database: str, kinds: Mapping[str, Work], hooks: Hooks) -> None:
        self.going: set[str] = set()
        self._database = database
        self._kinds = kinds
        self._hooks = hooks
        self._context = contextvars.copy_context()

    async def __aenter__(self) -> Self:
        """Open the engine's database and go on with what was going when the last engine stopped."""
        self._context = contextvars.copy_context()
        config: DBOSConfig = {
            "name": NAME,
            "executor_id": NAME,
            "application_version": VERSION,
            "system_database_url": engine_url(self._database),
            "dbos_system_schema": SCHEMA,
            "sys_db_pool_size": 4,
            "serializer": JsonValues(),
            "log_level": "ERROR",
            "enable_otlp": False,
        }
        DBOS(config=config)
        speak_like_us()
        _engines.append(self)
        DBOS.launch()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close. What is going stays so, for the next engine."""
        _engines.remove(self)
        await asyncio.to_thread(DBOS.destroy)

    async def start(self, job: str, kind: str, wanted: Mapping[str, Value]) -> None:
        """Begin a job, or go on with one that was halted or failed: there with the step that failed."""
        state = await self.state(job)
        if state == "new":
            with SetWorkflowID(job):
                await DBOS.start_workflow_async(_run_job, job, kind, dict(wanted))
        elif state == "halted":
            await DBOS.resume_workflow_async(job)
        elif state == "failed":
            await DBOS.rewind_workflow_async(job, start_step=await self._failed_step(job))

    async def state(self, job: str) -> State:
        """What the engine knows of a job."""
        status = await DBOS.get_workflow_status_async(job)
        return "new" if status is None else STATES.get(status.status, "going")

    async def _failed_step(self, job: str) -> int:
        """The number of the first step that failed; past the last one when it was none of them."""
        steps = await DBOS.list_workflow_steps_async(job)
        failed = [step["function_id"] for step in steps if step["error"] is not None]
        return min(failed, default=len(steps) + 1)

    async def run(self, job: str, kind: str, wanted: Mapping[str, Value]) -> None:
        """A job from its first line to its last, told to the hooks."""
        run = Run(job, KeptSteps(), self._hooks, self._context)
        self.going.add(job)
        try:
            await run.within(self._hooks.began, job)
            result = await self._kinds[kind](run, wanted)
            await run.within(self._hooks.ended, job, result)
        except Exception as error:
            await run.within(self._hooks.failed, job, error)
            raise
        finally:
            self.going.discard(job)


class KeptSteps:
    """The steps of a job, kept by DBOS."""

    async def do(self, name: str, attempts: int, func: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do a step, or give what it gave when it was done before."""
        options: StepOptions = {"name": name}
        if attempts > 1:
            options |= {"retries_allowed": True, "max_attempts": attempts, "interval_seconds": FIRST_PAUSE_SECONDS}
        given: T = await DBOS.run_step_async(options, func)
        return given

    async def stop(self, job: str) -> None:
        """Let a job begin no further step: DBOS can go on with it later."""
        await DBOS.cancel_workflow_async(job)


def speak_like_us() -> None:
    """Let what DBOS has to say come in the shape of our own log."""
    logger = logging.getLogger("dbos")
    logger.handlers.clear()
    logger.propagate = True


@DBOS.workflow(name="job")
async def _run_job(job: str, kind: str, wanted: dict[str, Value]) -> None:
    await _engines[-1].run(job, kind, wanted)
