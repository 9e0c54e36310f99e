"""Both engines' tests in one run, and in one process."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from audit.store.connections import open_store
from audit.store.models import Chain
from tests.databases import MIGRATED, copy_sqlite, migrate
from tests.engines import engine_of
from tests.postgres import Postgres


@pytest.mark.parametrize(
    "nodeid,engine",
    [
        ("tests/store/test_visits.py::test_put[postgres]", "postgres"),
        ("tests/store/test_visits.py::test_put[sqlite-3]", "sqlite"),
        ("tests/store/test_visits.py::test_put[3-postgres]", "postgres"),
        ("tests/store/test_visits.py::test_put[a-postgres-b]", "postgres"),
        ("tests/store/test_urls.py::test_reads[postgres://host]", ""),
        ("tests/scoring/test_visits.py::test_score[1]", ""),
    ],
)
def test_a_test_of_an_engine_is_known_by_its_name(nodeid: str, engine: str) -> None:
    assert engine_of(nodeid) == engine


def test_one_process_can_talk_to_one_engine_after_the_other(
    migrated_sqlite: Path, postgres: Postgres, tmp_path: Path
) -> None:
    async def names_of_a_new_chain(url: str) -> list[str]:
        async with open_store(url):
            await Chain.create(name="Kapper", language="nl")
            return [chain.name for chain in await Chain.all()]

    for url in (copy_sqlite(migrated_sqlite, tmp_path / "audit.sqlite3"), postgres.fresh(MIGRATED, migrate)):
        assert asyncio.run(names_of_a_new_chain(url)) == ["Kapper"]
