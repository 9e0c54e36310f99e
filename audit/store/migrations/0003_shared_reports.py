# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Reports that were shared by link, frozen, and when each was opened."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_one_current")]

    operations = [
        ops.CreateModel(
            name="SharedReport",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("token_hash", fields.CharField(unique=True, max_length=64)),
                ("kind", fields.CharField(max_length=16)),
                ("subject", fields.CharField(default="", max_length=200)),
                ("revision", fields.IntField()),
                ("language", fields.CharField(max_length=8)),
                ("made_from", fields.TextField(default="", unique=False)),
                ("rollup_version", fields.BigIntField()),
                ("document", DocumentField()),
                ("pdf_sha256", fields.CharField(max_length=64)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="shared_reports",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("expires_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("revoked_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "shared_report",
                "app": "audit",
                "indexes": [Index(fields=["kind", "subject"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReportOpening",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "report",
                    fields.ForeignKeyField(
                        "audit.SharedReport",
                        source_field="report_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="openings",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "report_opening",
                "app": "audit",
                "indexes": [Index(fields=["report_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
    ]
