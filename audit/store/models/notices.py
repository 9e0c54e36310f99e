"""What people are told: kept with what caused it, shown in the app, and sent once by mail and to their phones."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.people import Person


class Notice(models.Model):
    """One sentence to one person. It is written in the transaction that causes it: the row is the outbox too."""

    id = fields.BigIntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="notices")
    person_id: int
    # What the same thing is called when it is told again: then it is told once.
    key = fields.CharField(max_length=200)
    kind = fields.CharField(max_length=32)
    sentence: DocumentField[dict[str, Any]] = DocumentField()
    path = fields.CharField(max_length=300)
    created_at = fields.DatetimeField()
    read_at = fields.DatetimeField(null=True)
    # waiting | sending | sent | unwanted | refused; who sends it is a job
    mail_state = fields.CharField(max_length=16)
    mail_job = fields.CharField(max_length=36, default="")
    push_state = fields.CharField(max_length=16)
    push_job = fields.CharField(max_length=36, default="")

    class Meta:
        table = "notice"
        unique_together = (("person_id", "key"),)
        indexes = (
            Index(fields=["person_id", "read_at"]),
            Index(fields=["mail_state"]),
            Index(fields=["push_state"]),
        )


class NoticeChoice(models.Model):
    """How a person wants to be told by mail; without a row as it happens."""

    id = fields.IntField(primary_key=True)
    person: fields.OneToOneRelation[Person] = fields.OneToOneField("audit.Person", related_name="notice_choice")
    person_id: int
    mail = fields.CharField(max_length=16)  # hourly | daily | never
    mailed_at = fields.DatetimeField(null=True)

    class Meta:
        table = "notice_choice"


class PushDevice(models.Model):
    """A browser that shows notices though no page of ours is open."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="push_devices")
    person_id: int
    endpoint = fields.CharField(max_length=1000, unique=True)
    public_key = fields.CharField(max_length=200)
    auth = fields.CharField(max_length=100)
    created_at = fields.DatetimeField()

    class Meta:
        table = "push_device"
        indexes = (Index(fields=["person_id"]),)
