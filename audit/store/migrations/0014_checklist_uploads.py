# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Checklist files that were chosen on the desk and wait to become drafts."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0013_log_is_kept")]

    operations = [
        ops.CreateModel(
            name="ChecklistUpload",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="checklist_uploads",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("name", fields.CharField(max_length=200)),
                ("document", DocumentField()),
                ("findings", DocumentField()),
            ],
            options={
                "table": "checklist_upload",
                "app": "audit",
                "indexes": [Index(fields=["person_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
