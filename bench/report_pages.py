"""Reports in bulk, and what else a server does meanwhile: the second half of bench/reports.py, which runs it."""

from __future__ import annotations

import os
import re
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

import httpx2
import psutil

from audit.reports.pdf import Press
from audit.reports.pdf_messages import Paper
from tests.databases import run_audit
from tests.servers import Server, running

MEBIBYTE = 1 << 20
PAGES = ("/consistency", "/branches", "/standards", "/visits", "/actions")
IDLE_ROUNDS = 20
GOING = "every 3s"
"""On the page of a pack while it is being made."""


def in_bulk(paper: Paper, count: int) -> None:
    """The same branch report so many times, by one process and by two: in turns, a part of them each time."""
    seconds: dict[int, float] = {1: 0.0, 2: 0.0}
    used: dict[int, float] = {1: 0.0, 2: 0.0}
    before, rounds = psutil.Process().memory_info().rss, 5
    with Press(1) as one, Press(2) as two, ThreadPoolExecutor(2) as threads:
        presses = {1: one, 2: two}
        for press in presses.values():
            list(threads.map(press.print, [paper] * 2))
        for _ in range(rounds):
            for workers, press in presses.items():
                begun, cpu = time.perf_counter(), printing_seconds()
                list(threads.map(press.print, [paper] * (count // rounds)))
                seconds[workers] += time.perf_counter() - begun
                used[workers] += printing_seconds() - cpu
    rates = {workers: 60 * count / took for workers, took in seconds.items()}
    for workers in (1, 2):
        print(f"in bulk, {workers} printing: {rates[workers]:.0f} a minute, {used[workers] / count:.2f} s CPU a report")
    print(f"in bulk: two printing processes make {rates[2] / rates[1]:.2f} x the reports of one")
    grown = (psutil.Process().memory_info().rss - before) / MEBIBYTE
    print(f"in bulk: the process that asks grew by {grown:.1f} MB over {2 * count} reports")


def printing_seconds() -> float:
    """CPU time of all processes that this one started and that are there."""
    children = psutil.Process().children()
    return sum(sum(child.cpu_times()[:2]) for child in children)


def beside_pages(branches: int, reports: int) -> None:
    """A served demo chain: its pages idle and while all branches' reports are made, then so many reports by itself."""
    with served_demo(branches) as (server, manager):
        idle = [seconds for _ in range(IDLE_ROUNDS) for seconds in page_seconds(manager)]
        pack = manager.post("/reports/packs", data={"period": "last half-year"}).headers["location"]
        while "reports.zip" not in manager.get(pack).text:
            time.sleep(0.1)
        begun, busy, first = time.perf_counter(), [], made_so_far(manager, pack)
        while GOING in manager.get(pack).text:
            busy.extend(page_seconds(manager))
        made = made_so_far(manager, pack) - first
        print(f"a pack: {60 * made / (time.perf_counter() - begun):.0f} a minute with everything, {made} reports")
        told = {"idle": idle, "while reports are made": busy or idle}
        for name, seconds in told.items():
            typical, worst = 1000 * median(seconds), 1000 * p95(seconds)
            print(f"pages {name}: median {typical:.0f} ms, p95 {worst:.0f} ms, {len(seconds)} pages")
        print(f"pages: p95 while reports are made / idle: {p95(busy or idle) / p95(idle):.2f}")
        one_by_one(server, manager, reports)


def page_seconds(client: httpx2.Client) -> Iterator[float]:
    """How long each page takes, one after the other."""
    for address in PAGES:
        begun = time.perf_counter()
        client.get(address).raise_for_status()
        yield time.perf_counter() - begun


def made_so_far(client: httpx2.Client, pack: str) -> int:
    """How many reports of a pack there are."""
    return client.get(f"{pack}/links.csv").text.count("/shared/")


def p95(seconds: list[float]) -> float:
    """What nineteen of twenty stay under."""
    return quantiles(seconds, n=20)[-1]


def one_by_one(server: Server, manager: httpx2.Client, count: int) -> None:
    """Reports that somebody asks for and waits for; memory of the process that serves pages, after each fifth."""
    assert server.process is not None
    code, held = re.findall(r"/branches/([A-Z0-9-]+)", manager.get("/branches").text)[0], []
    for _ in range(5):
        for _ in range(count // 5):
            manager.get(f"/branches/{code}/report.pdf").raise_for_status()
        held.append(psutil.Process(server.process.pid).memory_info().rss / MEBIBYTE)
    told = ", ".join(f"{one:.0f}" for one in held)
    print(f"memory of the process that serves pages, over {count} reports: {told} MB")


@contextmanager
def served_demo(branches: int) -> Iterator[tuple[Server, httpx2.Client]]:
    """A server with a demo chain, and its manager signed in."""
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        settings = {"database": f"sqlite://{folder}/audit.sqlite3", "photos": f"{folder}/photos"}
        done = run_audit("demo", "--branches", str(branches), "--visits", str(25 * branches), settings=settings)
        if done.returncode:
            raise RuntimeError(done.stderr)
        with running(server), httpx2.Client(base_url=server.url, timeout=120) as client:
            client.headers["origin"] = server.url
            client.post("/sign-in", data={"email": "owner@example.com", "password": "demo-chain"})
            print(f"a served demo chain of {branches} branches, load {os.getloadavg()[0]:.1f}")
            yield server, client
