"""Bringing the schema up to date, from several machines at once if need be."""

from __future__ import annotations

from tortoise.migrations.executor import MigrationExecutor

from audit.store.connections import APP, is_postgres, open_store, transaction, writer

# Any number, as long as every version of this program uses the same one.
MIGRATION_LOCK = 4_711_008


async def migrate(url: str) -> list[str]:
    """Apply what is missing and name it, in one transaction that nobody else can be in.

    The second machine waits, then finds nothing to do. A migration that fails leaves nothing.
    """
    async with open_store(url):
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


async def pending_migrations() -> list[str]:
    """What `migrate` would apply to the open store."""
    executor = MigrationExecutor(writer(), {"audit": APP})
    return [step.migration.name for step in await executor.plan()]
