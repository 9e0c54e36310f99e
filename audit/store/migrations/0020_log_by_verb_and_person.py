# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""The log is filtered by what was done and by whom, however long it has grown."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0019_visits_by_due_day")]

    operations = [
        ops.AddIndex(model_name="LogEntry", index=Index(fields=["verb"])),
        ops.AddIndex(model_name="LogEntry", index=Index(fields=["person_id"])),
    ]
