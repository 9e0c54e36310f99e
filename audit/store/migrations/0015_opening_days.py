# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""The days of the week on which rounds plan visits."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0014_checklist_uploads")]

    operations = [
        ops.CreateModel(
            name="OpeningDays",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("weekdays", fields.CharField(max_length=7)),
            ],
            options={"table": "opening_days", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        )
    ]
