"""What every test can ask for. Kept light: a test of pure code pays for nothing here.

- `engine`: "sqlite" or "postgres"; tests under tests/store and tests/services run once for each (tests/engines.py)
- `database_url`: the address of a new, migrated database on that engine
- `postgres`: a PostgreSQL server of our own; `need_*` in tests/components.py for other programs
- `post_office`: a mail server of our own that keeps what it is sent
- `extra_cases`, `extra_reference`: folders with real data, for tests marked `extra`
- async tests run by themselves, on asyncio
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from tests.components import is_ci
from tests.databases import MIGRATED, copy_sqlite, migrate
from tests.postgres import Postgres, running_postgres

if TYPE_CHECKING:
    from tests.post_office import PostOffice

# A slow machine is no failure; in CI the same examples come every time, so that red means the change.
settings.register_profile("house", deadline=None, derandomize=is_ci(), print_blob=True)
settings.load_profile("house")
pytest_plugins = ("tests.engines",)
EXTRA_FOLDERS = {"extra_cases": "EXTRA_CASES", "extra_reference": "EXTRA_REFERENCE"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("extra"):
            asked = [name for fixture, name in EXTRA_FOLDERS.items() if fixture in getattr(item, "fixturenames", ())]
            unset = [name for name in asked or EXTRA_FOLDERS.values() if not os.environ.get(name)]
            if unset:
                item.add_marker(pytest.mark.skip(reason=f"{' and '.join(unset)} not set: no real data to read"))


@pytest.fixture(scope="session")
def extra_cases() -> Path:
    return Path(os.environ["EXTRA_CASES"])


@pytest.fixture(scope="session")
def extra_reference() -> Path:
    return Path(os.environ["EXTRA_REFERENCE"])


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def engine() -> str:
    return "sqlite"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with running_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp(MIGRATED) / "audit.sqlite3"
    migrate(f"sqlite://{path}")
    return path


@pytest.fixture
def database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database with the newest schema and nothing in it."""
    if engine == "sqlite":
        yield copy_sqlite(request.getfixturevalue("migrated_sqlite"), tmp_path / "audit.sqlite3")
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh(MIGRATED, migrate)
    yield url
    server.drop(url)


@pytest.fixture
def empty_database_url(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A new database without a schema, for tests of migrations."""
    if engine == "sqlite":
        yield f"sqlite://{tmp_path / 'empty.sqlite3'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    url = server.fresh()
    yield url
    server.drop(url)


@pytest.fixture
def post_office() -> Iterator[PostOffice]:
    from tests.post_office import PostOffice

    with PostOffice() as office:
        yield office
