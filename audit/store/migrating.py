"""Bringing the schema up to date, from several machines at once if need be."""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tortoise.exceptions import OperationalError
from tortoise.migrations.executor import MigrationExecutor

from audit.errors import N_, BrokenEnvironment, say
from audit.store import migrations
from audit.store.connections import APP, is_postgres, open_store, transaction, writer
from audit.store.raw import fetch

# Any number, as long as every version of this program uses the same one.
MIGRATION_LOCK = 4_711_008


async def migrate(url: str) -> list[str]:
    """Apply what is missing and name it, in one transaction that nobody else can be in.

    The second machine waits, then finds nothing to do. A migration that fails leaves nothing.
    """
    async with open_store(url):
        refuse_newer(await applied_migrations())
        return await apply_migrations()


async def apply_migrations() -> list[str]:
    """The same on the store that is open."""
    applied: list[str] = []

    def note(event: str, _app: str, name: str) -> None:
        if event == "apply_done":
            applied.append(name)

    async with transaction() as connection:
        if is_postgres():
            await connection.execute_query("SELECT pg_advisory_xact_lock($1)", [MIGRATION_LOCK])
        executor = MigrationExecutor(connection, {"audit": APP})
        # First the table that remembers: asking a missing table would spoil PostgreSQL's transaction.
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))  # noqa: SLF001
        await executor.migrate(direction="forward", progress=note)
    return applied


@asynccontextmanager
async def open_current_store(url: str) -> AsyncIterator[None]:
    """The store with the newest schema: an embedded database is brought up to date, any other is refused if old."""
    async with open_store(url):
        await be_current()
        yield


async def be_current() -> None:
    """Make sure that the open store has the newest schema."""
    applied = await applied_migrations()
    refuse_newer(applied)
    if known_migrations() == applied:
        return
    if is_postgres():
        raise BrokenEnvironment(say(N_("The database's schema is not up to date. Run `audit migrate` first.")))
    await apply_migrations()


def known_migrations() -> set[str]:
    """The migrations that this version of the program brings along."""
    return {module.name for module in pkgutil.iter_modules(migrations.__path__)}


async def applied_migrations() -> set[str]:
    """The migrations that the open store has seen; none for an empty database."""
    try:
        rows = await fetch(writer(), "SELECT name FROM tortoise_migrations WHERE app = 'audit'")
    except OperationalError:  # no such table
        return set()
    return {str(row[0]) for row in rows}


def refuse_newer(applied: set[str]) -> None:
    """Refuse a database that a newer version of the program has changed."""
    if unknown := sorted(applied - known_migrations()):
        raise BrokenEnvironment(
            say(N_("A newer version of this program made the database ({migration})."), migration=unknown[-1])
        )
