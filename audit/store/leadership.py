"""One process at a time: the others wait until it has gone, however it went."""

from __future__ import annotations

import asyncio
import fcntl
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from tortoise.connection import get_connection

from audit.errors import N_, BrokenEnvironment, say
from audit.store.connections import database_name, is_postgres

# Any number, as long as every version of this program uses the same one.
JOBS_LOCK = 4_711_009
PAUSE_SECONDS = 1.0
StillLeading = Callable[[], Awaitable[None]]


@asynccontextmanager
async def leading() -> AsyncIterator[StillLeading]:
    """Wait to be the only one who runs jobs on the open database. What is given raises once we no longer are."""
    if is_postgres():
        async with leading_on_postgres() as still_leading:
            yield still_leading
    else:
        async with leading_on_file(Path(f"{database_name()}.jobs.lock")) as still_leading:
            yield still_leading


async def keep_trying(lock: Callable[[], Awaitable[bool]]) -> None:
    """Try to take a lock until it is ours."""
    while not await lock():  # noqa: ASYNC110 - it is another process that gives it up
        await asyncio.sleep(PAUSE_SECONDS)


@asynccontextmanager
async def leading_on_file(path: Path) -> AsyncIterator[StillLeading]:
    """A lock on a file, which goes with the process that holds it."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        await keep_trying(lambda: is_locked(handle))
        yield nothing
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
async def leading_on_postgres() -> AsyncIterator[StillLeading]:
    """An advisory lock on a connection of its own, which goes with the connection."""
    client = get_connection("default")
    async with client.acquire_connection() as connection:
        await keep_trying(lambda: connection.fetchval("SELECT pg_try_advisory_lock($1)", JOBS_LOCK))

        async def still_leading() -> None:
            if connection.is_closed():
                raise BrokenEnvironment(say(N_("The connection that lets this process run jobs was lost.")))
            await connection.execute("SELECT 1")

        try:
            yield still_leading
        finally:
            if not connection.is_closed():
                await connection.execute("SELECT pg_advisory_unlock($1)", JOBS_LOCK)
