"""Compares a visit arriving (ops and submission over HTTP, durable, scored, rolled up, receipt given) with the least
a database can do for it: 40 rows in one durable transaction, by raw sqlite3 and, with 8 clients, by raw asyncpg.

Run:    .venv/bin/python bench/intake.py [--quick] [--only sqlite|postgres|long|export]
Reach:  at least 0.15 x raw sqlite3 (synchronous=FULL, 1 client); at least 0.30 x raw asyncpg (8 clients); a visit
        of 800 answers in at most 8 x the time of one of 40; 10,000 visits as CSV with at most 20 MB more memory and
        the first byte within 100 ms.
Beside: each pair is measured in turns on one machine and one disk; medians are printed. A visit is two requests
        and two commits: ops are acknowledged before the visit is finished.
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import io
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import asyncpg

from bench.sending import served
from tests.databases import MIGRATED, migrate

SHORT, LONG, EXPORTED = 40, 800, 10_000
CLIENTS = 8


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="fewer visits and rounds")
    parser.add_argument("--only", choices=["sqlite", "postgres", "long", "export"], help="one comparison")
    parser.add_argument("--work", nargs="+", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.work:
        asyncio.run(work(*given.work))
        return
    rounds, visits = (3, 60) if given.quick else (7, 200)
    parts: dict[str, Callable[[int, int], None]] = {
        "sqlite": compare_sqlite,
        "postgres": compare_postgres,
        "long": compare_long,
        "export": compare_export,
    }
    for name in [given.only] if given.only else parts:
        parts[name](rounds, visits)


def compare_sqlite(rounds: int, visits: int) -> None:
    """One client, one worker, SQLite."""
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), rounds * visits + 1, SHORT) as line:
        line.send(1)
        raw, ours = [], []
        for _ in range(rounds):
            raw.append(rate(lambda: raw_sqlite(Path(folder) / "raw.sqlite3", visits), visits))
            ours.append(rate(lambda: line.send(visits), visits))
        told("SQLite, 1 client", ours, "raw sqlite3", raw)
        print(f"  of it {1000 * line.cpu_seconds():.2f} ms of the server's processor for each visit")


def compare_postgres(rounds: int, visits: int) -> None:
    """Eight clients, one worker, PostgreSQL."""
    from tests.postgres import running_postgres

    with running_postgres() as postgres, tempfile.TemporaryDirectory() as folder:
        url = postgres.fresh(MIGRATED, migrate)
        with served(Path(folder), rounds * visits + 1, SHORT, url) as line:
            line.send(1)
            raw, ours = [], []
            for _ in range(rounds):
                raw.append(rate(lambda: asyncio.run(raw_asyncpg(url, visits)), visits))
                ours.append(rate(lambda: line.send(visits, CLIENTS), visits))
            told(f"PostgreSQL, {CLIENTS} clients", ours, "raw asyncpg", raw)
            print(f"  of it {1000 * line.cpu_seconds():.2f} ms of the server's processor for each visit")


def compare_long(rounds: int, visits: int) -> None:
    """A visit of 800 answers beside one of 40."""
    number = max(5, visits // 20)
    with (
        tempfile.TemporaryDirectory() as one,
        tempfile.TemporaryDirectory() as other,
        served(Path(one), rounds * number + 1, SHORT) as short,
        served(Path(other), rounds * number + 1, LONG) as long,
    ):
        short.send(1)
        long.send(1)
        times: list[float] = []
        for _ in range(rounds):
            quick = rate(lambda: short.send(number), number)
            times.append(quick / rate(lambda: long.send(number), number))
        print(f"a visit of {LONG} answers: {median(times):.1f} x the time of one of {SHORT}")


def compare_export(rounds: int, _visits: int) -> None:
    """10,000 visits of 40 answers as CSV, in a process of its own, beside a bare SELECT through csv."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{folder}/audit.sqlite3"
        migrate(url)
        called("history", url, EXPORTED)
        runs = [called("export", url) for _ in range(rounds)]
        raw = [timed(lambda: raw_csv(Path(folder) / "audit.sqlite3")) for _ in range(rounds)]
    seconds, first, memory = (median(run[name] for run in runs) for name in ("seconds", "first", "megabytes"))
    print(
        f"{EXPORTED:,} visits as CSV: {seconds:.2f} s ({EXPORTED * SHORT:,} rows),"
        f" first byte after {1000 * first:.0f} ms, {memory:.0f} MB more memory;"
        f" a bare SELECT through csv: {median(raw):.2f} s, ratio {seconds / median(raw):.1f}"
    )


