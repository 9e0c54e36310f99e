"""Tortoise's PostgreSQL engine; what is wrong with the server or the line becomes a sentence.

A transaction that cannot begin gives its connection back: a server that was killed and restarted must
not leave us with a pool of connections that nobody holds and nobody can have.
"""

# ruff: noqa: SLF001 - what tortoise keeps to itself has to be reached here

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient, TransactionWrapper
from tortoise.backends.base.client import NestedTransactionContext, TransactionalDBClient, TransactionContext
from tortoise.backends.base.client import TransactionContextPooled as PooledContext
from tortoise.connection import get_connections
from tortoise.exceptions import DBConnectionError

from audit.errors import N_, BrokenEnvironment, say

T = TypeVar("T")
TROUBLES = (
    OSError,
    asyncio.TimeoutError,
    DBConnectionError,
    asyncpg.InterfaceError,
    asyncpg.PostgresConnectionError,
    asyncpg.exceptions.OperatorInterventionError,
    asyncpg.exceptions.InsufficientResourcesError,
    asyncpg.exceptions.InvalidAuthorizationSpecificationError,
    asyncpg.exceptions.ReadOnlySQLTransactionError,
    asyncpg.exceptions.PostgresSystemError,
)


@contextmanager
def sentences() -> Iterator[None]:
    """Turn trouble with the server into a sentence; let everything else through."""
    try:
        yield
    except TROUBLES as error:
        reason = str(error) or type(error).__name__
        raise BrokenEnvironment(say(N_("The database cannot be used: {reason}."), reason=reason)) from error


def plainly(func: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
    """A function of a client, its trouble told as a sentence before tortoise gives it a name of its own."""

    async def told(*args: Any, **kwargs: Any) -> T:
        with sentences():
            return await func(*args, **kwargs)

    return told


class Client(AsyncpgDBClient):
    """A pool of connections to one database."""

    async def create_connection(self, with_db: bool) -> None:
        with sentences():
            await super().create_connection(with_db)

    def _in_transaction(self) -> TransactionContext:
        return GivenBackContext(Transaction(self), self._pool_init_lock)

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        return await super()._translate_exceptions(plainly(func), *args, **kwargs)


class GivenBackContext(PooledContext):
    """One transaction on one connection of the pool, which gets it back however that ends."""

    async def __aenter__(self) -> TransactionalDBClient:
        await self.ensure_connection()
        pool = self.client._parent._pool
        with sentences():
            self.client._connection = await pool.acquire()
        try:
            await self.client.begin()
        except BaseException:
            await pool.release(self.client._connection)
            raise
        self.token = get_connections().set(self.connection_name, self.client)
        return self.client

    async def __aexit__(self, exc_type: Any, exc_val: Any, exc_tb: Any) -> None:
        with sentences():
            await super().__aexit__(exc_type, exc_val, exc_tb)


class Transaction(TransactionWrapper):
    """An open transaction, or a savepoint inside one."""

    def _in_transaction(self) -> TransactionContext:
        return NestedTransactionContext(Transaction(self))

    async def _translate_exceptions(self, func: Any, *args: Any, **kwargs: Any) -> Any:
        return await super()._translate_exceptions(plainly(func), *args, **kwargs)


client_class = Client
