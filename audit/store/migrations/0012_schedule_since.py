# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Since when reports are made by themselves."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0011_rounds")]

    operations = [ops.AddField(model_name="ReportSchedule", name="since", field=fields.DateField(null=True))]
