# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""The calendar finds its visits by the day they are due."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0018_standards_by_month")]

    operations = [ops.AddIndex(model_name="Visit", index=Index(fields=["due_from"]))]
