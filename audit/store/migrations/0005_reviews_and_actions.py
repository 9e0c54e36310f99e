# ruff: noqa: RUF012 - the form that tortoise reads and writes
"""Reviews, actions, the voice of branches, joint visits."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from audit.store.documents import DocumentField


class Migration(migrations.Migration):
    dependencies = [("audit", "0004_jobs")]

    operations = [
        ops.CreateModel(
            name="Action",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "branch",
                    fields.ForeignKeyField(
                        "audit.Branch",
                        source_field="branch_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "standard",
                    fields.ForeignKeyField(
                        "audit.Standard",
                        source_field="standard_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("item", fields.CharField(default="", max_length=200)),
                ("title", fields.CharField(default="", max_length=300)),
                ("why", fields.CharField(max_length=16)),
                (
                    "owner",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="owner_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("due_on", fields.DateField()),
                ("status", fields.CharField(default="open", max_length=16)),
                ("opened_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "opened_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="opened_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="opened_actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "done_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="done_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="done_actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("signed_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "signed_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="signed_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="signed_actions",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "repeat_of",
                    fields.ForeignKeyField(
                        "audit.Action",
                        source_field="repeat_of_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="repeats",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "action",
                "app": "audit",
                "indexes": [
                    Index(fields=["branch_id", "status", "due_on"]),
                    Index(fields=["status", "due_on"]),
                    Index(fields=["visit_id"]),
                ],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionFailure",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "action",
                    fields.ForeignKeyField(
                        "audit.Action",
                        source_field="action_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="failures",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="action_failures",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "action_failure",
                "app": "audit",
                "unique_together": (("action_id", "visit_id"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionProof",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "action",
                    fields.ForeignKeyField(
                        "audit.Action",
                        source_field="action_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="proofs",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "photo",
                    fields.ForeignKeyField(
                        "audit.Photo",
                        source_field="photo_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="proofs",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("added_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "action_proof",
                "app": "audit",
                "unique_together": (("action_id", "photo_id"),),
                "indexes": [Index(fields=["photo_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionRule",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=16)),
                (
                    "standard",
                    fields.ForeignKeyField(
                        "audit.Standard",
                        source_field="standard_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="rules",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("days", fields.IntField()),
                ("given_to", fields.CharField(max_length=16)),
                ("steps", DocumentField()),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="action_rules",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "action_rule", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ActionStep",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "action",
                    fields.ForeignKeyField(
                        "audit.Action",
                        source_field="action_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="steps",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("text", fields.CharField(max_length=500)),
                ("done_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "done_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="done_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="done_steps",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "action_step",
                "app": "audit",
                "unique_together": (("action_id", "position"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Appeal",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="appeals",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("item", fields.CharField(max_length=200)),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="appeals",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("reason", fields.TextField(unique=False)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                ("status", fields.CharField(default="open", max_length=16)),
                ("decision", fields.TextField(default="", unique=False)),
                ("decided_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
                (
                    "decided_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="decided_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="decided_appeals",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("revision", fields.IntField(null=True)),
            ],
            options={
                "table": "appeal",
                "app": "audit",
                "unique_together": (("visit_id", "item"),),
                "indexes": [Index(fields=["status", "made_at"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Correction",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="corrections",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("revision", fields.IntField()),
                (
                    "submission",
                    fields.ForeignKeyField(
                        "audit.Submission",
                        source_field="submission_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="corrections",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("answers_before", DocumentField()),
                ("changes", DocumentField()),
                ("reason", fields.TextField(unique=False)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="corrections",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "correction",
                "app": "audit",
                "unique_together": (("visit_id", "revision"),),
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="JointVisit",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("kind", fields.CharField(max_length=16)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="joint_visits",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={"table": "joint_visit", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="JointPart",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "joint",
                    fields.ForeignKeyField(
                        "audit.JointVisit",
                        source_field="joint_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="parts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="joint_parts",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("is_counted", fields.BooleanField()),
            ],
            options={
                "table": "joint_part",
                "app": "audit",
                "unique_together": (("visit_id",),),
                "indexes": [Index(fields=["joint_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Remark",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="remarks",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("revision", fields.IntField()),
                ("item", fields.CharField(max_length=200)),
                ("text", fields.TextField(unique=False)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="remarks",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
            ],
            options={
                "table": "remark",
                "app": "audit",
                "indexes": [Index(fields=["visit_id", "revision"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="ReviewSettings",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("appeal_days", fields.IntField()),
            ],
            options={"table": "review_settings", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="SavedRemark",
            fields=[
                ("id", fields.IntField(generated=True, primary_key=True, unique=True, db_index=True)),
                ("text", fields.CharField(max_length=500)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
                (
                    "made_by",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="made_by_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="saved_remarks",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("retired_at", fields.DatetimeField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={"table": "saved_remark", "app": "audit", "pk_attr": "id"},
            bases=["Model"],
        ),
        ops.CreateModel(
            name="VisitComment",
            fields=[
                ("id", fields.BigIntField(generated=True, primary_key=True, unique=True, db_index=True)),
                (
                    "visit",
                    fields.ForeignKeyField(
                        "audit.Visit",
                        source_field="visit_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="comments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                (
                    "person",
                    fields.ForeignKeyField(
                        "audit.Person",
                        source_field="person_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="visit_comments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("text", fields.TextField(unique=False)),
                ("made_at", fields.DatetimeField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "visit_comment",
                "app": "audit",
                "indexes": [Index(fields=["visit_id"])],
                "pk_attr": "id",
            },
            bases=["Model"],
        ),
        ops.AddIndex(
            model_name="Photo",
            index=Index(fields=["perceptual_hash"]),
        ),
    ]
