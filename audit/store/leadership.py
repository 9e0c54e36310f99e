"""One process at a time: the others wait until it has gone, however it went."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from tortoise.connection import get_connection

from audit.errors import N_, BrokenEnvironment, say
from audit.store.connections import database_name, is_postgres

# Any number, as long as every version of this program uses the same one.
JOBS_LOCK = 4_711_009
LOCK = "SELECT pg_try_advisory_lock($1)"
PAUSE_SECONDS = 1.0
StillLeading = Callable[[], Awaitable[None]]


@asynccontextmanager
async def leading(stop: asyncio.Event) -> AsyncIterator[StillLeading | None]:
    """Wait to be the only one who runs jobs on the open database; None when told to stop before that.

    What is given raises once we no longer are the only one.
    """
    path = Path(f"{database_name()}.jobs.lock")
    async with leading_on_postgres(stop) if is_postgres() else leading_on_file(path, stop) as still_leading:
        yield still_leading


async def keep_trying(lock: Callable[[], Awaitable[bool]], stop: asyncio.Event) -> bool:
    """Try to take a lock until it is ours, or until told to stop; whether it is ours."""
    while not await lock():
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), PAUSE_SECONDS)
        if stop.is_set():
            return False
    return True


@asynccontextmanager
async def leading_on_file(path: Path, stop: asyncio.Event) -> AsyncIterator[StillLeading | None]:
    """A lock on a file, which goes with the process that holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        yield nothing if await keep_trying(lambda: is_locked(handle), stop) else None
    finally:
        os.close(handle)


async def is_locked(handle: int) -> bool:
    """Whether we have the lock now."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


async def nothing() -> None:
    """A lock on a file is never lost."""


@asynccontextmanager
async def leading_on_postgres(stop: asyncio.Event) -> AsyncIterator[StillLeading | None]:
    """An advisory lock on a connection of its own, which goes with the connection."""
    client = get_connection("default")
    async with client.acquire_connection() as connection:
        is_ours = await keep_trying(lambda: connection.fetchval(LOCK, JOBS_LOCK), stop)

        async def still_leading() -> None:
            if connection.is_closed():
                raise BrokenEnvironment(say(N_("The connection that lets this process run jobs was lost.")))
            await connection.execute("SELECT 1")

        try:
            yield still_leading if is_ours else None
        finally:
            if is_ours and not connection.is_closed():
                await connection.execute("SELECT pg_advisory_unlock($1)", JOBS_LOCK)
