"""People, what they may see, and how they come in."""

from __future__ import annotations

from tortoise import fields, models
from tortoise.indexes import Index

from audit.store.models.chains import Branch, Region


class Person(models.Model):
    """Somebody with a role. An imported auditor has no e-mail address and cannot sign in."""

    id = fields.IntField(primary_key=True)
    email = fields.CharField(max_length=254, unique=True, null=True)  # kept in lower case
    name = fields.CharField(max_length=200)
    # Shown to franchises instead of the name.
    nickname = fields.CharField(max_length=100, default="")
    # The value that names this auditor in imported files.
    import_key = fields.CharField(max_length=200, unique=True, null=True)
    role = fields.CharField(max_length=16)  # owner | manager | auditor | reader
    # Sees every branch without naming regions; the owner always does. Never true by accident.
    sees_chain = fields.BooleanField(default=False)
    password_hash = fields.CharField(max_length=255, null=True)
    language = fields.CharField(max_length=8, default="")  # "" = as the browser says
    created_at = fields.DatetimeField()
    left_at = fields.DatetimeField(null=True)

    class Meta:
        table = "person"


class PersonRegion(models.Model):
    """A region, and all below it, that a person may see."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="region_scopes")
    person_id: int
    region: fields.ForeignKeyRelation[Region] = fields.ForeignKeyField("audit.Region", related_name="person_scopes")
    region_id: int

    class Meta:
        table = "person_region"
        unique_together = (("person_id", "region_id"),)


class PersonBranch(models.Model):
    """A single branch that a person may see."""

    id = fields.IntField(primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="branch_scopes")
    person_id: int
    branch: fields.ForeignKeyRelation[Branch] = fields.ForeignKeyField("audit.Branch", related_name="person_scopes")
    branch_id: int

    class Meta:
        table = "person_branch"
        unique_together = (("person_id", "branch_id"),)


class Session(models.Model):
    """One signed-in browser. The cookie holds a random token; only its hash is kept here."""

    token_hash = fields.CharField(max_length=64, primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="sessions")
    person_id: int
    created_at = fields.DatetimeField()
    seen_at = fields.DatetimeField()
    agent = fields.CharField(max_length=200, default="")
    revoked_at = fields.DatetimeField(null=True)

    class Meta:
        table = "session"


class SignInLink(models.Model):
    """A one-time link that lets a person in to set a password. Only the token's hash is kept."""

    token_hash = fields.CharField(max_length=64, primary_key=True)
    person: fields.ForeignKeyRelation[Person] = fields.ForeignKeyField("audit.Person", related_name="links")
    person_id: int
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)

    class Meta:
        table = "sign_in_link"


class Attempt(models.Model):
    """A failed sign-in, counted by account and by address to slow guessing down."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(max_length=80)  # "account:<hash>" or "address:<ip>"
    at = fields.DatetimeField()

    class Meta:
        table = "attempt"
        indexes = (Index(fields=["key", "at"]),)
