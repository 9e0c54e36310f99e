"""A large chain's database knows how much stands in its tables; a small one need not."""

from __future__ import annotations

from audit.store.connections import is_postgres, writer
from audit.store.raw import fetch
from audit.store.statistics import gather_statistics
from tests.cast import Cast, plan

IS_KEPT = "SELECT 1 FROM sqlite_master WHERE name = 'sqlite_stat1'"


async def test_only_a_large_chain_s_tables_are_counted(cast: Cast) -> None:
    for number in range(3):
        await plan(cast, f"visit-{number}")
    await gather_statistics(fewest=3)
    assert is_postgres() or not await fetch(writer(), IS_KEPT)
    await gather_statistics(fewest=2)
    if not is_postgres():
        kept = await fetch(writer(), "SELECT stat FROM sqlite_stat1 WHERE tbl = 'visit'")
        assert kept and all(str(row[0]).split()[0] == "3" for row in kept)
