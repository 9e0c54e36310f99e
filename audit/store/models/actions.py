"""What branches must do about broken standards: actions, their steps and proof, and the rules that open them."""

from __future__ import annotations

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.documents import DocumentField
from audit.store.models.chains import Branch
from audit.store.models.checklists import Standard
from audit.store.models.people import Person
from audit.store.models.photos import Photo
from audit.store.models.visits import Visit


class Action(models.Model):
    """One thing to do at a branch. status: open -> done -> signed; or withdrawn. Reopened it is open again."""

    id = fields.IntField(primary_key=True)
    branch: fields.ForeignKeyRelation[Branch] = fields.ForeignKeyField(
        "audit.Branch", related_name="actions", on_delete=fields.RESTRICT
    )
    branch_id: int
    standard: fields.ForeignKeyNullableRelation[Standard] = fields.ForeignKeyField(
        "audit.Standard", related_name="actions", null=True, on_delete=fields.RESTRICT
    )
    standard_id: int | None
    # The visit that opened it, and the item that broke on it.
    visit: fields.ForeignKeyNullableRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="actions", null=True, on_delete=fields.RESTRICT
    )
    visit_id: str | None
    item = fields.CharField(max_length=200, default="")
    title = fields.CharField(max_length=300, default="")  # "" = the standard's promise, in the reader's language
    why = fields.CharField(max_length=16)  # hand | standard | critical | repeat
    owner: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="actions", null=True, on_delete=fields.RESTRICT
    )
    owner_id: int | None
    due_on = fields.DateField()
    status = fields.CharField(max_length=16, default="open")
    opened_at = fields.DatetimeField()
    opened_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="opened_actions", null=True, on_delete=fields.RESTRICT
    )
    done_at = fields.DatetimeField(null=True)
    done_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="done_actions", null=True, on_delete=fields.RESTRICT
    )
    signed_at = fields.DatetimeField(null=True)
    signed_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="signed_actions", null=True, on_delete=fields.RESTRICT
    )
    # The earlier action for the same standard at the same branch, which did not hold.
    repeat_of: fields.ForeignKeyNullableRelation[Action] = fields.ForeignKeyField(
        "audit.Action", related_name="repeats", null=True, on_delete=fields.RESTRICT
    )
    repeat_of_id: int | None

    class Meta:
        table = "action"
        indexes = (
            Index(fields=["branch_id", "status", "due_on"]),
            Index(fields=["status", "due_on"]),
            Index(fields=["visit_id"]),
        )


class ActionStep(models.Model):
    """One step of an action, ticked off by itself."""

    id = fields.IntField(primary_key=True)
    action: fields.ForeignKeyRelation[Action] = fields.ForeignKeyField("audit.Action", related_name="steps")
    action_id: int
    position = fields.IntField()
    text = fields.CharField(max_length=500)
    done_at = fields.DatetimeField(null=True)
    done_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="done_steps", null=True, on_delete=fields.RESTRICT
    )

    class Meta:
        table = "action_step"
        unique_together = (("action_id", "position"),)


class ActionProof(models.Model):
    """A photo that shows what was done."""

    id = fields.IntField(primary_key=True)
    action: fields.ForeignKeyRelation[Action] = fields.ForeignKeyField("audit.Action", related_name="proofs")
    action_id: int
    photo: fields.ForeignKeyRelation[Photo] = fields.ForeignKeyField(
        "audit.Photo", related_name="proofs", on_delete=fields.RESTRICT
    )
    photo_id: int
    added_at = fields.DatetimeField()

    class Meta:
        table = "action_proof"
        unique_together = (("action_id", "photo_id"),)
        indexes = (Index(fields=["photo_id"]),)


class ActionFailure(models.Model):
    """A later visit on which the standard was broken again while its action was not signed off."""

    id = fields.IntField(primary_key=True)
    action: fields.ForeignKeyRelation[Action] = fields.ForeignKeyField("audit.Action", related_name="failures")
    action_id: int
    visit: fields.ForeignKeyRelation[Visit] = fields.ForeignKeyField(
        "audit.Visit", related_name="action_failures", on_delete=fields.RESTRICT
    )
    visit_id: str

    class Meta:
        table = "action_failure"
        unique_together = (("action_id", "visit_id"),)


class ActionRule(models.Model):
    """When an accepted visit opens an action by itself. kind: standard (this one), critical, repeat."""

    id = fields.IntField(primary_key=True)
    kind = fields.CharField(max_length=16)
    standard: fields.ForeignKeyNullableRelation[Standard] = fields.ForeignKeyField(
        "audit.Standard", related_name="rules", null=True, on_delete=fields.RESTRICT
    )
    standard_id: int | None
    days = fields.IntField()
    given_to = fields.CharField(max_length=16)  # branch | manager
    steps: DocumentField[list[str]] = DocumentField()
    made_at = fields.DatetimeField()
    made_by: fields.ForeignKeyNullableRelation[Person] = fields.ForeignKeyField(
        "audit.Person", related_name="action_rules", null=True, on_delete=fields.RESTRICT
    )
    retired_at = fields.DatetimeField(null=True)

    class Meta:
        table = "action_rule"
