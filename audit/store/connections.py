"""How we reach the database: its address, one connection for the work, one for long reads.

Two connections to one database: `default` reads and writes; `reader` can only read and is for exports
and reports, so that a long read never holds up an auditor's phone. Nothing is routed to it by itself.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tortoise.backends.base.client import BaseDBAsyncClient, TransactionContext
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.backends.base.executor import EXECUTOR_CACHE
from tortoise.connection import get_connection, get_connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import ConfigurationError, IntegrityError
from tortoise.transactions import in_transaction

from audit.errors import N_, BrokenEnvironment, say

Conflict = IntegrityError
"""Raised by a statement that would break a rule of the schema: mostly, somebody else was faster."""

POOL: dict[str, str | int] = {
    "minsize": 2,
    "maxsize": 10,
    "timeout": 10,
    "application_name": "audit",
    # A submission is written by one long statement, always the same one for a checklist: worth remembering.
    "max_cacheable_statement_size": 1024 * 1024,
}
APP = {"models": ["audit.store.models"], "default_connection": "default", "migrations": "audit.store.migrations"}

# What each SQLite connection is told. The wait for another process's transaction comes first: switching
# to WAL needs it already.
PRAGMAS: dict[str, str | int] = {
    "busy_timeout": 30_000,
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "journal_size_limit": 64 * 1024 * 1024,
    "cache_size": -16_000,
}
# Long reads go through every page once: what they leave in the cache is read by nobody.
READING: dict[str, str | int] = {"query_only": "ON", "cache_size": -2_000}


def tortoise_config(url: str) -> dict[str, Any]:
    """Tortoise's configuration for a database address, as AUDIT_DATABASE gives it.

    `sqlite://data/audit.sqlite3` is relative to the working directory; its folder is made.
    `postgres://user:password@host/name` may say `?minsize=2&maxsize=10`.
    """
    connections = sqlite_connections(url) if url.startswith("sqlite:") else postgres_connections(url)
    return {"connections": connections, "apps": {"audit": APP}, "use_tz": True, "timezone": "UTC"}


def sqlite_connections(url: str) -> dict[str, Any]:
    """The two connections to an embedded database."""
    path = sqlite_path(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BrokenEnvironment(
            say(N_("The folder {path} cannot be made: {reason}."), path=path.parent, reason=error.strerror)
        ) from error
    engine = "audit.store.sqlite_backend"
    return {
        "default": {"engine": engine, "credentials": {"file_path": str(path), **PRAGMAS}},
        "reader": {"engine": engine, "credentials": {"file_path": str(path), **PRAGMAS, **READING}},
    }


def sqlite_path(url: str) -> Path:
    """The file of an embedded database."""
    path = url.removeprefix("sqlite://").partition("?")[0]
    if not path or path == ":memory:":
        raise BrokenEnvironment(say(N_("AUDIT_DATABASE must name a file: sqlite://data/audit.sqlite3.")))
    return Path(path)


def postgres_connections(url: str) -> dict[str, Any]:
    """The two pools of connections to a PostgreSQL database."""
    try:
        credentials = expand_db_url(url)["credentials"]
    except (ConfigurationError, ValueError) as error:
        raise BrokenEnvironment(say(N_("AUDIT_DATABASE cannot be read: {reason}."), reason=error)) from error
    engine = "audit.store.asyncpg_backend"
    work = {**POOL, **credentials}
    reading = {"default_transaction_read_only": "on"}
    reader = {**work, "minsize": 0, "maxsize": 4, "application_name": "audit reader", "server_settings": reading}
    return {
        "default": {"engine": engine, "credentials": work},
        "reader": {"engine": engine, "credentials": reader},
    }


@asynccontextmanager
async def open_store(url: str) -> AsyncIterator[None]:
    """The database, open for the command line and the tests. A server uses `RegisterTortoise` instead."""
    EXECUTOR_CACHE.clear()  # tortoise keeps SQL texts by the connection's name: both engines' are called the same
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url))
        yield


def transaction() -> TransactionContext:
    """One transaction: raising rolls back, returning commits. Nothing slow is awaited inside."""
    return in_transaction("default")


@asynccontextmanager
async def snapshot() -> AsyncIterator[None]:
    """Everything read inside, by whatever query of the store, is as it was at one moment.

    It runs on the connection for long reads and holds nobody up. Nothing can be written inside.
    """
    async with in_transaction("reader") as client:
        if is_postgres():
            await client.execute_query("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        token = get_connections().set("default", client)
        try:
            yield
        finally:
            get_connections().reset(token)


def writer() -> BaseDBAsyncClient:
    """The connection that the open transaction, or a single statement, runs on."""
    return get_connection("default")


def reader() -> BaseDBAsyncClient:
    """The connection for long reads. It sees what was committed when its statement began."""
    return get_connection("reader")


def database_name() -> str:
    """Which database is open: tells what is remembered of one from what is remembered of another."""
    connection = writer()
    if is_postgres():
        return f"{connection.host}:{connection.port}/{connection.database}"  # type: ignore[attr-defined]
    return str(connection.filename)  # type: ignore[attr-defined]


def is_postgres() -> bool:
    """Which of the two engines is open."""
    return writer().capabilities.dialect == "postgres"


@dataclass(frozen=True, slots=True)
class Database:
    """What answers: its name and version, and what its clock says."""

    version: str
    now: datetime


async def find_database() -> Database:
    """Ask the database who it is and what time it has."""
    if is_postgres():
        _, rows = await writer().execute_query("SELECT current_setting('server_version'), now()")
        return Database(f"PostgreSQL {rows[0][0]}", rows[0][1])
    _, rows = await writer().execute_query("SELECT sqlite_version()")
    return Database(f"SQLite {rows[0][0]}", datetime.now(UTC))


async def is_database_answering() -> bool:
    """Whether the database can be asked anything."""
    try:
        await writer().execute_query("SELECT 1")
    except BrokenEnvironment:
        return False
    return True


# For developers: `tortoise -c audit.store.connections.TORTOISE_ORM makemigrations`.
TORTOISE_ORM = {"connections": {"default": "sqlite://:memory:"}, "apps": {"audit": APP}}
