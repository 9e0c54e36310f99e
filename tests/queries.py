"""How many statements some work sends to the database: counted where they arrive, not where they are written."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from audit.store.connections import is_postgres, writer

FRAMING = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@asynccontextmanager
async def counted_queries() -> AsyncIterator[list[str]]:
    """The statements sent while the context is open, in their order."""
    texts: list[str] = []
    async with logged(texts) if is_postgres() else traced(texts):
        yield texts
    texts[:] = [text for text in texts if not text.lstrip().upper().startswith(FRAMING)]


@asynccontextmanager
async def traced(texts: list[str]) -> AsyncIterator[None]:
    """Everything that SQLite itself runs on the connection."""
    client: Any = writer()
    await client._connection.set_trace_callback(texts.append)
    try:
        yield
    finally:
        await client._connection.set_trace_callback(None)


@asynccontextmanager
async def logged(texts: list[str]) -> AsyncIterator[None]:
    """Everything that tortoise logs before it goes to PostgreSQL."""
    logger, handler = logging.getLogger("tortoise.db_client"), Collecting(texts)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


class Collecting(logging.Handler):
    """Keeps the text of each statement."""

    def __init__(self, texts: list[str]) -> None:
        super().__init__()
        self.texts = texts

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(str(record.args[0]) if record.args else record.getMessage())  # type: ignore[index] # a tuple
