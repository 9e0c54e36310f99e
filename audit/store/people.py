"""People: who they are and what they were given to see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from audit.errors import N_, NotFound, say
from audit.store.connections import writer
from audit.store.models import Person, PersonBranch, PersonRegion
from audit.store.raw import can_hold, fetch, fetch_one, run, run_many

LONGEST_EMAIL = 254
NOBODY = N_("There is no such person.")


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person. Without an e-mail address or a password hash they cannot sign in."""

    id: int
    email: str | None
    name: str
    nickname: str
    role: str
    language: str
    sees_chain: bool
    password_hash: str | None = field(repr=False)
    left_at: datetime | None
    unread: int = 0
    """How many notices they have not read; only known of whoever is signed in."""


COLUMNS = ("id", "email", "name", "nickname", "role", "language", "sees_chain", "password_hash", "left_at")


async def find_person_by_email(email: str) -> PersonRow | None:
    """Who has this address, whatever its case."""
    address = email.strip().casefold()
    if not can_hold(LONGEST_EMAIL, address):
        return None
    row = await Person.get_or_none(email=address).values_list(*COLUMNS)
    return PersonRow(*row) if row else None


async def get_person(person_id: int) -> PersonRow:
    """One person. Raises NotFound."""
    row = await Person.get_or_none(id=person_id).values_list(*COLUMNS)
    if not row:
        raise NotFound(say(NOBODY))
    return PersonRow(*row)


async def list_people() -> list[PersonRow]:
    """Everybody, by name."""
    return [PersonRow(*row) for row in await Person.all().order_by("name", "id").values_list(*COLUMNS)]


async def count_people() -> int:
    """How many people there are, those who left included."""
    return await Person.all().count()


async def add_person(
    *,
    email: str | None,
    name: str,
    role: str,
    now: datetime,
    nickname: str = "",
    sees_chain: bool = False,
    language: str = "",
    import_key: str | None = None,
) -> int:
    """A new person; their id. The e-mail address must be new: look first, inside the transaction."""
    person = await Person.create(
        email=email.strip().casefold() if email else None,
        name=name,
        role=role,
        nickname=nickname,
        sees_chain=sees_chain or role == "owner",
        language=language,
        import_key=import_key,
        created_at=now,
    )
    return person.id


async def put_scope(person_id: int, region_ids: Iterable[int], branch_ids: Iterable[int]) -> None:
    """Give a person regions and branches to see, beside what they have."""
    await PersonRegion.bulk_create(
        [PersonRegion(person_id=person_id, region_id=region_id) for region_id in region_ids], ignore_conflicts=True
    )
    await PersonBranch.bulk_create(
        [PersonBranch(person_id=person_id, branch_id=branch_id) for branch_id in branch_ids], ignore_conflicts=True
    )


async def get_scope(person_id: int) -> tuple[list[str], list[str]]:
    """The names of the regions and the codes of the branches that a person was given."""
    regions = PersonRegion.filter(person_id=person_id).order_by("region__name").values_list("region__name", flat=True)
    branches = PersonBranch.filter(person_id=person_id).order_by("branch__code").values_list("branch__code", flat=True)
    return [str(name) for name in await regions], [str(code) for code in await branches]


async def remove_scope(person_id: int) -> None:
    """Take from a person every region and branch they were given."""
    await PersonRegion.filter(person_id=person_id).delete()
    await PersonBranch.filter(person_id=person_id).delete()


async def put_person(person_id: int, *, name: str, nickname: str, role: str, sees_chain: bool) -> None:
    """Set what an owner decides about a person."""
    await Person.filter(id=person_id).update(
        name=name, nickname=nickname, role=role, sees_chain=sees_chain or role == "owner"
    )


async def put_left(person_id: int, left_at: datetime | None) -> None:
    """Note that a person has left, or (None) that they are back. Who has left cannot sign in."""
    await Person.filter(id=person_id).update(left_at=left_at)


async def count_other_owners(person_id: int) -> int:
    """How many owners but this one can sign in."""
    others = Person.filter(role="owner", left_at=None, password_hash__isnull=False).exclude(id=person_id)
    return await others.count()


