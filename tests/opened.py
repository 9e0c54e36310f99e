"""Fixtures: an open store with the newest schema, empty or with the cast on it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from audit.store.connections import open_store
from tests.cast import Cast, make_cast


@pytest.fixture
async def store(database_url: str) -> AsyncIterator[str]:
    """An open store with nothing in it; its address."""
    async with open_store(database_url):
        yield database_url


@pytest.fixture
async def cast(store: str) -> Cast:
    """The cast, in the open store."""
    return await make_cast()
