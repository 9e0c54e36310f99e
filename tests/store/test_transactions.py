"""Transactions: whole or not at all, one after another, and nothing left behind when they fail."""

# ruff: noqa: PT012 - a transaction that fails is more than one statement

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from audit.errors import BrokenEnvironment
from audit.store import chains, log
from audit.store.connections import Conflict, open_store, reader, snapshot, transaction, writer
from audit.store.raw import fetch, fetch_one, gathered, run

NOW = datetime(2026, 11, 23, tzinfo=UTC)


async def count_regions() -> int:
    row = await fetch_one(writer(), "SELECT COUNT(*) FROM region")
    assert row is not None
    return int(row[0])


async def test_raising_rolls_back(store: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction():
            await chains.add_region("North")
            raise ZeroDivisionError
    assert await count_regions() == 0


async def test_a_broken_rule_rolls_back_and_frees_the_connection(store: str) -> None:
    with pytest.raises(Conflict):
        async with transaction():
            await chains.add_region("North")
            await run(writer(), "INSERT INTO region (name, path) VALUES ('North', '/')")
    await chains.add_region("South")
    assert await count_regions() == 1


async def test_gathered_writes_are_seen_by_the_next_read(store: str) -> None:
    async with transaction():
        async with gathered(writer()):
            await run(writer(), "INSERT INTO region (name, path) VALUES ($1, '/')", ["North"])
            await run(writer(), "INSERT INTO region (name, path) VALUES ($1, '/')", ["South"])
        assert await count_regions() == 2
    assert await count_regions() == 2


async def test_gathered_writes_are_committed_at_the_end(store: str) -> None:
    async with transaction(), gathered(writer()):
        await run(writer(), "INSERT INTO region (name, path) VALUES ($1, '/')", ["North"])
    assert await count_regions() == 1


async def test_gathered_writes_that_break_a_rule_undo_everything(store: str) -> None:
    with pytest.raises(Conflict):
        async with transaction():
            await log.add_entry(None, "planned", "visit", "1", {}, NOW)
            async with gathered(writer()):
                for _ in range(2):
                    await run(writer(), "INSERT INTO region (name, path) VALUES ('North', '/')")
    assert await log.list_entries("visit", "1") == []
    assert await count_regions() == 0


async def test_what_is_gathered_when_the_body_fails_never_runs(store: str) -> None:
    with pytest.raises(ZeroDivisionError):
        async with transaction(), gathered(writer()):
            await run(writer(), "INSERT INTO region (name, path) VALUES ('North', '/')")
            raise ZeroDivisionError
    assert await count_regions() == 0


async def test_a_transaction_inside_another_is_undone_alone(store: str) -> None:
    async with transaction():
        async with gathered(writer()):
            await run(writer(), "INSERT INTO region (name, path) VALUES ('Kept', '/')")
        with pytest.raises(ZeroDivisionError):
            async with transaction():
                async with gathered(writer()):
                    await run(writer(), "INSERT INTO region (name, path) VALUES ('Undone', '/')")
                raise ZeroDivisionError
        async with transaction(), gathered(writer()):
            await run(writer(), "INSERT INTO region (name, path) VALUES ('Inner', '/')")
    rows = await fetch(writer(), "SELECT name FROM region ORDER BY name")
    assert [row[0] for row in rows] == ["Inner", "Kept"]


async def test_a_cancelled_transaction_leaves_nothing_open(store: str) -> None:
    async def slow() -> None:
        async with transaction():
            await chains.add_region("North")
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with transaction():
        await chains.add_region("South")
    assert await count_regions() == 1


async def test_a_snapshot_does_not_change(store: str) -> None:
    async with snapshot():
        assert await count_regions() == 0
        await asyncio.create_task(added_elsewhere(store))
        assert await count_regions() == 0
    assert await count_regions() == 1


async def added_elsewhere(url: str) -> None:
    async with open_store(url), transaction():
        await chains.add_region("North")


async def test_the_reader_cannot_write(store: str) -> None:
    with pytest.raises(BrokenEnvironment):
        await run(reader(), "INSERT INTO region (name, path) VALUES ('North', '/')")
    assert await count_regions() == 0


@pytest.mark.parametrize("engine", ["sqlite"], scope="session")
async def test_connections_ask_for_what_was_promised(store: str) -> None:
    asked = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30000}
    for name, value in asked.items():
        row = await fetch_one(writer(), f"PRAGMA {name}")
        assert row is not None
        assert row[0] == value
