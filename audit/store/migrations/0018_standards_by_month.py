# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""A standard's months are found by the standard: among sixty, the rows of one are a sixtieth."""

from tortoise import migrations
from tortoise.indexes import Index
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0017_mailed_reports")]

    operations = [ops.AddIndex(model_name="StandardTotal", index=Index(fields=["standard_id", "month"]))]
