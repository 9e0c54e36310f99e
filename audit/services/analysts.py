"""Who does the statistics of a page: this process, or one beside it.

A server's worker has an analyst of its own: a process that keeps scipy and its memory to itself, so that the worker
stays small, starts without it, and answers others while a large chain is fitted. The command line, jobs and tests
analyse where they are.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
import pickle
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from audit.scoring.analysis import Analysis, AnalysisOptions, analyse
from audit.scoring.sums import ChainSums

ROOT = Path(__file__).resolve().parent.parent.parent
AFTER_START_SECONDS = 3.0
"""The first page is answered by then; the analyst gets ready in the quiet after it."""
REMEMBERED = 32
"""A new visit leaves the sums of most other views as they were: their analyses are still right."""
GONE = (EOFError, OSError, pickle.UnpicklingError)


class Analyst:
    """One process of `analyst_worker`, started when first needed; one analysis at a time, more wait.

    Blocking: call `analyse` in a thread.
    """

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._known: OrderedDict[bytes, Analysis] = OrderedDict()

    @property
    def pid(self) -> int | None:
        """The process that is ready now."""
        return self._process.pid if self._process else None

    def analyse(self, sums: ChainSums, options: AnalysisOptions) -> Analysis:
        """The analysis, made over there; made here where that process came to an end over it."""
        question = pickle.dumps((sums, options), pickle.HIGHEST_PROTOCOL)
        key = hashlib.sha256(question).digest()
        with self._turn:
            answer = self._known.pop(key, None) or self._ask(question)
            if answer is not None:
                self._known[key] = answer
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return analyse(sums, options) if answer is None else answer

    def get_ready(self) -> None:
        """Start the process before anybody waits for it."""
        with self._turn:
            self._process = self._process or start()

    def close(self) -> None:
        """Let the process go; the analyst may be asked again."""
        with self._turn:
            self._end()

    def _ask(self, question: bytes) -> Analysis | None:
        self._process = self._process or start()
        assert self._process.stdin and self._process.stdout
        try:
            self._process.stdin.write(question)
            self._process.stdin.flush()
            answer: Analysis = pickle.load(self._process.stdout)  # noqa: S301 - a pipe from our own code to itself
        except GONE:
            self._end()
            return None
        return answer

    def _end(self) -> None:
        gone, self._process = self._process, None
        if gone is None:
            return
        gone.kill()
        for pipe in (gone.stdin, gone.stdout):
            with suppress(OSError):
                assert pipe
                pipe.close()
        gone.wait()


def start() -> subprocess.Popen[bytes]:
    """The process, which ends by itself when this one does: its input ends then."""
    command = [sys.executable, "-m", "audit.services.analyst_worker"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=os.environ)


_beside: list[Analyst] = []


async def analysed(sums: ChainSums, options: AnalysisOptions) -> Analysis:
    """The analysis of a page, without holding up anybody else's."""
    make = _beside[-1].analyse if _beside else analyse
    return await asyncio.to_thread(make, sums, options)


@asynccontextmanager
async def analyst_beside(after_seconds: float = AFTER_START_SECONDS) -> AsyncIterator[Analyst]:
    """Have analyses made by a process beside this one for as long as the context lasts: what a server runs."""
    analyst = Analyst()
    _beside.append(analyst)
    soon = asyncio.create_task(get_ready_after(analyst, after_seconds))
    try:
        yield analyst
    finally:
        soon.cancel()
        with suppress(asyncio.CancelledError):
            await soon
        _beside.remove(analyst)
        await asyncio.to_thread(analyst.close)


async def get_ready_after(analyst: Analyst, seconds: float) -> None:
    """Have the process ready a little later."""
    await asyncio.sleep(seconds)
    await asyncio.to_thread(analyst.get_ready)
