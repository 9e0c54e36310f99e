"""An analyst beside the server says what an analysis here says, and its end loses nothing."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from audit.scoring.analysis import AnalysisOptions, analyse, to_document
from audit.scoring.histories import HistoryOptions, read_history, read_scale
from audit.scoring.sums import ChainSums, chain_sums_from
from audit.services.analysts import Analyst, analysed, analyst_beside, get_ready_after

ROWS = [
    f"{branch}-{visit},b{branch},a{(branch + visit) % 3},2026-01-0{visit},welcome,{(branch * visit) % 5 / 4}"
    for branch in range(1, 6)
    for visit in range(1, 5)
]
OPTIONS = AnalysisOptions()


@pytest.fixture
def sums() -> ChainSums:
    return read()


def read() -> ChainSums:
    """The sums, read anew."""
    text = "visit_id,branch,auditor,date,standard,answer\n" + "\n".join(ROWS)
    return chain_sums_from(read_history(text, HistoryOptions(scale=read_scale("0:1"))))


def is_running(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def test_the_process_says_what_this_one_says(sums: ChainSums) -> None:
    async with analyst_beside() as analyst:
        document = to_document(await analysed(sums, OPTIONS))
        assert document == to_document(analyse(sums, OPTIONS))
        pid = analyst.pid
        assert pid is not None and pid != os.getpid()
    assert not is_running(pid)


def test_sums_that_did_not_change_are_not_analysed_again(sums: ChainSums) -> None:
    analyst = Analyst()
    try:
        first = analyst.analyse(sums, OPTIONS)
        assert analyst.analyse(read(), OPTIONS) is first
        moved = replace(sums, kept=replace(sums.kept, kept=sums.kept.kept * 0))
        assert analyst.analyse(moved, OPTIONS).standards[0].kept == 0
    finally:
        analyst.close()


async def test_it_gets_ready_before_it_is_asked() -> None:
    analyst = Analyst()
    await get_ready_after(analyst, 0)
    pid = analyst.pid
    assert pid is not None and is_running(pid)
    analyst.close()
    assert not is_running(pid)


def test_a_killed_process_loses_no_analysis_and_is_replaced(sums: ChainSums) -> None:
    analyst = Analyst()
    try:
        analyst.get_ready()
        first = analyst.pid
        assert first is not None
        os.kill(first, signal.SIGKILL)
        assert analyst.analyse(sums, OPTIONS) == analyse(sums, OPTIONS)
        assert analyst.analyse(sums, OPTIONS) == analyse(sums, OPTIONS)
        assert analyst.pid not in (None, first)
    finally:
        analyst.close()


async def test_without_one_the_analysis_is_made_here(sums: ChainSums) -> None:
    assert await analysed(sums, OPTIONS) == await asyncio.to_thread(analyse, sums, OPTIONS)
