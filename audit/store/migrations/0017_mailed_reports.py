# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""The address a report's link was mailed to, and what became of that."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0016_answers_over_links")]

    operations = [
        ops.AddField(model_name="SharedReport", name="mailed_to", field=fields.CharField(null=True, max_length=254)),
        ops.AddField(model_name="SharedReport", name="mail_state", field=fields.CharField(null=True, max_length=16)),
    ]