def told(name: str, ours: list[float], other: str, raw: list[float]) -> None:
    """One comparison of rates."""
    ratio = median(a / b for a, b in zip(ours, raw, strict=True))
    print(f"{name}: {median(ours):.0f} visits/s beside {median(raw):.0f}/s of {other}, ratio {ratio:.2f}")


def rate(act: Callable[[], object], number: int) -> float:
    """How many a second."""
    return number / timed(act)


def timed(act: Callable[[], object]) -> float:
    """Seconds."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def raw_sqlite(path: Path, visits: int) -> None:
    """The least SQLite can do: one durable transaction of 40 rows for each visit."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE IF NOT EXISTS answer (visit TEXT, item TEXT, value TEXT, comment TEXT)")
    for visit in range(visits):
        connection.execute("BEGIN IMMEDIATE")
        rows = [(f"visit-{visit}", f"item-{item}", "yes", "") for item in range(SHORT)]
        connection.executemany("INSERT INTO answer VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()


async def raw_asyncpg(url: str, visits: int) -> None:
    """The least PostgreSQL can do: one `unnest` insert of 40 rows for each visit, from 8 connections."""
    pool = await asyncpg.create_pool(url, min_size=CLIENTS, max_size=CLIENTS)
    await pool.execute("CREATE TABLE IF NOT EXISTS raw_answer (visit TEXT, item TEXT, value TEXT, comment TEXT)")
    numbers = iter(range(visits))
    text = "INSERT INTO raw_answer SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])"

    async def client() -> None:
        for visit in numbers:
            items = [f"item-{item}" for item in range(SHORT)]
            await pool.execute(text, [f"visit-{visit}"] * SHORT, items, ["yes"] * SHORT, [""] * SHORT)

    await asyncio.gather(*(client() for _ in range(CLIENTS)))
    await pool.close()


def raw_csv(path: Path) -> int:
    """The same number of rows, straight from SQLite through csv."""
    connection = sqlite3.connect(path)
    text = (
        "SELECT visit.id, branch.code, visit.visit_date, standard.key, one.credit_micro FROM standard_result AS one"
        " JOIN visit ON visit.id = one.visit_id JOIN branch ON branch.id = visit.branch_id"
        " JOIN standard ON standard.id = one.standard_id"
    )
    with (path.parent / "raw.csv").open("w") as file:
        csv.writer(file).writerows(connection.execute(text))
    connection.close()
    return 0


def called(*words: object) -> dict[str, Any]:
    """This file again, in a process of its own: one process must not talk to both engines."""
    command = [sys.executable, __file__, "--work", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return dict(json.loads(done.stdout))


async def work(what: str, url: str, *numbers: str) -> None:
    """What a process of its own does."""
    from audit.store.connections import open_store

    parts = {"history": write_history, "export": export}
    async with open_store(url):
        print(json.dumps(await parts[what](*map(int, numbers))))


async def write_history(visits: int) -> dict[str, object]:
    """So many visits of 40 answers, imported."""
    from audit.scoring.histories import HistoryOptions
    from audit.services.imports import ImportOptions, import_visits
    from tests.cast import NOW

    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["visit_id", "branch", "auditor", "date", "standard", "answer"])
    for visit in range(visits):
        head = [visit, f"branch {visit % 100}", f"auditor {visit % 17}", f"2026-{1 + visit % 9:02}-{1 + visit % 28:02}"]
        writer.writerows(
            [*head, f"standard {item}", "no" if (visit * item) % 9 == 4 else "yes"] for item in range(SHORT)
        )

    done = await import_visits(buffer.getvalue().encode(), ImportOptions(HistoryOptions()), NOW)
    return {"added": done.added}


async def export() -> dict[str, object]:
    """Time an export, and what it adds to this process's memory."""
    from audit.services.exports import export_csv
    from audit.store.connections import reader
    from audit.store.raw import fetch
    from audit.store.selections import Selection
    from audit.store.sights import WHOLE_CHAIN

    await fetch(reader(), "SELECT 1")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun, first = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as file:
        async for piece in export_csv(WHOLE_CHAIN, Selection()):
            first = first or time.perf_counter() - begun
            file.write(piece)
    seconds = time.perf_counter() - begun
    return {
        "seconds": seconds, "first": first,
        "megabytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024,
    }  # fmt: skip


if __name__ == "__main__":
    main()
