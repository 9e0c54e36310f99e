# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Rounds, assignments and quizzes."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0010_report_replies")]

    operations = [
        ops.CreateModel(
            name="Quiz",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "checklist",
                    fields.OneToOneField(
                        "audit.Checklist",
                        source_field="checklist_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="quiz",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("questions", DocumentField(default=list)),
                ("changed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={"table": "quiz", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="QuizPass",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="quiz_passes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "checklist",
                    fields.ForeignKeyField(
                        "audit.Checklist",
                        source_field="checklist_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="passes",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("passed_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "quiz_pass",
                "app": "audit",
                "unique_together": (("person_id", "checklist_id"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Round",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("name", fields.CharField(max_length=200)),
                ("checklists", DocumentField()),
                ("visits_each", fields.IntField()),
                ("period", fields.CharField(max_length=16)),
                ("first_on", fields.DateField()),
                (
                    "region",
                    fields.ForeignKeyField(
                        "audit.Region",
                        source_field="region_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="rounds",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("rest_days", fields.IntField()),
                ("has_different_auditors", fields.BooleanField()),
                ("most_visits", fields.IntField(null=True)),
                ("most_each", fields.IntField(null=True)),
                ("is_announced", fields.BooleanField()),
                ("starts", fields.CharField(max_length=5)),
                ("ends", fields.CharField(max_length=5)),
                ("briefing", DocumentField(default=dict)),
                ("goes_on", fields.BooleanField()),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="rounds",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("ended_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "round", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="RoundPlan",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "round",
                    fields.ForeignKeyField(
                        "audit.Round",
                        source_field="round_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="plans",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("first_on", fields.DateField()),
                ("planned_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("visits", fields.IntField()),
                ("left_out", fields.IntField()),
            ],
            options={
                "table": "round_plan",
                "app": "audit",
                "unique_together": (("round_id", "first_on"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Assignment",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "visit",
                    fields.OneToOneField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="assignment",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "plan",
                    fields.ForeignKeyField(
                        "audit.RoundPlan",
                        source_field="plan_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="assignments",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                (
                    "asked_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="asked_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="asked",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("is_announced", fields.BooleanField()),
                ("why", fields.CharField(default="", max_length=32)),
                ("who", fields.CharField(default="", max_length=32)),
                ("reply", fields.CharField(default="", max_length=16)),
                ("reply_reason", fields.CharField(default="", max_length=500)),
                ("replied_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "assignment", "app": "audit", "indexes": [Index(fields=["plan_id"])], "pk_attr": "id"},
            bases=["Model"],
        ),
    ]
