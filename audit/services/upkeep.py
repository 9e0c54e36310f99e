"""What a server does for its database by itself, beside the requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from audit.store.statistics import gather_statistics

EVERY_SECONDS = 3600


@asynccontextmanager
async def keeping_statistics() -> AsyncIterator[None]:
    """The planner's statistics, gathered at the start and once an hour while this is open."""
    await gather_statistics()
    task = asyncio.create_task(_every_hour())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _every_hour() -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        await gather_statistics()
