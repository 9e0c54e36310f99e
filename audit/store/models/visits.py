"""Visits, what phones sent of them, and what they came to.

Nothing here is deleted by cascade: what a phone was given a receipt for cannot go with something else.
"""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.chains import Branch
from audit.store.models.checklists import ChecklistVersion, Standard
from audit.store.models.people import Person


class Visit(models.Model):
    """One auditor at one branch with one checklist version.

    status: planned -> started -> submitted -> accepted, or returned, rejected, cancelled; or beside: the other
    side of a joint visit, handed in and in no sum.
    Counted in every comparison are `submitted` and `accepted`.
    """

    id = fields.CharField(max_length=64, primary_key=True)  # made by whoever made the visit first
    branch: fields.ForeignKeyRelation[Branch] = fields.ForeignKeyField(
        "audit.Branch", related_name="visits", on_delete=fields.RESTRICT
    )
    branch_id: int
    auditor: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="visits", null=True, on_delete=fields.RESTRICT
    )
    auditor_id: int | None
    version: fields.ForeignKeyRelation[ChecklistVersion] = fields.ForeignKeyField(
        "audit.ChecklistVersion", related_name="visits", on_delete=fields.RESTRICT
    )
    version_id: int
    status = fields.CharField(max_length=16, default="planned")
    origin = fields.CharField(max_length=16, default="planned")  # planned | imported | demo
    visit_date = fields.DateField(null=True)  # the day at the branch
    due_from = fields.DatetimeField(null=True)
    due_to = fields.DatetimeField(null=True)
    briefing: DocumentField[dict[str, Any]] = DocumentField(default=dict)
    started_at = fields.DatetimeField(null=True)
    submitted_at = fields.DatetimeField(null=True)
    accepted_at = fields.DatetimeField(null=True)
    returned_reason = fields.TextField(default="")
    import_key = fields.CharField(max_length=420, unique=True, null=True)  # "checklist key/visit id of the file"
    # The folded answers document as submitted; the ops that made it stay in `op`.
    answers: DocumentField[dict[str, Any]] = DocumentField(default=dict)
    # The branch's attributes as they were then: rules ask for them, and a score stays what it was.
    attributes: DocumentField[dict[str, str]] = DocumentField(default=dict)
    # What the ops tell beside the answers: timings, notes, arrival, leaving, items two phones disagreed on.
    marks: DocumentField[dict[str, Any]] = DocumentField(default=dict)

    class Meta:
        table = "visit"
        indexes = (
            Index(fields=["branch_id", "visit_date"]),
            Index(fields=["auditor_id", "status"]),
            Index(fields=["status", "visit_date"]),
            Index(fields=["visit_date", "id"]),
            Index(fields=["due_from"]),
        )


class PastAssignment(models.Model):
    """Somebody a visit was taken from. What their phone still sends of it is kept as a copy, not refused."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField("audit.Visit", related_name="past_assignments")
    visit_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="past_assignments")
    person_id: int
    until = fields.DatetimeField()

    class Meta:
        table = "past_assignment"
        unique_together = (("visit_id", "person_id"),)


class Op(models.Model):
    """One act on a phone. Stored once for each (device, visit, seq), also when it makes no sense."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="ops", on_delete=fields.RESTRICT
    )
    visit_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="ops", on_delete=fields.RESTRICT
    )
    person_id: int
    device = fields.CharField(max_length=64)
    seq = fields.BigIntField()
    item = fields.CharField(max_length=200, default="")
    field = fields.CharField(max_length=32, default="")
    body = fields.TextField()  # the op exactly as it was sent, as JSON
    is_rejected = fields.BooleanField(default=False)
    sent_at = fields.CharField(max_length=40, default="")
    received_at = fields.DatetimeField()
    offset_seconds = fields.FloatField(null=True)  # the phone's clock minus ours

    class Meta:
        table = "op"
        unique_together = (("visit_id", "device", "seq"),)


