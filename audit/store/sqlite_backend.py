"""Tortoise's SQLite engine with transactions of our own, and with trouble told in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tortoise.backends.base.client import TransactionContext
from tortoise.backends.sqlite.client import SqliteClient

from audit.store.sqlite_transactions import ImmediateContext, Statement, Transaction, plainly, sentences, trip


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

    async def execute_together(self, statements: Sequence[Statement]) -> list[list[Any]]:
        """Several statements in one trip to the connection's thread; what each gave back."""
        async with self.acquire_connection() as connection:
            return await trip(connection, statements)


client_class = Client
