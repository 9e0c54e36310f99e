"""Standards, checklists and their frozen versions."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models


class Standard(models.Model):
    """One thing the chain promises at every branch. Its key never changes, so trends survive."""

    id = fields.IntField(primary_key=True)
    key = fields.CharField(max_length=200, unique=True)
    promise: fields.JSONField[dict[str, str]] = fields.JSONField()
    touchpoint = fields.CharField(max_length=100, default="")
    values: fields.JSONField[list[str]] = fields.JSONField(default=list)
    source = fields.CharField(max_length=200, default="")
    sop: fields.JSONField[dict[str, str]] = fields.JSONField(default=dict)
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
    name: fields.JSONField[dict[str, str]] = fields.JSONField()
    channel = fields.CharField(max_length=32)
    draft: fields.JSONField[dict[str, Any]] = fields.JSONField(null=True)
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
    document: fields.JSONField[dict[str, Any]] = fields.JSONField()
    published_at = fields.DatetimeField()

    class Meta:
        table = "checklist_version"
        unique_together = (("checklist_id", "number"), ("checklist_id", "content_hash"))