class StrayOp(models.Model):
    """Something sent as an op that has no place among the ops: without a usable `seq`, or with one that is taken.

    Kept as it came, for a person to look at; the same text twice is one row.
    """

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="stray_ops", on_delete=fields.RESTRICT
    )
    visit_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="stray_ops", on_delete=fields.RESTRICT
    )
    person_id: int
    device = fields.CharField(max_length=64)
    body = fields.TextField()
    body_hash = fields.CharField(max_length=64)
    received_at = fields.DatetimeField()

    class Meta:
        table = "stray_op"
        unique_together = (("visit_id", "device", "body_hash"),)


class Submission(models.Model):
    """A finished visit as a phone sent it, with the receipt it was given."""

    id = fields.CharField(max_length=64, primary_key=True)  # made on the phone
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="submissions", on_delete=fields.RESTRICT
    )
    visit_id: str
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="submissions", on_delete=fields.RESTRICT
    )
    person_id: int
    device = fields.CharField(max_length=64)
    status = fields.CharField(max_length=16)  # accepted | copy
    # The accepted one that counts. A migration adds a unique index on the visit where this is true:
    # at most one submission of a visit counts, whatever the phones do. Returning a visit frees it.
    is_current = fields.BooleanField(default=False)
    copy_reason = fields.CharField(max_length=32, default="")
    set_aside_at = fields.DatetimeField(null=True)  # a manager has decided that this copy does not count
    receipt_number = fields.CharField(max_length=16, unique=True)
    receipt: DocumentField[dict[str, Any]] = DocumentField()
    body: DocumentField[dict[str, Any]] = DocumentField()  # exactly as it was sent
    answers: DocumentField[dict[str, Any]] = DocumentField()
    sent_at = fields.CharField(max_length=40, default="")
    received_at = fields.DatetimeField()
    offset_seconds = fields.FloatField(null=True)  # the phone's clock minus ours

    class Meta:
        table = "submission"
        indexes = (Index(fields=["visit_id"]), Index(fields=["status", "received_at"]))


class Result(models.Model):
    """A visit's frozen score. A correction is a new revision; the old one stays readable."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="results", on_delete=fields.RESTRICT
    )
    visit_id: str
    revision = fields.IntField(default=1)
    is_current = fields.BooleanField(default=True)
    version_hash = fields.CharField(max_length=64)
    # The score as `audit score` prints it: exact decimals as text, sections and items in order.
    document: DocumentField[dict[str, Any]] = DocumentField()
    percent_micro = fields.BigIntField(null=True)  # percent x 1,000,000, rounded half up; None = no score
    failed = fields.BooleanField(default=False)
    verdict = fields.CharField(max_length=200, default="")
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="results", null=True, on_delete=fields.RESTRICT
    )
    reason = fields.TextField(default="")

    class Meta:
        table = "result"
        unique_together = (("visit_id", "revision"),)


class StandardResult(models.Model):
    """How one standard fared on one visit, by its current revision. What the rollups add up.

    Where several items measure the standard, it is kept when every counting one kept it, and its
    credit is their mean.
    """

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="standard_results", on_delete=fields.RESTRICT
    )
    visit_id: str
    standard: fields.ForeignKeyRelation[Standard] = fields.ForeignKeyField(
        "audit.Standard", related_name="results", on_delete=fields.RESTRICT
    )
    standard_id: int
    item = fields.CharField(max_length=200)  # the item that shows it: the first broken, else the first
    state = fields.CharField(max_length=16)  # counted | not_applicable | hidden | unanswered
    credit_micro = fields.IntField(null=True)  # credit x 1,000,000
    is_kept = fields.BooleanField(null=True)
    is_exceeded = fields.BooleanField(null=True)  # None: it cannot be exceeded
    seconds = fields.FloatField(null=True)

    class Meta:
        table = "standard_result"
        unique_together = (("visit_id", "standard_id"),)
