"""One process runs the jobs; the others wait, and stop waiting when they are told to."""

from __future__ import annotations

import asyncio

from audit.store.leadership import leading


async def test_one_leads_at_a_time_and_the_next_follows(store: str) -> None:
    first, second = asyncio.Event(), asyncio.Event()
    entered = asyncio.Event()

    async def follow() -> bool:
        async with leading(second) as still_leading:
            entered.set()
            assert still_leading is not None
            await still_leading()
            return True

    async with leading(first) as still_leading:
        assert still_leading is not None
        waiting = asyncio.create_task(follow())
        await asyncio.sleep(0.1)
        assert not entered.is_set()
        await still_leading()
    assert await asyncio.wait_for(waiting, 30)


async def test_who_waits_stops_when_told_to(store: str) -> None:
    stop = asyncio.Event()
    async with leading(asyncio.Event()), asyncio.timeout(30):
        stop.set()
        async with leading(stop) as still_leading:
            assert still_leading is None
