"""Two server processes that read, then write, never see "database is locked"."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from audit.store import chains
from audit.store.connections import is_postgres, open_store
from tests.store.readers_and_writers import ROUNDS

PROCESSES = 3


def start(url: str, *extra: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.store.readers_and_writers", url, "name", *extra]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[2])


def failures_of(runs: list[subprocess.Popen[bytes]]) -> int:
    """Let all go at once, when all are there."""
    for run in runs:
        assert run.stdout and run.stdout.readline() == b"open\n"
    for run in runs:
        assert run.stdin
        run.stdin.write(b"\n")
        run.stdin.flush()
    return sum(int(run.communicate()[0]) for run in runs)


@pytest.mark.parametrize("engine", ["sqlite"], scope="session")
async def test_no_transaction_fails_and_no_update_is_lost(database_url: str) -> None:
    async with open_store(database_url):
        await chains.put_chain(name="Chain", few_visits=0)
        assert not is_postgres()
    assert failures_of([start(database_url) for _ in range(PROCESSES)]) == 0
    async with open_store(database_url):
        assert (await chains.get_chain()).few_visits == PROCESSES * ROUNDS


@pytest.mark.parametrize("engine", ["sqlite"], scope="session")
async def test_with_a_plain_begin_this_test_would_notice(database_url: str) -> None:
    async with open_store(database_url):
        await chains.put_chain(name="Chain", few_visits=0)
    assert failures_of([start(database_url, "plain") for _ in range(PROCESSES)]) > 0
