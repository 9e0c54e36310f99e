"""Rounds of visits that come again, and what planning knows of a visit beside the visit itself."""

from __future__ import annotations

from typing import Any

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.chains import Region
from audit.store.models.checklists import Checklist
from audit.store.models.people import Person
from audit.store.models.visits import Visit


class Round(models.Model):
    """Every branch, so many times each period, with these checklists, by these rules."""

    id = fields.IntField(primary_key=True)
    name = fields.CharField(max_length=200)
    checklists: DocumentField[list[str]] = DocumentField()
    visits_each = fields.IntField()
    period = fields.CharField(max_length=16)  # month | quarter | half_year | year
    first_on = fields.DateField()
    region: fields.ForeignKeyNullableRelation[Region] = fields.ForeignKeyField(
        "audit.Region", related_name="rounds", null=True, on_delete=fields.RESTRICT
    )
    region_id: int | None
    rest_days = fields.IntField()
    has_different_auditors = fields.BooleanField()
    most_visits = fields.IntField(null=True)
    most_each = fields.IntField(null=True)
    is_announced = fields.BooleanField()
    starts = fields.CharField(max_length=5)
    ends = fields.CharField(max_length=5)
    briefing: DocumentField[dict[str, Any]] = DocumentField(default=dict)
    # Whether the next period is planned without anybody asking.
    goes_on = fields.BooleanField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="rounds", null=True, on_delete=fields.SET_NULL
    )
    made_by_id: int | None
    made_at = fields.DatetimeField()
    ended_at = fields.DatetimeField(null=True)

    class Meta:
        table = "round"


class OpeningDays(models.Model):
    """The days of the week on which rounds plan visits. One row, with id 1."""

    id = fields.IntField(primary_key=True)
    weekdays = fields.CharField(max_length=7)  # their numbers, 0 is Monday

    class Meta:
        table = "opening_days"


class RoundPlan(models.Model):
    """That a round's period was planned: once."""

    id = fields.IntField(primary_key=True)
    round: fields.ForeignKeyRelation[Round] = fields.ForeignKeyField("audit.Round", related_name="plans")
    round_id: int
    first_on = fields.DateField()
    planned_at = fields.DatetimeField()
    visits = fields.IntField()
    left_out = fields.IntField()

    class Meta:
        table = "round_plan"
        unique_together = (("round_id", "first_on"),)


class Assignment(models.Model):
    """A planned visit as its auditor was asked for it, and what they said."""

    id = fields.BigIntField(primary_key=True)
    visit: fields.OneToOneRelation[Visit] = fields.OneToOneField("audit.Visit", related_name="assignment")
    visit_id: str
    plan: fields.ForeignKeyNullableRelation[RoundPlan] = fields.ForeignKeyField(
        "audit.RoundPlan", related_name="assignments", null=True, on_delete=fields.SET_NULL
    )
    plan_id: int | None
    asked_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="asked", null=True, on_delete=fields.SET_NULL
    )
    asked_by_id: int | None
    is_announced = fields.BooleanField()
    # Why this branch and this auditor: the engine's own words.
    why = fields.CharField(max_length=32, default="")
    who = fields.CharField(max_length=32, default="")
    reply = fields.CharField(max_length=16, default="")  # "" | accepted | declined
    reply_reason = fields.CharField(max_length=500, default="")
    replied_at = fields.DatetimeField(null=True)

    class Meta:
        table = "assignment"
        indexes = (Index(fields=["plan_id"]),)


class Quiz(models.Model):
    """The questions an auditor answers before the first visit with a checklist."""

    id = fields.IntField(primary_key=True)
    checklist: fields.OneToOneRelation[Checklist] = fields.OneToOneField("audit.Checklist", related_name="quiz")
    checklist_id: int
    # [{"question": …, "options": […], "right": 0}]
    questions: DocumentField[list[dict[str, Any]]] = DocumentField(default=list)
    changed_at = fields.DatetimeField()

    class Meta:
        table = "quiz"


class QuizPass(models.Model):
    """An auditor has answered a checklist's questions rightly."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="quiz_passes")
    person_id: int
    checklist: fields.ForeignKeyRelation[Checklist] = fields.ForeignKeyField("audit.Checklist", related_name="passes")
    checklist_id: int
    passed_at = fields.DatetimeField()

    class Meta:
        table = "quiz_pass"
        unique_together = (("person_id", "checklist_id"),)
