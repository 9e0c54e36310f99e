"""SQLite transactions that several processes can run at once, in as few trips to the connection's thread as can be.

A transaction begins with BEGIN IMMEDIATE: with the plain, deferred BEGIN a transaction that has read cannot
become a writer once another process wrote, and fails at once, whatever the time-out. One that cannot begin or
cannot commit leaves neither a lock nor half a transaction behind.

A trip to the thread costs as much as several statements of ours. So BEGIN travels with the first statement,
and writes that were put behind travel with the next statement, or with COMMIT.
"""

# ruff: noqa: SLF001 - what tortoise and aiosqlite keep to themselves has to be reached here

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import aiosqlite
from tortoise.backends.base.client import (
    ConnectionWrapper,
    NestedTransactionContext,
    TransactionalDBClient,
    TransactionContext,
)
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import IntegrityError, OperationalError, TransactionManagementError

from audit.errors import N_, BrokenEnvironment, say

T = TypeVar("T")
Statement = tuple[str, list[Sequence[Any]]]
"""A text and the rows of values to run it with."""

BEGIN = "BEGIN IMMEDIATE"
BEGIN_READING = "BEGIN"

# What SQLite calls the troubles of a disk, a file or a neighbour, as opposed to those of our own SQL.
TROUBLES = (
    "SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY",
    "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_PERM",
)  # fmt: skip


@contextmanager
def sentences() -> Iterator[None]:
    """Turn trouble with the database file into a sentence; let everything else through."""
    try:
        yield
    except (sqlite3.DatabaseError, OperationalError) as error:
        cause = error if isinstance(error, sqlite3.Error) else error.args[0]
        if not getattr(cause, "sqlite_errorname", "").startswith(TROUBLES):
            raise
        raise BrokenEnvironment(say(N_("The database cannot be used: {reason}."), reason=cause)) from error


async def plainly(result: Awaitable[T]) -> T:
    """Await a statement, its trouble told as a sentence."""
    with sentences():
        return await result


async def trip(connection: aiosqlite.Connection, statements: Sequence[Statement]) -> list[list[Any]]:
    """Run statements one after another in one trip to the connection's thread; what each gave back."""
    try:
        with sentences():
            given: list[list[Any]] = await connection._execute(run_all, connection._conn, statements)  # type: ignore[no-untyped-call]
            return given
    except sqlite3.IntegrityError as error:
        raise IntegrityError(error) from error
    except sqlite3.OperationalError as error:
        raise OperationalError(error) from error


def run_all(connection: sqlite3.Connection, statements: Sequence[Statement]) -> list[list[Any]]:
    """In the connection's thread: each statement with its rows. Only one with a single row gives anything back."""
    given: list[list[Any]] = []
    for text, rows in statements:
        if len(rows) == 1:
            given.append(connection.execute(text, rows[0]).fetchall())
        else:
            connection.executemany(text, rows)
            given.append([])
    return given


class ImmediateContext(SqliteTransactionContext):
    """Holds the connection's lock for one transaction and gives it back however that ends."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
        except BaseException:
            self._trxlock.release()
            raise
        self.token = get_connections().set(self.connection_name, self.connection)
        client: TransactionalDBClient = self.connection
        return client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        try:
            if self.connection._finalized:
                return
            if exc_type is None:
                await self.connection.commit()
            else:
                await self.connection.rollback()
        finally:
            get_connections().reset(self.token)
            self._trxlock.release()


class CaughtUp(ConnectionWrapper[aiosqlite.Connection]):
    """The connection once everything that has to come first has run."""

    async def __aenter__(self) -> aiosqlite.Connection:
        connection = await super().__aenter__()
        assert isinstance(self.client, Transaction)
        try:
            if pending := self.client.take_pending():
                await trip(connection, pending)
        except BaseException:
            self._lock.release()
            raise
        return connection


class Transaction(SqliteTransactionWrapper):
    """An open transaction, or a savepoint inside one.

    Tortoise hands statements inside a savepoint to the transaction around it (`_outer`), so that one keeps
    what is pending: a savepoint begins with nothing pending, and undoing it forgets what came since.
    """

    def __init__(self, connection: SqliteClient) -> None:
        super().__init__(connection)
        self._outer = connection if isinstance(connection, Transaction) else None
        self._is_begun = False
        self._behind: list[Statement] = []

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(Transaction(self))

    def acquire_connection(self) -> ConnectionWrapper[aiosqlite.Connection]:
        return CaughtUp(self._lock, self)

    def put_behind(self, statements: Sequence[Statement]) -> None:
        """Writes that need not run before the next statement does."""
        self._behind += statements

    def take_pending(self) -> list[Statement]:
        """What has to run before the next statement."""
        if self._outer is not None:
            return self._outer.take_pending()
        begin = BEGIN_READING if self.connection_name == "reader" else BEGIN
        pending: list[Statement] = [] if self._is_begun else [(begin, [[]])]
        pending += self._behind
        self._is_begun, self._behind = True, []
        return pending

    async def commit(self) -> None:
        if self._finalized:
            raise TransactionManagementError("Transaction already finalised")
        if self._is_begun or self._behind:
            try:
                await trip(self._connection, [*self.take_pending(), ("COMMIT", [[]])])
            except BaseException:
                await self.rollback()  # or the next transaction would commit our rest
                raise
        self._finalized = True

    async def rollback(self) -> None:
        self._behind = []
        if self._is_begun:
            await self._connection.rollback()
        self._finalized = True

    async def savepoint(self) -> None:
        await trip(self._connection, self.take_pending())
        await super().savepoint()

    async def savepoint_rollback(self) -> None:
        assert self._outer is not None
        self._outer._behind = []
        await super().savepoint_rollback()

    async def release_savepoint(self) -> None:
        await trip(self._connection, self.take_pending())
        await super().release_savepoint()

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        return await plainly(super().execute_insert(query, values))

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        return await plainly(super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        return await plainly(super().execute_query_dict(query, values))

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        await plainly(super().execute_many(query, values))

    async def execute_together(self, statements: Sequence[Statement]) -> list[list[Any]]:
        """Several statements in one trip, with what has to come first; what each gave back."""
        async with ConnectionWrapper[aiosqlite.Connection](self._lock, self) as connection:
            pending = self.take_pending()
            return (await trip(connection, [*pending, *statements]))[len(pending) :]

    async def execute_script(self, query: str) -> None:
        """Statement by statement: sqlite3's own `executescript` would commit the transaction first."""
        for statement in split_script(query):
            await self.execute_query(statement)


def split_script(script: str) -> Iterator[str]:
    """The single statements of a script."""
    pending = ""
    for piece in script.split(";"):
        pending += piece
        if pending.strip() and sqlite3.complete_statement(pending + ";"):
            yield pending.strip()
            pending = ""
        elif pending.strip():
            pending += ";"
