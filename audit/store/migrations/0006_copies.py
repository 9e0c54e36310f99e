# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Copies that a manager has decided on, and the index that finds those still waiting."""

from tortoise import fields, migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_reviews_and_actions")]

    operations = [
        ops.AddField(
            model_name="Submission",
            name="set_aside_at",
            field=fields.DatetimeField(null=True, auto_now=False, auto_now_add=False),
        ),
        ops.AddIndex(model_name="Submission", index=Index(fields=["status", "received_at"])),
    ]
