"""What reviewers did to visits: remarks on items, corrections of answers, and the remarks they keep for reuse."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.people import Person
from audit.store.models.visits import Submission, Visit


class Remark(models.Model):
    """What a reviewer said about one item of a visit when it went back. The auditor reads it. Never changed."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="remarks", on_delete=fields.RESTRICT
    )
    visit_id: str
    revision = fields.IntField()  # of the result it is about
    item = fields.CharField(max_length=200)
    text = fields.TextField()
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="remarks", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "remark"
        indexes = (Index(fields=["visit_id", "revision"]),)


class SavedRemark(models.Model):
    """A remark reviewers make often, offered where they write one."""

    id = fields.IntField(primary_key=True)
    text = fields.CharField(max_length=500)
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="saved_remarks", null=True, on_delete=fields.SET_NULL
    )
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        table = "saved_remark"


class Correction(models.Model):
    """Answers a reviewer put right. It made the result of this revision; everything before it stays readable."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="corrections", on_delete=fields.RESTRICT
    )
    visit_id: str
    revision = fields.IntField()
    # The submission whose answers were corrected; None for an imported visit.
    submission: fields.ForeignKeyNullableRelation[Submission] = fields.ForeignKeyField(
        "audit.Submission", related_name="corrections", null=True, on_delete=fields.RESTRICT
    )
    submission_id: str | None
    answers_before: DocumentField[dict[str, Any]] = DocumentField()
    changes: DocumentField[dict[str, Any]] = DocumentField()  # item -> [value before, value after]; None: no answer
    reason = fields.TextField()
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="corrections", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "correction"
        unique_together = (("visit_id", "revision"),)


class ReviewSettings(models.Model):
    """How visits are reviewed in this chain. Always the row with id 1; the defaults without one."""

    id = fields.IntField(primary_key=True)
    # How many days a branch has to appeal an item, from the day its visit was accepted.
    appeal_days = fields.IntField()

    class Meta:
        table = "review_settings"
