# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Where a branch's reports are mailed to, and the address that wants no more of them."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0021_packs_of_regions")]

    operations = [
        ops.AddField(model_name="Branch", name="report_email", field=fields.CharField(db_default="", max_length=254)),
        ops.AddField(model_name="Branch", name="ended_email", field=fields.CharField(db_default="", max_length=254)),
    ]
