"""The chain, its regions and branches, and the log of what people did."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField


class Chain(models.Model):
    """The one organisation this installation serves, and its settings. Always the row with id 1."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200)
    language = fields.CharField(max_length=8, default="en")
    is_demo = fields.BooleanField(default=False)
    # The smallest difference, in points of score, that is worth acting on.
    worth_acting_points = fields.FloatField(default=2.0)
    # Below this many visits a cell says "too few to tell" instead of a rate.
    few_visits = fields.IntField(default=3)
    # Grows with every change of a rollup: the key of every cached analysis.
    rollup_version = fields.BigIntField(default=0)
    colour = fields.CharField(max_length=7, default="#0e5a5a")

    class Meta:
        table = "chain"


class Region(models.Model):
    """A group of branches in a tree. `path` is `/1/4/`: the ids from the root down to itself."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200, unique=True)
    parent: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "audit.Region", related_name="children", null=True, on_delete=fields.RESTRICT
    )
    path = fields.CharField(max_length=500, default="/", db_index=True)

    class Meta:
        table = "region"


class Branch(models.Model):
    """One location. Its code never changes; everything else about it may."""

    id = fields.IntField(primary_key=True)
    code = fields.CharField(max_length=200, unique=True)
    name = fields.CharField(max_length=300)
    region: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "audit.Region", related_name="branches", null=True, on_delete=fields.RESTRICT
    )
    region_id: int | None
    city = fields.CharField(max_length=200, default="")
    country = fields.CharField(max_length=100, default="")
    address = fields.CharField(max_length=500, default="")
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    time_zone = fields.CharField(max_length=64, default="UTC")
    ownership = fields.CharField(max_length=16, default="own")  # own | franchise
    attributes: DocumentField[dict[str, str]] = DocumentField(default=dict)
    closed_on = fields.DateField(null=True)
    # Where its reports are mailed to by themselves, and the address that wants no more of them.
    report_email = fields.CharField(max_length=254, db_default="")
    ended_email = fields.CharField(max_length=254, db_default="")

    class Meta:
        table = "branch"


class LogEntry(models.Model):
    """What somebody did, when, to what. Rows are only ever added."""

    id = fields.BigIntField(primary_key=True)
    at = fields.DatetimeField(db_index=True)
    person: fields.ForeignKeyNullableRelation[Any] = fields.ForeignKeyField(
        "audit.Person", related_name="log", null=True, on_delete=fields.RESTRICT
    )
    person_id: int | None
    verb = fields.CharField(max_length=64)
    subject_kind = fields.CharField(max_length=32)
    subject = fields.CharField(max_length=200)
    detail: DocumentField[dict[str, Any]] = DocumentField(default=dict)

    class Meta:
        table = "log_entry"
        indexes = (
            Index(fields=["subject_kind", "subject"]),
            Index(fields=["verb"]),
            Index(fields=["person_id"]),
        )
