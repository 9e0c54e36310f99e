"""The branch's voice on a visit: comments and appeals; and visits made by two auditors together."""

from __future__ import annotations

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.models.people import Person
from audit.store.models.reports import ReportReply
from audit.store.models.visits import Visit


class VisitComment(models.Model):
    """What somebody who may read a visit said about it. Never changed."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="comments", on_delete=fields.RESTRICT
    )
    visit_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="visit_comments", on_delete=fields.RESTRICT
    )
    person_id: int
    text = fields.TextField()
    made_at = fields.DatetimeField()

    class Meta:
        table = "visit_comment"
        indexes = (Index(fields=["visit_id"]),)


class Appeal(models.Model):
    """A branch does not accept how one item was judged. One for each item of a visit; decided once, with a reason."""

    id = fields.IntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="appeals", on_delete=fields.RESTRICT
    )
    visit_id: str
    item = fields.CharField(max_length=200)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="appeals", on_delete=fields.RESTRICT
    )
    person_id: int
    reason = fields.TextField()
    made_at = fields.DatetimeField()
    status = fields.CharField(max_length=16, default="open")  # open | granted | declined
    decision = fields.TextField(default="")
    decided_at = fields.DatetimeField(null=True)
    decided_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="decided_appeals", null=True, on_delete=fields.RESTRICT
    )
    revision = fields.IntField(null=True)  # of the result that a correction made, where one followed
    # Made over a report's link: who they said they are stands there, and `person` is whoever made the link.
    reply: fields.ForeignKeyNullableRelation[ReportReply] = fields.ForeignKeyField(
        "audit.ReportReply", related_name="appeals", null=True, on_delete=fields.RESTRICT
    )
    reply_id: int | None

    class Meta:
        table = "appeal"
        unique_together = (("visit_id", "item"),)
        indexes = (Index(fields=["status", "made_at"]),)


class JointVisit(models.Model):
    """One visit that two auditors made together and answered apart. kind: joint | calibration."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(max_length=16)
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="joint_visits", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "joint_visit"


class JointPart(models.Model):
    """One auditor's side of a joint visit. Only the side that counts is in the sums: there was one guest."""

    id = fields.IntField(primary_key=True)
    joint: fields.ForeignKeyRelation[JointVisit] = fields.ForeignKeyField("audit.JointVisit", related_name="parts")
    joint_id: int
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="joint_parts", on_delete=fields.RESTRICT
    )
    visit_id: str
    is_counted = fields.BooleanField()

    class Meta:
        table = "joint_part"
        unique_together = (("visit_id",),)
        indexes = (Index(fields=["joint_id"]),)
