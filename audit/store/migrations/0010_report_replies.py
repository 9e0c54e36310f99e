# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Shared reports: a code beside the link, packs made by one job, replies of readers; packs by themselves each month."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0009_draft_steps")]

    operations = [
        ops.CreateModel(
            name="ReportReply",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "report",
                    fields.ForeignKeyField(
                        "audit.SharedReport",
                        source_field="report_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="replies",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("kind", fields.CharField(max_length=16)),
                ("name", fields.CharField(default="", max_length=200)),
                ("text", fields.TextField(default="", unique=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="report_replies",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
            ],
            options={
                "table": "report_reply",
                "app": "audit",
                "indexes": [Index(fields=["report_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReportSchedule",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("is_on", fields.BooleanField(default=False)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="report_schedules",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("months", fields.IntField(default=3)),
            ],
            options={"table": "report_schedule", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.AddField(
            model_name="SharedReport",
            name="code_hash",
            field=fields.CharField(null=True, max_length=200),
        ),
        ops.AddField(
            model_name="SharedReport",
            name="confirmed_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddField(
            model_name="SharedReport",
            name="pack",
            field=fields.CharField(null=True, max_length=36),
        ),
        ops.AddIndex(
            model_name="SharedReport",
            index=Index(fields=["pack"]),
        ),
    ]
