# ruff: noqa: RUF012, S608 - the form that tortoise reads and writes; texts are put together from our own words
"""The log is only ever added to: the database itself refuses to change or to forget a line.

A person who is anonymised is changed in their own row, which lines point to: no line has to change for that.
A restored database gets its lines by INSERT, as everybody does.
"""

from typing import Any

from tortoise import migrations
from tortoise.migrations import operations as ops
from tortoise.migrations.schema_editor.base import BaseSchemaEditor

SAID = "the log is only ever added to"
SQLITE = [
    f"CREATE TRIGGER log_entry_no_update BEFORE UPDATE ON log_entry BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    f"CREATE TRIGGER log_entry_no_delete BEFORE DELETE ON log_entry BEGIN SELECT RAISE(ABORT, '{SAID}'); END",
    # INSERT OR REPLACE would take a line away without asking the trigger above.
    (
        "CREATE TRIGGER log_entry_no_replace BEFORE INSERT ON log_entry"
        " WHEN EXISTS (SELECT 1 FROM log_entry WHERE id = NEW.id)"
        f" BEGIN SELECT RAISE(ABORT, '{SAID}'); END"
    ),
]
POSTGRES = [
    (
        "CREATE FUNCTION log_entry_is_kept() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN RAISE EXCEPTION '{SAID}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    ),
    (
        "CREATE TRIGGER log_entry_no_change BEFORE UPDATE OR DELETE ON log_entry"
        " FOR EACH ROW EXECUTE FUNCTION log_entry_is_kept()"
    ),
    (
        "CREATE TRIGGER log_entry_no_truncate BEFORE TRUNCATE ON log_entry"
        " FOR EACH STATEMENT EXECUTE FUNCTION log_entry_is_kept()"
    ),
]
SQLITE_BACK = [f"DROP TRIGGER log_entry_no_{what}" for what in ("update", "delete", "replace")]
POSTGRES_BACK = [
    "DROP TRIGGER log_entry_no_change ON log_entry",
    "DROP TRIGGER log_entry_no_truncate ON log_entry",
    "DROP FUNCTION log_entry_is_kept()",
]


class RunEngineSQL(ops.RunSQL):
    """Statements of SQLite's and of PostgreSQL's, each run whole: tortoise cuts at every semicolon."""

    async def _run_sql(self, state_editor: BaseSchemaEditor, sqls: Any) -> None:
        for statement in sqls["postgres" if state_editor.client.capabilities.dialect == "postgres" else "sqlite"]:
            if state_editor.collect_sql:
                state_editor.collected_sql.append(statement)
            else:
                await state_editor.client.execute_query(statement)


class Migration(migrations.Migration):
    dependencies = [("audit", "0012_schedule_since")]

    operations = [
        RunEngineSQL(
            {"sqlite": SQLITE, "postgres": POSTGRES},
            {"sqlite": SQLITE_BACK, "postgres": POSTGRES_BACK},
        )
    ]
