# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""How a chain's reports look: paper, foot line, logo."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0005_reviews_and_actions")]

    operations = [
        ops.AddField(
            model_name="Chain",
            name="footer",
            field=fields.CharField(default="", db_default="", max_length=200),
        ),
        ops.AddField(model_name="Chain", name="logo_sha256", field=fields.CharField(null=True, max_length=64)),
        ops.AddField(
            model_name="Chain",
            name="paper",
            field=fields.CharField(default="A4", db_default="A4", max_length=8),
        ),
    ]
