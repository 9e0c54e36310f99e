"""Compares five hundred auditors who finish at once with the same visits sent by one of them after the other, and
the manager's pages meanwhile with the same pages on an idle server.

Run:    .venv/bin/python bench/load.py [--quick] [--only sqlite|postgres]
Reach:  no error, nothing lost or doubled, `audit verify` clean; the slowest visit in a hundred under 5 s and every
        manager's page under 1 s, on SQLite with one worker and on PostgreSQL with two.
Beside: each auditor sends one visit of 40 answers (ops, then the submission) on a connection of its own, all at
        once; a fifth of them send everything twice. The clients' own work shares the processor with the server.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import httpx2

from bench.sending import Line, served
from tests.databases import MIGRATED, migrate, run_audit

ITEMS = 40
TAKEN = (200, 201)
PAGES = ("/consistency", "/branches", "/standards", "/visits")
TWICE_EVERY = 5


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a hundred auditors")
    parser.add_argument("--only", choices=["sqlite", "postgres"], help="one engine")
    given = parser.parse_args()
    auditors = 100 if given.quick else 500
    if given.only != "postgres":
        with tempfile.TemporaryDirectory() as folder:
            compare("SQLite, one worker", Path(folder), auditors)
    if given.only != "sqlite":
        from tests.postgres import running_postgres

        with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
            compare("PostgreSQL, two workers", Path(folder), auditors, postgres.fresh(MIGRATED, migrate), workers=2)


def compare(name: str, folder: Path, auditors: int, url: str = "", workers: int = 1) -> None:
    """One engine: one after the other, then all at once."""
    with served(folder, 2 * auditors + 1, ITEMS, url, workers) as line:
        line.send(1)
        idle = asyncio.run(manage(line, asyncio.Event(), rounds=5))
        alone = asyncio.run(send_all(line, auditors, at_once=1))
        together, pages = asyncio.run(send_and_manage(line, auditors))
    told(f"{name}, a visit", alone, together)
    told(f"{name}, a manager's page", idle, pages)
    check_nothing_lost(name, url or f"sqlite://{folder}/audit.sqlite3", folder, 2 * auditors + 1)


async def send_and_manage(line: Line, auditors: int) -> tuple[list[float], list[float]]:
    """Seconds of each visit when all send at once, and of each page that a manager asks for meanwhile."""
    done = asyncio.Event()
    managing = asyncio.create_task(manage(line, done))
    together = await send_all(line, auditors, at_once=auditors)
    done.set()
    return together, await managing


async def send_all(line: Line, auditors: int, at_once: int) -> list[float]:
    """Seconds of each of so many visits, so many of them at once. Raises RuntimeError for one that is refused."""
    prepared = [line.prepare(f"v-{number}") for number in range(line.sent, line.sent + auditors)]
    line.sent += auditors
    gate = asyncio.Semaphore(at_once)
    limits = httpx2.Limits(max_connections=at_once)
    async with httpx2.AsyncClient(base_url=line.server.url, headers=line.headers, timeout=60, limits=limits) as client:
        return list(await asyncio.gather(*(send(client, gate, one, place) for place, one in enumerate(prepared))))


async def send(
    client: httpx2.AsyncClient, gate: asyncio.Semaphore, requests: list[tuple[str, str, bytes]], place: int
) -> float:
    """Send one visit, some of them twice; seconds until its receipt is there."""
    async with gate:
        begun = time.perf_counter()
        for method, address, body in requests * (2 if place % TWICE_EVERY == 0 else 1):
            answer = await client.request(method, address, content=body)
            if answer.status_code not in TAKEN:
                raise RuntimeError(f"{method} {address}: {answer.status_code} {answer.text[:300]}")
        return time.perf_counter() - begun


async def manage(line: Line, done: asyncio.Event, rounds: int = 1000) -> list[float]:
    """Seconds of each page that a manager opens, one after the other, until all is done."""
    seconds = []
    async with httpx2.AsyncClient(base_url=line.server.url, headers=line.owner, timeout=60) as client:
        for _ in range(rounds):
            for page in PAGES:
                begun = time.perf_counter()
                (await client.get(page)).raise_for_status()
                seconds.append(time.perf_counter() - begun)
            if done.is_set():
                break
            await asyncio.sleep(0)
    return seconds


def told(what: str, before: list[float], after: list[float]) -> None:
    """Medians and the slow end, side by side."""
    ratio = median(after) / median(before)
    print(f"{what}: {1000 * median(before):.0f} ms alone, {1000 * median(after):.0f} ms at once, ratio {ratio:.1f}")
    print(f"  of {len(after)} at once: p99 {1000 * slow(after):.0f} ms, slowest {1000 * max(after):.0f} ms")


def slow(seconds: list[float]) -> float:
    """The 99th of a hundred."""
    return sorted(seconds)[int(0.99 * (len(seconds) - 1))]


def check_nothing_lost(name: str, url: str, folder: Path, sent: int) -> None:
    """`audit verify` finds every visit that was sent, once."""
    verified = run_audit("verify", settings={"database": url, "photos": str(folder / "photos")})
    print(f"{name}: {sent} sent; audit verify says: {verified.stdout.strip()}{verified.stderr.strip()}")
    if verified.returncode != 0 or f"Submissions: {sent}." not in verified.stdout:
        raise SystemExit("something was lost, doubled or changed")


if __name__ == "__main__":
    main()
