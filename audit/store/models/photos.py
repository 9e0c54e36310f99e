"""Photos, and which item of which visit they show."""

from __future__ import annotations

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.models.people import Person
from audit.store.models.visits import Visit


class Photo(models.Model):
    """A photo one person sent. The bytes lie in the photo store under their hash.

    The same bytes sent by two people are two rows: a hash never tells anybody that a photo exists.
    """

    id = fields.BigIntField(primary_key=True)
    sha256 = fields.CharField(max_length=64)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="photos", on_delete=fields.RESTRICT
    )
    person_id: int
    size_bytes = fields.IntField()
    media_type = fields.CharField(max_length=32)
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    taken_at = fields.CharField(max_length=40, default="")
    latitude = fields.FloatField(null=True)
    longitude = fields.FloatField(null=True)
    perceptual_hash = fields.CharField(max_length=16, default="")
    # Why the bytes cannot be shown, "" when they can: they are kept all the same.
    refusal = fields.CharField(max_length=300, default="")
    # Until then only its bytes are known: a phone does not wait for us to decode them.
    inspected_at = fields.DatetimeField(null=True)
    received_at = fields.DatetimeField()

    class Meta:
        table = "photo"
        indexes = (Index(fields=["inspected_at"]), Index(fields=["perceptual_hash"]))
        unique_together = (("sha256", "person_id"),)


class Evidence(models.Model):
    """A photo that shows one item of a submitted visit."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="evidence", on_delete=fields.RESTRICT
    )
    visit_id: str
    photo: fields.ForeignKeyRelation[Photo] = fields.ForeignKeyField(
        "audit.Photo", related_name="evidence", on_delete=fields.RESTRICT
    )
    photo_id: int
    item = fields.CharField(max_length=200)
    position = fields.IntField(default=0)

    class Meta:
        table = "evidence"
        unique_together = (("visit_id", "item", "photo_id"),)
        indexes = (Index(fields=["photo_id"]),)
