"""What a job sees of the engine: its steps, and whom to tell how far it is."""

from __future__ import annotations

import asyncio
import contextvars
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Value = Any
"""What JSON can hold: what goes into a job, comes out of a step and is left at the end."""

T = TypeVar("T")


class Steps(Protocol):
    """What keeps the steps that have finished."""

    async def do(self, name: str, attempts: int, func: Callable[[], Coroutine[Any, Any, T]]) -> T:
        """Do a step, or give what it gave when it was done before."""

    async def stop(self, job: str) -> None:
        """Let a job begin no further step."""


class Hooks(Protocol):
    """Whom the engine tells what becomes of a job. Each may be told the same thing twice."""

    async def may_go_on(self, job: str) -> bool:
        """Whether nobody has paused or cancelled it."""

    async def began(self, job: str) -> None:
        """It runs."""

    async def came_to(self, job: str, done: int, total: int) -> None:
        """It is so far."""

    async def ended(self, job: str, result: Value) -> None:
        """It is done."""

    async def failed(self, job: str, error: Exception) -> None:
        """A step failed, and with it the job."""


@dataclass(frozen=True, slots=True)
class Run:
    """One job while it runs.

    Between its steps a job only decides which step comes next, from what it was given and what the steps gave
    back: after a kill it runs again from its first line, and every step that had finished gives what it gave.
    """

    job: str
    steps: Steps
    hooks: Hooks
    context: contextvars.Context

    async def step(self, func: Callable[..., Awaitable[T]], *args: Value, name: str = "", attempts: int = 1) -> T:
        """Do something once: `await run.step(print_report, "utrecht")`. It gives back what JSON can hold.

        A step that was killed in the middle is done again, so it must do no harm when it is. `attempts` more than
        one tries again after 1, 2, 4 seconds when it raises.
        """
        if not await self.within(self.hooks.may_go_on, self.job):
            await self.within(self.steps.stop, self.job)  # the step below then does not begin

        async def inside() -> T:
            return await self.within(func, *args)

        return await self.steps.do(name or getattr(func, "__name__", "step"), attempts, inside)

    async def come_to(self, done: int, total: int) -> None:
        """Say how far it is: so many of so many."""
        await self.within(self.hooks.came_to, self.job, done, total)

    async def within(self, func: Callable[..., Awaitable[T]], *args: Value) -> T:
        """Await something where the database is open: the engine calls from where it is not."""

        async def call() -> T:
            return await func(*args)

        return await asyncio.get_running_loop().create_task(call(), context=self.context.copy())


Work = Callable[[Run, Mapping[str, Value]], Awaitable[Value]]
"""What a job does: `async def make_reports(run, wanted)`."""
