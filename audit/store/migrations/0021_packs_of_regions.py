# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Whether reports made by themselves are about branches, regions or both."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0020_log_by_verb_and_person")]

    operations = [
        ops.AddField(
            model_name="ReportSchedule",
            name="about",
            field=fields.CharField(db_default="branches", max_length=16),
        )
    ]
