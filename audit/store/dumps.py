"""Every table's rows as plain JSON values, and back: the same for both engines, so either restores the other's.

Left out is what must not come back to life: sessions, counted failures to sign in, and files that wait to be looked at.
"""

# ruff: noqa: S608, SLF001 - texts are put together from our own names; the models' columns are tortoise's to know

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from tortoise import Model, fields
from tortoise.fields.relational import ForeignKeyFieldInstance

from audit.store import models
from audit.store.connections import is_postgres, writer
from audit.store.raw import Row, fetch, fetch_one, run_many

LEFT_OUT = frozenset({"session", "attempt", "checklist_upload"})
BATCH = 2_000

Record = Mapping[str, Any]


def tables() -> dict[str, type[Model]]:
    """Every table that is dumped, by name; a table stands after those its rows point to."""
    remaining: dict[str, type[Model]] = {}
    for name in models.__all__:
        model = getattr(models, name)
        if model._meta.db_table not in LEFT_OUT:
            remaining[model._meta.db_table] = model
    ordered: dict[str, type[Model]] = {}
    while remaining:
        ready = [name for name, model in remaining.items() if targets(model) - {name} <= ordered.keys()]
        ordered.update({name: remaining.pop(name) for name in ready})
    return ordered


def targets(model: type[Model]) -> set[str]:
    """The tables that a table's rows point to."""
    keys = (model._meta.fields_map[name] for name in model._meta.fk_fields)
    return {str(key.related_model._meta.db_table) for key in keys if isinstance(key, ForeignKeyFieldInstance)}


def columns(model: type[Model]) -> dict[str, fields.Field[Any]]:
    """A table's columns in order, with what each holds."""
    by_name = model._meta.fields_map
    return {column: by_name[name] for name, column in model._meta.fields_db_projection.items()}


def own_keys(model: type[Model]) -> list[str]:
    """The columns that point to another row of the same table."""
    keys = (model._meta.fields_map[name] for name in model._meta.fk_fields)
    same = (key for key in keys if isinstance(key, ForeignKeyFieldInstance) and key.related_model is model)
    return [str(key.source_field) for key in same]


async def each_row(model: type[Model]) -> AsyncIterator[list[dict[str, Any]]]:
    """A table's rows in batches, in the order of its primary key. Inside a snapshot."""
    held = columns(model)
    key = model._meta.db_pk_column
    names = ", ".join(f'"{name}"' for name in held)
    last: Any = None
    while True:
        after, values = ("", []) if last is None else (f'WHERE "{key}" > $1', [last])
        text = f'SELECT {names} FROM "{model._meta.db_table}" {after} ORDER BY "{key}" LIMIT {BATCH}'
        rows = await fetch(writer(), text, values)
        if not rows:
            return
        records = [record_of(row, held) for row in rows]
        yield records
        last = records[-1][key]


def record_of(row: Row, held: Mapping[str, fields.Field[Any]]) -> dict[str, Any]:
    """A row as JSON can say it: moments and days as text, truths as true and false."""
    return {name: plain(value, field) for (name, field), value in zip(held.items(), tuple(row), strict=True)}


def plain(value: Any, field: fields.Field[Any]) -> Any:
    """One value as JSON can say it."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(field, fields.BooleanField):
        return bool(value)
    return str(value) if isinstance(field, fields.DatetimeField | fields.DateField) else value


def database_value(value: Any, field: fields.Field[Any]) -> Any:
    """A plain value as either engine takes it."""
    if value is not None and isinstance(field, fields.DatetimeField | fields.DateField):
        return field.to_python_value(value)
    return value


async def find_rows() -> str | None:
    """The name of a table that has rows, None when the store is empty."""
    for name in tables():
        if await fetch_one(writer(), f'SELECT 1 FROM "{name}" LIMIT 1') is not None:
            return name
    return None


async def add_records(model: type[Model], records: Sequence[Record]) -> None:
    """Put rows back as they were, keys included. Keys to the same table are left for `add_own_keys`."""
    own = set(own_keys(model))
    held = {name: field for name, field in columns(model).items() if name in records[0]}
    names = ", ".join(f'"{name}"' for name in held)
    places = ", ".join(f"${number}" for number in range(1, len(held) + 1))
    rows = [
        [None if name in own else database_value(record[name], field) for name, field in held.items()]
        for record in records
    ]
    await run_many(writer(), f'INSERT INTO "{model._meta.db_table}" ({names}) VALUES ({places})', rows)


async def add_own_keys(model: type[Model], records: Sequence[Record]) -> None:
    """Fill in the keys to the same table, now that all its rows are there."""
    key = model._meta.db_pk_column
    for name in own_keys(model):
        rows = [(record[name], record[key]) for record in records if record.get(name) is not None]
        await run_many(writer(), f'UPDATE "{model._meta.db_table}" SET "{name}" = $1 WHERE "{key}" = $2', rows)


async def put_counters() -> None:
    """Let PostgreSQL number new rows after those that were put back; SQLite does by itself."""
    if not is_postgres():
        return
    for name, model in tables().items():
        if model._meta.pk.generated:
            await fetch(
                writer(),
                f"SELECT setval(pg_get_serial_sequence('\"{name}\"', 'id'), (SELECT MAX(id) FROM \"{name}\"))"
                f' WHERE EXISTS (SELECT 1 FROM "{name}")',
            )
