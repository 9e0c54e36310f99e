"""Work that runs later or for long, as its owner sees it. How far its steps are is the engine's to know."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.people import Person


class Job(models.Model):
    """One piece of work. It is written in the transaction that wants it, so that neither is without the other."""

    id = fields.CharField(max_length=36, primary_key=True)
    kind = fields.CharField(max_length=64)
    # What it is about, in somebody's own words: a branch, a period.
    subject = fields.CharField(max_length=200, default="")
    wanted: DocumentField[dict[str, Any]] = DocumentField(default=dict)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="jobs", null=True, on_delete=fields.SET_NULL
    )
    person_id: int | None
    state = fields.CharField(max_length=16)  # waiting | running | paused | cancelled | done | failed
    done = fields.IntField(default=0)
    total = fields.IntField(default=0)
    result: DocumentField[Any] = DocumentField(null=True)
    # Why it failed: a sentence's text and values.
    problem: DocumentField[dict[str, Any]] = DocumentField(null=True)
    created_at = fields.DatetimeField()
    due_at = fields.DatetimeField()
    started_at = fields.DatetimeField(null=True)
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "job"
        indexes = (Index(fields=["state", "due_at"]), Index(fields=["person_id"]))
