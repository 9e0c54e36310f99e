"""Migrations: they agree with the models, only ever add, and can be run by several machines at once."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest
from tortoise.context import require_context
from tortoise.migrations.autodetector import MigrationAutodetector
from tortoise.migrations.executor import MigrationExecutor, MigrationTarget
from tortoise.migrations.operations import AddField, AddIndex, CreateModel, RunSQL

from audit.errors import BrokenEnvironment
from audit.store.connections import APP, is_postgres, open_store, transaction, writer
from audit.store.migrating import applied_migrations, apply_migrations, be_current, known_migrations, migrate
from audit.store.raw import fetch, run
from tests.cast import NOW, make_cast
from tests.databases import environment

# RunSQL that was read by a person: what it does to the rows of a filled database is tested below.
REVIEWED_SQL = {"0002_one_current": 2, "0013_log_is_kept": 1}


async def loaded() -> MigrationExecutor:
    executor = MigrationExecutor(writer(), {"audit": APP})
    await executor.loader.build_graph()
    return executor


async def test_models_and_migrations_agree(store: str) -> None:
    apps = require_context().apps
    assert apps is not None
    assert await MigrationAutodetector(apps, {"audit": APP}).changes() == []


async def test_migrations_only_add(store: str) -> None:
    executor = await loaded()
    for key, migration in executor.loader.disk_migrations.items():
        raw = [operation for operation in migration.operations if isinstance(operation, RunSQL)]
        assert len(raw) == REVIEWED_SQL.get(key.name, 0), f"{key.name}: RunSQL nobody has reviewed"
        for operation in migration.operations:
            assert isinstance(operation, CreateModel | AddField | AddIndex | RunSQL), f"{key.name}: {operation}"
            if isinstance(operation, AddField):
                field = operation.field
                assert field.null or field.has_db_default(), f"{key.name}: {operation.name} needs db_default"


async def schema() -> list[tuple[object, ...]]:
    """Every table's columns, indexes and constraints, as the engine itself describes them."""
    if not is_postgres():
        rows = await fetch(writer(), "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name")
        return [tuple(row) for row in rows]
    return [tuple(row) for text in POSTGRES_SCHEMA for row in await fetch(writer(), f"{text} ORDER BY 1, 2")]


POSTGRES_SCHEMA = (
    """SELECT table_name, column_name, data_type, is_nullable, character_maximum_length
    FROM information_schema.columns WHERE table_schema = 'public'""",
    "SELECT tablename, indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    """SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "SELECT tgrelid::regclass::text, tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
)


async def counts() -> dict[str, int]:
    found: dict[str, int] = {}
    for name in sorted({str(row[0]) for row in await fetch(writer(), tables_text())}):
        rows = await fetch(writer(), f'SELECT COUNT(*) FROM "{name}"')
        found[name] = int(rows[0][0])
    return found


def tables_text() -> str:
    if is_postgres():
        return "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'tortoise_migrations'"
    return (
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('tortoise_migrations', 'sqlite_sequence')"
    )


async def migrate_to(name: str) -> None:
    async with transaction() as connection:
        executor = MigrationExecutor(connection, {"audit": APP})
        await executor.recorder.ensure_schema(executor._schema_editor(atomic=False))
        await executor.migrate([MigrationTarget("audit", name)], direction="forward")


@pytest.mark.parametrize("since", ["0001_tables"])
async def test_a_filled_database_keeps_its_rows_and_ends_like_a_fresh_one(
    empty_database_url: str, database_url: str, since: str
) -> None:
    async with open_store(database_url):
        fresh = await schema()
    async with open_store(empty_database_url):
        await migrate_to(since)
        await make_cast()
        before = await counts()
        assert before["person"] == 6
        await apply_migrations()
        after = await counts()
        assert {name: after[name] for name in before} == before
        assert await schema() == fresh


async def test_every_index_is_over_columns(store: str) -> None:
    """SQLite takes a column it does not know, in quotes, for a text, and indexes that."""
    if is_postgres():
        return
    names = [name for (name,) in await fetch(writer(), "SELECT name FROM sqlite_master WHERE type = 'index'")]
    columns = {name: await fetch(writer(), f"SELECT cid FROM pragma_index_xinfo('{name}')") for name in names}
    assert len(names) > 50
    assert not [name for name, places in columns.items() if any(place == -2 for (place,) in places)]


async def test_again_it_finds_nothing_to_do(database_url: str) -> None:
    assert await migrate(database_url) == []


def test_several_machines_at_once(empty_database_url: str) -> None:
    command = [sys.executable, "-m", "audit", "migrate"]
    settings = environment(database=empty_database_url)
    runs = [subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) for _ in range(3)]
    said = [run.communicate()[0].decode() for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    assert sum("0001_tables" in text for text in said) == 1


async def test_a_migration_that_fails_leaves_nothing(empty_database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    async with open_store(empty_database_url):
        executor = await loaded()
        last = executor.loader.disk_migrations[max(executor.loader.disk_migrations)]
        broken = [*type(last).operations, RunSQL("CREATE TABLE half (id INT)"), RunSQL("SELECT 1 FROM nowhere")]
        monkeypatch.setattr(type(last), "operations", broken)
        with pytest.raises(Exception, match="nowhere"):
            await apply_migrations()
        rows = await fetch(writer(), tables_text())
        assert [row[0] for row in rows] == []


async def test_a_newer_database_is_refused(store: str) -> None:
    text = "INSERT INTO tortoise_migrations (app, name, applied_at) VALUES ('audit', '9999_later', $1)"
    await run(writer(), text, [NOW])
    with pytest.raises(BrokenEnvironment, match="9999_later"):
        await be_current()


async def test_known_and_applied_are_the_same(store: str) -> None:
    assert await applied_migrations() == known_migrations()
    names = {path.stem for path in await asyncio.to_thread(lambda: list(Path("audit/store/migrations").glob("0*.py")))}
    assert names == known_migrations()
