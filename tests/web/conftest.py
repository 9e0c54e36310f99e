"""The application with the cast's visits on it, new for each test, and its people's browsers."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import copy_sqlite
from tests.web.salons import fill_salon
from tests.web.sites import Browser, Site, serving, settings_in


@pytest.fixture(scope="session")
def salon(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with database and photos, filled once and only copied."""
    folder = tmp_path_factory.mktemp("salon")
    asyncio.run(fill_salon(copy_sqlite(migrated_sqlite, folder / "audit.sqlite3"), folder / "photos"))
    return folder


@pytest.fixture
def data_folder(salon: Path, tmp_path: Path) -> Path:
    """The salon's data for this test alone."""
    return Path(shutil.copytree(salon, tmp_path / "data"))


@pytest.fixture
async def site(data_folder: Path) -> AsyncIterator[Site]:
    async with serving(settings_in(data_folder)) as site:
        yield site


@pytest.fixture
def stranger(site: Site) -> Browser:
    """Nobody is signed in."""
    return site.stranger()


@pytest.fixture
async def owner(site: Site) -> Browser:
    return await site.signed_in("owner")


@pytest.fixture
async def manager(site: Site) -> Browser:
    """Sees the north: noon and nest."""
    return await site.signed_in("manager")


@pytest.fixture
async def reader(site: Site) -> Browser:
    """The franchisee of sun."""
    return await site.signed_in("reader")


@pytest.fixture
async def ann(site: Site) -> Browser:
    """An auditor."""
    return await site.signed_in("ann")
