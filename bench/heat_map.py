"""Compares reading the heat map's 8,000 cells (100 branches x 80 standards) from the rollup with counting them
by a join over 1,000,000 answers, in one process on one SQLite database, taken in turns.

Run:    .venv/bin/python bench/heat_map.py [--quick]     (--quick: 200,000 answers)
Reach:  at least 50 x faster at 1,000,000 answers.
Beside: the same for the last six whole months, where the rollup answers with six rows a cell.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from audit.store import rollups
from audit.store.connections import open_store, transaction, writer
from audit.store.migrating import migrate
from audit.store.raw import run_many
from audit.store.rollups import StandardFact, VisitFacts
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN, Sight
from audit.store.sums import FROM_COUNTED, counted_where, list_standard_sums

BRANCHES, STANDARDS, AUDITORS, ON_A_VISIT = 100, 80, 20, 40
LAST = date(2026, 10, 31)


async def main(answers: int, rounds: int) -> None:
    """Fill a database, then time both readings in turns."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite://{folder}/bench.sqlite3"
        await migrate(url)
        async with open_store(url):
            await fill(answers // ON_A_VISIT)
            for name, selection in (("all time", Selection()), ("six months", Selection(since=date(2026, 5, 1)))):
                joined, rolled = await in_turns(selection, rounds)
                print(
                    f"{answers:>9,} answers, {name}: join {1000 * joined:7.1f} ms, rollup {1000 * rolled:6.2f} ms,"
                    f" ratio {joined / rolled:.0f}x"
                )


async def fill(visits: int) -> None:
    """Visits with answers, and their rollups, as the product writes them."""
    rng, now = random.Random(1), datetime(2026, 11, 1, tzinfo=UTC)
    async with transaction():
        await run_many(
            writer(),
            "INSERT INTO branch (id, code, name, city, country, address, time_zone, ownership, attributes)"
            " VALUES ($1, $2, $2, '', '', '', 'UTC', 'own', '{}')",
            [(number, f"B{number}") for number in range(1, BRANCHES + 1)],
        )
        await run_many(
            writer(),
            "INSERT INTO person (id, name, nickname, role, language, sees_chain, created_at)"
            " VALUES ($1, $2, $2, 'auditor', '', $3, $4)",
            [(number, f"A{number}", False, now) for number in range(1, AUDITORS + 1)],
        )
        await run_many(
            writer(),
            'INSERT INTO standard (id, key, promise, touchpoint, "values", source, sop, position)'
            " VALUES ($1, $2, '{}', '', '[]', '', '{}', $1)",
            [(number, f"s{number}") for number in range(1, STANDARDS + 1)],
        )
        await writer().execute_query(
            "INSERT INTO checklist (id, key, name, channel) VALUES (1, 'c', '{}', 'in_person')"
        )
        await run_many(
            writer(),
            "INSERT INTO checklist_version (id, checklist_id, number, content_hash, document, standard_ids,"
            " published_at) VALUES (1, 1, 1, 'h', '{}', '{}', $1)",
            [(now,)],
        )
        facts = [await add_visit(number, rng, now) for number in range(visits)]
        await rollups.add_facts(facts)


async def add_visit(number: int, rng: random.Random, now: datetime) -> VisitFacts:
    """One visit of 40 answers."""
    branch, auditor = rng.randrange(BRANCHES) + 1, rng.randrange(AUDITORS) + 1
    day = LAST - timedelta(days=rng.randrange(365))
    kept = [(standard + 1, rng.random() < 0.8) for standard in rng.sample(range(STANDARDS), ON_A_VISIT)]
    percent = 100_000_000 * sum(one for _, one in kept) // ON_A_VISIT
    visit = f"v{number}"
    await run_many(
        writer(),
        "INSERT INTO visit (id, branch_id, auditor_id, version_id, status, origin, visit_date, briefing,"
        " returned_reason, answers, attributes, marks)"
        " VALUES ($1, $2, $3, 1, 'accepted', 'imported', $4, '{}', '', '{}', '{}', '{}')",
        [(visit, branch, auditor, day)],
    )
    await run_many(
        writer(),
        "INSERT INTO result (visit_id, revision, is_current, version_hash, document, percent_micro, failed, verdict,"
        " made_at, reason) VALUES ($1, 1, $2, 'h', '{}', $3, $4, '', $5, '')",
        [(visit, True, percent, False, now)],
    )
    await run_many(
        writer(),
        "INSERT INTO standard_result (visit_id, standard_id, item, state, credit_micro, is_kept)"
        " VALUES ($1, $2, '', 'counted', $3, $4)",
        [(visit, standard, 1_000_000 * one, one) for standard, one in kept],
    )
    standards = [StandardFact(standard, "counted", 1_000_000 * one, one, None) for standard, one in kept]
    return VisitFacts(1, branch, auditor, day.year * 100 + day.month, percent, False, standards)


async def in_turns(selection: Selection, rounds: int) -> tuple[float, float]:
    """Median seconds of the join and of the rollup, after one round that counts for neither."""
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for kept, read in zip(times, (join, list_standard_sums), strict=True):
            seconds = await timed(lambda read=read: read(WHOLE_CHAIN, selection))
            if number:
                kept.append(seconds)
    return median(times[0]), median(times[1])


async def join(_sight: Sight, selection: Selection) -> object:
    """The heat map without a rollup: the answers joined to their visits and grouped."""
    where = counted_where(WHOLE_CHAIN, selection)
    text = (
        "SELECT visit.branch_id, one.standard_id, COUNT(*), SUM(one.is_kept)"
        f" {FROM_COUNTED} JOIN standard_result AS one ON one.visit_id = visit.id {where}"
        " GROUP BY visit.branch_id, one.standard_id"
    )
    return await writer().execute_query(text.replace("$", "?"), where.values)


async def timed(work: Callable[[], Awaitable[object]]) -> float:
    """Seconds one piece of work takes."""
    start = time.perf_counter()
    await work()
    return time.perf_counter() - start


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    quick = parser.parse_args().quick
    asyncio.run(main(200_000 if quick else 1_000_000, 3 if quick else 5))
