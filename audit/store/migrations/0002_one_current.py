# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""At most one submission and one result of a visit are current, whatever phones and reviewers do.

Tortoise has no partial unique indexes; this text means the same on SQLite and PostgreSQL.
"""

from tortoise import migrations
from tortoise.migrations.operations import RunSQL


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_tables")]
    operations = [
        RunSQL(
            "CREATE UNIQUE INDEX uid_submission_current ON submission (visit_id) WHERE is_current",
            "DROP INDEX uid_submission_current",
        ),
        RunSQL(
            "CREATE UNIQUE INDEX uid_result_current ON result (visit_id) WHERE is_current",
            "DROP INDEX uid_result_current",
        ),
    ]
