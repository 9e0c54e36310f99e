# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Jobs: work that runs later or for long."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_shared_reports")]

    operations = [
        ops.CreateModel(
            name="Job",
            fields=[
                ("id", fields.CharField(primary_key=True, unique=True, db_index=True, max_length=36)),
                ("kind", fields.CharField(max_length=64)),
                ("subject", fields.CharField(default="", max_length=200)),
                ("wanted", DocumentField(default=dict)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="jobs",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("state", fields.CharField(max_length=16)),
                ("done", fields.IntField(default=0)),
                ("total", fields.IntField(default=0)),
                ("result", DocumentField(null=True)),
                ("problem", DocumentField(null=True)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("due_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("started_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "job",
                "app": "audit",
                "indexes": [Index(fields=["state", "due_at"]), Index(fields=["person_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
