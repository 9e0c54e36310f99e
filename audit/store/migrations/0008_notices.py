# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Notices, how people want to be told, and the browsers that show them."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0007_report_looks")]

    operations = [
        ops.CreateModel(
            name="Notice",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.CharField(max_length=200)),
                ("kind", fields.CharField(max_length=32)),
                ("sentence", DocumentField()),
                ("path", fields.CharField(max_length=300)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("read_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                ("mail_state", fields.CharField(max_length=16)),
                ("mail_job", fields.CharField(default="", max_length=36)),
                ("push_state", fields.CharField(max_length=16)),
                ("push_job", fields.CharField(default="", max_length=36)),
            ],
            options={
                "table": "notice",
                "app": "audit",
                "unique_together": (("person_id", "key"),),
                "indexes": [
                    Index(fields=["person_id", "read_at"]),
                    Index(fields=["mail_state"]),
                    Index(fields=["push_state"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="NoticeChoice",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.OneToOneField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="notice_choice",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("mail", fields.CharField(max_length=16)),
                ("mailed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "notice_choice", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="PushDevice",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="push_devices",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("endpoint", fields.CharField(unique=True, max_length=1000)),
                ("public_key", fields.CharField(max_length=200)),
                ("auth", fields.CharField(max_length=100)),
                ("created_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "push_device", "app": "audit", "indexes": [Index(fields=["person_id"])], "pk_attr": "id"},
            bases=["Model"],
        ),
    ]
