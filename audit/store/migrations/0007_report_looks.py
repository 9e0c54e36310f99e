# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""How a chain's reports look: paper, foot line, logo."""

from tortoise import fields, migrations
from tortoise.migrations import operations as ops


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_copies")]

    operations = [
        ops.CreateModel(
            name="ReportLook",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("paper", fields.CharField(default="A4", max_length=8)),
                ("footer", fields.CharField(default="", max_length=200)),
                ("logo_sha256", fields.CharField(null=True, max_length=64)),
            ],
            options={"table": "report_look", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
    ]
