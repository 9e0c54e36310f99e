"""Tortoise's SQLite engine, made safe for several processes that read and then write.

A transaction opens with BEGIN IMMEDIATE: with the plain, deferred BEGIN a transaction that has read
cannot become a writer once another process wrote, and fails at once, whatever the time-out. A
transaction that cannot open or cannot commit leaves neither lock nor half a transaction behind. What is
wrong with the disk or the file becomes a sentence.
"""

# ruff: noqa: SLF001 - what tortoise keeps to itself has to be reached here

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from tortoise.backends.base.client import NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.sqlite.client import SqliteClient, SqliteTransactionContext, SqliteTransactionWrapper
from tortoise.connection import get_connections
from tortoise.exceptions import OperationalError

from audit.errors import N_, BrokenEnvironment, say

T = TypeVar("T")

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


class Client(SqliteClient):
    """One connection to one file."""

    async def create_connection(self, with_db: bool) -> None:
        with sentences():
            await super().create_connection(with_db)

    def _in_transaction(self) -> TransactionContext:
        return ImmediateContext(Transaction(self), self._lock)

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        return await plainly(super().execute_insert(query, values))

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        return await plainly(super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        return await plainly(super().execute_query_dict(query, values))

    async def execute_script(self, query: str) -> None:
        await plainly(super().execute_script(query))

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        async with self._in_transaction() as transaction:
            await transaction.execute_many(query, values)


async def plainly(result: Awaitable[T]) -> T:
    """Await a statement, its trouble told as a sentence."""
    with sentences():
        return await result


class ImmediateContext(SqliteTransactionContext):
    """Holds the connection's lock for one transaction and gives it back however that ends."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self._trxlock.acquire()
        try:
            await self.ensure_connection()
            await self.connection.begin()
        except BaseException:
            await self.connection.abandon()
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


class Transaction(SqliteTransactionWrapper):
    """An open transaction, or a savepoint inside one."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(Transaction(self))

    async def begin(self) -> None:
        with sentences():
            await self._connection.execute("BEGIN IMMEDIATE")

    async def commit(self) -> None:
        try:
            with sentences():
                await super().commit()
        except BaseException:
            await self.abandon()
            raise

    async def abandon(self) -> None:
        """Make sure that no transaction stays open, so that the next one cannot commit our rest."""
        if self._connection is not None:
            await self._connection.rollback()

    async def execute_insert(self, query: str, values: list[Any]) -> int:
        return await plainly(super().execute_insert(query, values))

    async def execute_query(self, query: str, values: list[Any] | None = None) -> tuple[int, Sequence[dict[str, Any]]]:
        return await plainly(super().execute_query(query, values))

    async def execute_query_dict(self, query: str, values: list[Any] | None = None) -> list[dict[str, Any]]:
        return await plainly(super().execute_query_dict(query, values))

    async def execute_many(self, query: str, values: list[list[Any]]) -> None:
        await plainly(super().execute_many(query, values))

    async def execute_script(self, query: str) -> None:
        """Statement by statement: sqlite3's own `executescript` would commit the transaction first."""
        for statement in statements(query):
            await self.execute_query(statement)


def statements(script: str) -> Iterator[str]:
    """The single statements of a script."""
    pending = ""
    for piece in script.split(";"):
        pending += piece
        if pending.strip() and sqlite3.complete_statement(pending + ";"):
            yield pending.strip()
            pending = ""
        elif pending.strip():
            pending += ";"


client_class = Client
