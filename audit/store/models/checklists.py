"""Standards, checklists and their frozen versions."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField


class Standard(models.Model):
    """One thing the chain promises at every branch. Its key never changes, so trends survive."""

    id = fields.IntField(primary_key=True)
    key = fields.CharField(max_length=200, unique=True)
    promise: DocumentField[dict[str, str]] = DocumentField()
    touchpoint = fields.CharField(max_length=100, default="")
    values: DocumentField[list[str]] = DocumentField(default=list)
    source = fields.CharField(max_length=200, default="")
    sop: DocumentField[dict[str, str]] = DocumentField(default=dict)
    owner: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "audit.Person", related_name="standards", null=True, on_delete=fields.SET_NULL
    )
    position = fields.IntField(default=0)  # the order of the guest's journey
    retired_at = fields.DatetimeField(null=True)
    successor: fields.ForeignKeyNullableRelation[Standard] = fields.ForeignKeyField(
        "audit.Standard", related_name="predecessors", null=True, on_delete=fields.SET_NULL
    )

    class Meta:
        table = "standard"


class Checklist(models.Model):
    """A named arrangement of items for one channel. What it holds lives in its versions."""

    id = fields.IntField(primary_key=True)
    key = fields.CharField(max_length=200, unique=True)
    name: DocumentField[dict[str, str]] = DocumentField()
    channel = fields.CharField(max_length=32)
    draft: DocumentField[dict[str, Any]] = DocumentField(null=True)
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        table = "checklist"


class ChecklistVersion(models.Model):
    """A checklist as it was published. Never changed afterwards; the hash proves it."""

    id = fields.IntField(primary_key=True)
    checklist: fields.ForeignKeyRelation[Checklist] = fields.ForeignKeyField(
        "audit.Checklist", related_name="versions", on_delete=fields.RESTRICT
    )
    checklist_id: int
    number = fields.IntField()
    content_hash = fields.CharField(max_length=64)
    document: DocumentField[dict[str, Any]] = DocumentField()
    # The id of every standard it measures, by key: neither ever changes.
    standard_ids: DocumentField[dict[str, int]] = DocumentField(default=dict)
    published_at = fields.DatetimeField()
    starts_on = fields.DateField(null=True)  # visits due before this day get the version before it
    retired_at = fields.DatetimeField(null=True)  # no new visit gets it any more

    class Meta:
        table = "checklist_version"
        unique_together = (("checklist_id", "number"), ("checklist_id", "content_hash"))


class DraftStep(models.Model):
    """One step on a draft, kept so that whoever made it can take it back."""

    id = fields.BigIntField(primary_key=True)
    checklist: fields.ForeignKeyRelation[Checklist] = fields.ForeignKeyField(
        "audit.Checklist", related_name="draft_steps", on_delete=fields.CASCADE
    )
    checklist_id: int
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "audit.Person", related_name="draft_steps", on_delete=fields.CASCADE
    )
    person_id: int
    at = fields.DatetimeField()
    patch: DocumentField[dict[str, list[Any]]] = DocumentField()
    is_undone = fields.BooleanField(default=False)

    class Meta:
        table = "draft_step"
        indexes = (Index(fields=["checklist_id", "person_id"]),)


class ChecklistUpload(models.Model):
    """A checklist file that somebody chose on the desk: read, and kept until it is made a draft or forgotten."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Any] = fields.ForeignKeyField(
        "audit.Person", related_name="checklist_uploads", on_delete=fields.CASCADE
    )
    person_id: int
    at = fields.DatetimeField()
    name = fields.CharField(max_length=200)
    document: DocumentField[dict[str, Any]] = DocumentField()
    findings: DocumentField[dict[str, list[Any]]] = DocumentField()  # what the report on it says

    class Meta:
        table = "checklist_upload"
        indexes = (Index(fields=["person_id"]),)
