"""Jobs run in a process of their own: they survive its death, and people can pause, resume, cancel and retry them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from audit.errors import NotFound, NotNow
from audit.services.jobs import Asked, ask_for, cancel_job, find_job, pause_job, problem_of, resume_job
from audit.store.connections import open_store, transaction
from audit.store.jobs import JobRow
from tests.cast import NOW, Cast, make_cast

ROOT = Path(__file__).parents[2]
MOST_SECONDS = 60


class Work:
    """One job of five steps, and the process that runs it."""

    def __init__(self, cast: Cast, url: str, folder: Path) -> None:
        self.cast, self.url, self.folder = cast, url, folder
        self.job = ""

    async def ask(self, steps: int = 5) -> None:
        wanted = {"folder": str(self.folder), "steps": steps}
        self.job = await ask_for(Asked("count", wanted, self.cast.owner.id, "five"), NOW)

    async def ask_another_and_wait(self) -> None:
        """Whatever the process had to do before this, it has done."""
        other = Work(self.cast, self.url, self.folder / "other")
        other.folder.mkdir(exist_ok=True)
        await other.ask(steps=3)
        await other.until("done")

    @contextmanager
    def process(self) -> Iterator[subprocess.Popen[bytes]]:
        command = [sys.executable, "-m", "tests.services.job_process", self.url, str(self.folder)]
        process = subprocess.Popen(command, cwd=ROOT)
        try:
            yield process
        finally:
            process.kill()  # SIGKILL: nothing is tidied up
            process.wait()

    def lines(self) -> list[str]:
        path = self.folder / "lines"
        return path.read_text().split() if path.exists() else []

    def at(self, name: str, number: int) -> None:
        (self.folder / name).write_text(str(number))

    def no_more(self, name: str) -> None:
        (self.folder / name).unlink()

    async def row(self) -> JobRow:
        return await find_job(await self.cast.sight("owner"), self.job)

    async def until_line(self, number: int) -> None:
        await until(lambda: str(number) in self.lines())

    async def until(self, state: str) -> JobRow:
        async with asyncio.timeout(MOST_SECONDS):
            async for _ in looking():
                if (row := await self.row()).state == state:
                    return row
        raise AssertionError(state)


async def looking() -> AsyncIterator[None]:
    """Now, and again every moment."""
    while True:
        yield
        await asyncio.sleep(0.05)


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(MOST_SECONDS):
        async for _ in looking():
            if is_so():
                return


@pytest.fixture
async def work(database_url: str, tmp_path: Path) -> AsyncIterator[Work]:
    folder = tmp_path / "work"
    folder.mkdir()
    async with open_store(database_url):
        yield Work(await make_cast(), database_url, folder)


async def test_a_killed_job_goes_on_without_repeating_what_was_finished(work: Work) -> None:
    """Of two processes one works. Both are killed, and two others come."""
    await work.ask()
    work.at("hold", 3)
    with work.process(), work.process():
        await work.until_line(3)
    assert (await work.row()).state == "running" and (await work.row()).done == 3
    work.no_more("hold")
    with work.process(), work.process():
        row = await work.until("done")
    assert work.lines() == ["0", "1", "2", "3", "3", "4"]  # the step in the middle of which it was killed, again
    assert row.result == [f"step {number}" for number in range(5)]
    assert (row.done, row.total) == (5, 5) and row.started_at and row.ended_at


async def test_a_job_is_paused_after_its_step_resumed_with_the_next_and_cancelled_for_good(work: Work) -> None:
    owner = await work.cast.sight("owner")
    await work.ask()
    work.at("hold", 1)
    with work.process():
        await work.until_line(1)
        await pause_job(owner, work.job, NOW)
        work.at("hold", 3)
        await work.ask_another_and_wait()
        assert work.lines() == ["0", "1"] and (await work.row()).state == "paused"
        await resume_job(owner, work.job, NOW)
        await work.until_line(3)
        await cancel_job(owner, work.job, NOW)
        work.no_more("hold")
        await work.ask_another_and_wait()
    assert work.lines() == ["0", "1", "2", "3"] and (await work.row()).state == "cancelled"
    with pytest.raises(NotNow):
        await resume_job(owner, work.job, NOW)


async def test_a_failed_job_says_why_and_goes_on_with_the_step_that_failed(work: Work) -> None:
    await work.ask()
    work.at("fail", 2)
    with work.process():
        row = await work.until("failed")
        assert str(problem_of(row)) == "The paper is out."
        work.no_more("fail")
        await resume_job(await work.cast.sight("owner"), work.job, NOW)
        row = await work.until("done")
    assert work.lines() == ["0", "1", "2", "2", "3", "4"] and row.problem is None


async def test_a_job_is_asked_for_with_what_wants_it_or_not_at_all(work: Work) -> None:
    with suppress(RuntimeError):
        async with transaction():
            await work.ask()
            raise RuntimeError
    with pytest.raises(NotFound):
        await work.row()


async def test_a_job_with_a_key_is_asked_for_once(work: Work) -> None:
    once = await ask_for(Asked("count", {"steps": 1}, key="2026-11"), NOW)
    again = await ask_for(Asked("count", {"steps": 9}, key="2026-11"), NOW)
    assert once == again
    assert (await find_job(await work.cast.sight("owner"), once)).wanted == {"steps": 1}


async def test_somebody_elses_job_is_not_there(work: Work) -> None:
    await work.ask()
    with pytest.raises(NotFound):
        await pause_job(await work.cast.sight("manager"), work.job, NOW)


def test_the_process_that_serves_pages_never_loads_the_engine() -> None:
    code = "import sys, audit.app, audit.web.jobs; sys.exit('dbos' in sys.modules or 'sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
