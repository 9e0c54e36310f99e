"""SQL of our own, one text for both engines, for what the ORM cannot say or says too slowly.

Places for values are written `$1`, `$2` as PostgreSQL has them; SQLite gets `?1`, `?2`. Values are never
part of a text. On SQLite dates and times come back as text: `as_date` and `as_moment` read both.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Protocol

from tortoise.backends.base.client import BaseDBAsyncClient

from audit.store.many_rows import PLACE, as_one_statement, can_be_one, for_rows

Row = Sequence[Any]
Query = tuple[str, Iterable[object]]
Statement = tuple[str, list[Sequence[Any]]]
_gathering: ContextVar[list[Statement] | None] = ContextVar("gathering", default=None)


class TogetherClient(Protocol):
    """An engine for which several statements in one trip are much cheaper than one by one."""

    async def execute_together(self, statements: Sequence[Statement]) -> list[list[Any]]:
        """What each statement gave back."""


@lru_cache(maxsize=1024)
def for_sqlite(text: str) -> str:
    """A text with the places SQLite reads by number."""
    return PLACE.sub(r"?\1", text)


def for_engine(connection: BaseDBAsyncClient, text: str) -> str:
    """A text as the engine behind a connection wants it."""
    return text if connection.capabilities.dialect == "postgres" else for_sqlite(text)


async def fetch(connection: BaseDBAsyncClient, text: str, values: Iterable[object] = ()) -> Sequence[Row]:
    """The rows of a SELECT: by position or by name."""
    assert _gathering.get() is None, "a read among gathered writes would not see them"
    rows: Any = (await connection.execute_query(for_engine(connection, text), list(values)))[1]
    return rows  # type: ignore[no-any-return]


async def fetch_one(connection: BaseDBAsyncClient, text: str, values: Iterable[object] = ()) -> Row | None:
    """The only row of a SELECT, or None."""
    rows = await fetch(connection, text, values)
    return rows[0] if rows else None


async def fetch_together(connection: BaseDBAsyncClient, *queries: Query) -> list[Sequence[Row]]:
    """The rows of several SELECTs: on SQLite in one trip to its thread."""
    if hasattr(connection, "execute_together"):
        client: TogetherClient = connection
        return list(await client.execute_together([(for_sqlite(text), [list(values)]) for text, values in queries]))
    return [await fetch(connection, text, values) for text, values in queries]


async def fetch_returned(
    connection: BaseDBAsyncClient, text: str, values: Iterable[object] = ()
) -> list[dict[str, Any]]:
    """The rows that an INSERT or UPDATE gives back with RETURNING."""
    return await connection.execute_query_dict(for_engine(connection, text), list(values))


async def run(connection: BaseDBAsyncClient, text: str, values: Iterable[object] = ()) -> int:
    """Run a statement; how many rows an UPDATE or DELETE changed (0 among gathered writes, which run later).

    Of an INSERT tortoise tells nothing on PostgreSQL: ask with RETURNING.
    """
    gathering = _gathering.get()
    if gathering is not None:
        gathering.append((text, [list(values)]))
        return 0
    return (await connection.execute_query(for_engine(connection, text), list(values)))[0]


async def run_many(connection: BaseDBAsyncClient, text: str, rows: Collection[Sequence[object]]) -> None:
    """Run a statement once for each row of values, prepared once."""
    gathering = _gathering.get()
    if not rows:
        return
    if gathering is not None:
        gathering.append((text, list(rows)))
    else:
        await run_rows(connection, text, list(rows))


async def run_rows(connection: BaseDBAsyncClient, text: str, rows: list[Sequence[Any]]) -> None:
    """Run a statement for each row; on PostgreSQL a few rows are inserted by one."""
    if connection.capabilities.dialect == "postgres" and can_be_one(text, len(rows)):
        await connection.execute_query(for_rows(text, len(rows)), [value for row in rows for value in row])
    else:
        await connection.execute_many(for_engine(connection, text), rows)  # type: ignore[arg-type]


@asynccontextmanager
async def gathered(connection: BaseDBAsyncClient, *, is_independent: bool = False) -> AsyncIterator[None]:
    """Writes inside run together, in their order: on SQLite with COMMIT, in one trip to its thread.

    Only inside a transaction, and nothing is read in between. What they break is raised at the end of the
    transaction at the latest. `is_independent`: none needs what another of them wrote, and no row is written
    twice, so that PostgreSQL may take them all as one statement.
    """
    statements: list[Statement] = []
    token = _gathering.set(statements)
    try:
        yield
    finally:
        _gathering.reset(token)
    if hasattr(connection, "put_behind"):
        connection.put_behind([(for_sqlite(text), rows) for text, rows in statements])
    elif is_independent and statements and all(can_be_one(text, len(rows)) for text, rows in statements):
        together = as_one_statement(tuple((text, len(rows)) for text, rows in statements))
        values = [value for _, rows in reversed(statements) for row in rows for value in row]
        await connection.execute_query(together, values)
    else:
        for text, rows in statements:
            await run_rows(connection, text, rows)


def as_date(value: date | str | None) -> date | None:
    """A day as either engine gives it."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def as_moment(value: datetime | str | None) -> datetime | None:
    """A moment as either engine gives it."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def can_hold(most: int, text: str) -> bool:
    """Whether a column of at most `most` characters can hold a text: what it cannot hold is in no row of it.

    Asked before the ORM or PostgreSQL is, which refuse such a text with an error instead of finding nothing.
    """
    return len(text) <= most and "\0" not in text


class Where:
    """The conditions of a query and their values, numbered as they come."""

    def __init__(self, *values: object) -> None:
        self.values: list[object] = list(values)
        self.conditions: list[str] = []

    def place(self, value: object) -> str:
        """Keep a value and give its place in the text."""
        self.values.append(value)
        return f"${len(self.values)}"

    def add(self, condition: str, *values: object) -> None:
        """A condition with `{}` where its values belong."""
        self.conditions.append(condition.format(*map(self.place, values)))

    def add_among(self, column: str, values: Iterable[object]) -> None:
        """The column holds one of the values; of none, nothing is found."""
        places = ", ".join(map(self.place, values))
        self.conditions.append(f"{column} IN ({places})" if places else "1 = 0")

    def add_within(self, column: str, select: str, limit: Callable[[Where], None]) -> None:
        """The column, a number, holds what a query under conditions of its own finds; without any, everything does.

        The plus keeps SQLite from going through what the query finds one by one, and then sorting all of it.
        """
        inner = Where()
        inner.values = self.values
        limit(inner)
        if inner.conditions:
            self.conditions.append(f"+{column} IN ({select} {inner})")

    def __str__(self) -> str:
        return "WHERE " + " AND ".join(self.conditions) if self.conditions else ""
