"""What the database's planner knows of its tables. SQLite, told nothing, takes branches and visits for equally many."""

from __future__ import annotations

from audit.store.connections import is_postgres, writer
from audit.store.raw import fetch_one, run

FEWEST_VISITS = 10_000
SAMPLE = 1_000
"""Rows looked at of an index: some milliseconds, however large it is."""


async def gather_statistics(fewest: int = FEWEST_VISITS) -> None:
    """Count roughly what stands in the tables of a chain with more than `fewest` visits. PostgreSQL does it by itself.

    A small chain is quick in any order of reading, and sizes noted while it was small would mislead later.
    """
    if is_postgres() or await fetch_one(writer(), "SELECT 1 FROM visit LIMIT 1 OFFSET $1", [fewest]) is None:
        return
    await run(writer(), f"PRAGMA analysis_limit = {SAMPLE}", [])
    await run(writer(), "ANALYZE", [])