async def put_password_hash(person_id: int, password_hash: str) -> None:
    """Set the hash that a password is checked against."""
    await Person.filter(id=person_id).update(password_hash=password_hash)


async def put_identity(person_id: int, email: str, name: str) -> None:
    """Give somebody who had none an address to sign in with, and their name."""
    await Person.filter(id=person_id).update(email=email.strip().casefold(), name=name)


async def put_language(person_id: int, language: str) -> None:
    """Set the language a person reads in; "" leaves it to their browser."""
    await Person.filter(id=person_id).update(language=language)


async def list_auditors_by_import_key() -> dict[str, int]:
    """The ids of people whom an imported file named, by the value it named them with."""
    rows = await Person.filter(import_key__isnull=False).values_list("import_key", "id")
    return {str(key): int(person_id) for key, person_id in rows}


async def add_imported_auditors(keys: Iterable[str], now: datetime) -> None:
    """Auditors without sign-in, as a file of visits names them; franchises read a number instead of that name."""
    await run_many(
        writer(),
        "INSERT INTO person (name, nickname, import_key, role, sees_chain, language, created_at)"
        " VALUES ($1, '', $2, 'auditor', $3, '', $4)",
        [(key, key, False, now) for key in keys],
    )
    await run(writer(), "UPDATE person SET nickname = 'Auditor ' || id WHERE nickname = '' AND import_key IS NOT NULL")


async def list_branch_readers(branch_id: int) -> list[PersonRow]:
    """The readers a branch was given to, themselves or with a region above it, as long as they have not left."""
    found = await fetch(
        writer(),
        "SELECT person.id FROM person WHERE person.role = 'reader'"
        " AND person.left_at IS NULL AND (EXISTS (SELECT 1 FROM person_branch WHERE person_branch.branch_id = $1"
        " AND person_branch.person_id = person.id) OR EXISTS (SELECT 1 FROM person_region"
        " JOIN region AS top ON top.id = person_region.region_id JOIN branch ON branch.id = $1"
        " JOIN region AS own ON own.id = branch.region_id AND own.path LIKE top.path || '%'"
        " WHERE person_region.person_id = person.id))",
        [branch_id],
    )
    rows = await Person.filter(id__in=[row[0] for row in found]).order_by("id").values_list(*COLUMNS)
    return [PersonRow(*row) for row in rows]


async def find_head_name() -> str | None:
    """Who answers for the whole chain: its owner, of several the first."""
    names = await Person.filter(role="owner", left_at=None).order_by("id").limit(1).values_list("name", flat=True)
    return str(names[0]) if names else None


async def find_manager_name(region_path: str) -> str | None:
    """Who answers for a region: the manager of it, else of the nearest region above it."""
    row = await fetch_one(
        writer(),
        "SELECT person.name FROM person JOIN person_region ON person_region.person_id = person.id"
        " JOIN region ON region.id = person_region.region_id AND $1 LIKE region.path || '%'"
        " WHERE person.role = 'manager' AND person.left_at IS NULL"
        " ORDER BY LENGTH(region.path) DESC, person.id LIMIT 1",
        [region_path],
    )
    return str(row[0]) if row else None


async def find_owner_name(branch_id: int) -> str | None:
    """Who answers for a branch: the reader it was given to, else the manager whose region lies nearest above it."""
    row = await fetch_one(
        writer(),
        "SELECT person.name FROM person JOIN person_branch ON person_branch.person_id = person.id"
        " WHERE person_branch.branch_id = $1 AND person.role IN ('reader', 'manager') AND person.left_at IS NULL"
        " ORDER BY CASE person.role WHEN 'reader' THEN 0 ELSE 1 END, person.id LIMIT 1",
        [branch_id],
    ) or await fetch_one(
        writer(),
        "SELECT person.name FROM person JOIN person_region ON person_region.person_id = person.id"
        " JOIN region AS top ON top.id = person_region.region_id JOIN branch ON branch.id = $1"
        " JOIN region AS own ON own.id = branch.region_id AND own.path LIKE top.path || '%'"
        " WHERE person.role = 'manager' AND person.left_at IS NULL ORDER BY LENGTH(top.path) DESC, person.id LIMIT 1",
        [branch_id],
    )
    return str(row[0]) if row else None
