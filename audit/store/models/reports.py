"""How reports look, and those that were shared: frozen, and who opened them when."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.people import Person


class ReportLook(models.Model):
    """How the chain's reports look beside its colour. Always the row with id 1."""

    id = fields.IntField(primary_key=True)
    paper = fields.CharField(max_length=8, default="A4")  # A4 | Letter
    footer = fields.CharField(max_length=200, default="")
    # The logo's hash in the photo store.
    logo_sha256 = fields.CharField(max_length=64, null=True)

    class Meta:
        table = "report_look"


class SharedReport(models.Model):
    """One revision of a report, frozen when it was shared. Its PDF lies in the photo store under its hash."""

    id = fields.IntField(primary_key=True)
    # The link holds a random token; only its hash is kept here.
    token_hash = fields.CharField(max_length=64, unique=True)
    kind = fields.CharField(max_length=16)  # branch | chain
    subject = fields.CharField(max_length=200, default="")  # the branch's code
    revision = fields.IntField()
    language = fields.CharField(max_length=8)
    # What it was made from: the filters as in an address, and the state of the sums.
    made_from = fields.TextField(default="")
    rollup_version = fields.BigIntField()
    # What the phone shows: title, sentences, lists, in the report's language.
    document: DocumentField[dict[str, Any]] = DocumentField()
    pdf_sha256 = fields.CharField(max_length=64)
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="shared_reports", null=True, on_delete=fields.SET_NULL
    )
    made_by_id: int | None
    expires_at = fields.DatetimeField()
    revoked_at = fields.DatetimeField(null=True)
    # What has to be typed beside having the link, as a slow hash; without one the link alone opens it.
    code_hash = fields.CharField(max_length=200, null=True)
    # The job that made it together with others.
    pack = fields.CharField(max_length=36, null=True)
    confirmed_at = fields.DatetimeField(null=True)
    # The address its link was mailed to, and what became of that: waiting | sent | refused | unwanted.
    mailed_to = fields.CharField(max_length=254, null=True)
    mail_state = fields.CharField(max_length=16, null=True)

    class Meta:
        table = "shared_report"
        indexes = (Index(fields=["kind", "subject"]), Index(fields=["pack"]))


class ReportOpening(models.Model):
    """Somebody followed a report's link. Who they were is not kept: the link is all they had to show."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation[SharedReport] = fields.ForeignKeyField(
        "audit.SharedReport", related_name="openings"
    )
    report_id: int
    opened_at = fields.DatetimeField()

    class Meta:
        table = "report_opening"
        indexes = (Index(fields=["report_id"]),)


class ReportReply(models.Model):
    """What a reader says of a report, or does about it. Over a link the name is only what they say."""

    id = fields.BigIntField(primary_key=True)
    report: fields.ForeignKeyRelation[SharedReport] = fields.ForeignKeyField(
        "audit.SharedReport", related_name="replies"
    )
    report_id: int
    at = fields.DatetimeField()
    kind = fields.CharField(max_length=16)  # receipt | comment | done | appeal
    name = fields.CharField(max_length=200, default="")
    text = fields.TextField(default="")
    # The action that is done, or the item appealed, in words.
    about = fields.TextField(null=True)
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="report_replies", null=True, on_delete=fields.SET_NULL
    )
    person_id: int | None

    class Meta:
        table = "report_reply"
        indexes = (Index(fields=["report_id"]),)


class ReportSchedule(models.Model):
    """Whether the branches' reports are made by themselves at the start of each month. Always the row with id 1."""

    id = fields.IntField(primary_key=True)
    is_on = fields.BooleanField(default=False)
    # Whose reports they are: what they may see is in them, and they find the links.
    person: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="report_schedules", null=True, on_delete=fields.SET_NULL
    )
    person_id: int | None
    months = fields.IntField(default=3)
    since = fields.DateField(null=True)
    about = fields.CharField(max_length=16, db_default="branches")  # branches | regions | both

    class Meta:
        table = "report_schedule"
