# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Steps on drafts, which can be taken back; when a version starts and when it is retired."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0008_notices")]

    operations = [
        ops.CreateModel(
            name="DraftStep",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "checklist",
                    fields.ForeignKeyField(
                        "audit.Checklist",
                        source_field="checklist_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="draft_steps",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="draft_steps",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("patch", DocumentField()),
                ("is_undone", fields.BooleanField(default=False)),
            ],
            options={
                "table": "draft_step",
                "app": "audit",
                "indexes": [Index(fields=["checklist_id", "person_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddField(
            model_name="ChecklistVersion",
            name="retired_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="ChecklistVersion",
            name="starts_on",
            field=fields.DateField(null=True),
        ),
    ]
