# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""What readers do over a report's link: the action or the item it is about, and the appeal that rests on it."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0015_opening_days")]

    operations = [
        ops.AddField(
            model_name="Appeal",
            name="reply",
            field=fields.ForeignKeyField(
                "audit.ReportReply",
                source_field="reply_id",
                null=True,
                db_constraint=True,
                to_field="id",
                related_name="appeals",
                on_delete=OnDelete.RESTRICT,
            ),
        ),
        ops.AddField(model_name="ReportReply", name="about", field=fields.TextField(null=True, unique=False)),
    ]
