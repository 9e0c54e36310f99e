"""Adding people, and the one-time links they first come in with."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services import sign_ins
from audit.store import chains, log, people
from audit.store.connections import transaction

ROLES = ("owner", "manager", "auditor", "reader")
EMAIL = re.compile(r"[^@\s\x00-\x1f]+@[^@\s\x00-\x1f]+\.[^@\s\x00-\x1f.]+")
LONGEST_NAME, LONGEST_EMAIL, LONGEST_NICKNAME = 200, 254, 100
NOT_AN_EMAIL = N_("“{email}” is not an e-mail address.")
NO_NAME = N_("A person needs a name of at most {most} characters.")
LONG_NICKNAME = N_("A nickname has at most {most} characters.")
NO_ROLE = N_("“{role}” is not a role. The roles are: {roles}.")
SEES_ALL = N_("An owner sees everything; regions and branches are for other roles.")
SEES_WHAT = N_("Choose the regions or branches they see, or the whole chain.")
NO_REGION = N_("There is no region {name}.")
NO_BRANCH = N_("There is no branch {code}.")
KNOWN = N_("{email} is there already. Make a new link with `audit people link {email}`.")
UNKNOWN = N_("Nobody has the address {email}.")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to add. A manager or a reader sees regions, branches, or the whole chain: one of them is said."""

    email: str
    name: str
    role: str
    regions: Sequence[str] = ()
    branches: Sequence[str] = ()
    sees_chain: bool = False
    nickname: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody is given to see, by id."""

    region_ids: Sequence[int]
    branch_ids: Sequence[int]
    sees_chain: bool


@dataclass(frozen=True, slots=True)
class Added:
    """Who was added, the token of their one-time link, and whether they see every branch."""

    person_id: int
    token: str
    sees_chain: bool


async def add_person(new: NewPerson, now: datetime, by: int | None = None) -> Added:
    """Add somebody and make their link. Raises BadInput naming everything that is wrong; then nobody was added."""
    async with transaction():
        problems = check_person(new)
        if await people.find_person_by_email(new.email) is not None:
            problems.append(Problem("", say(KNOWN, email=new.email)))
        scope = await find_scope(new, problems)
        if problems:
            raise BadInput(problems[0].sentence, tuple(problems[1:]))
        person_id = await people.add_person(
            email=new.email, name=new.name.strip(), role=new.role, now=now, sees_chain=scope.sees_chain,
            nickname=new.nickname.strip() or f"{new.role.title()} {await people.count_people() + 1}",
        )  # fmt: skip
        await people.put_scope(person_id, scope.region_ids, scope.branch_ids)
        token = await sign_ins.make_link(person_id, now)
        await log.add_entry(by, "added", "person", str(person_id), {"role": new.role}, now)
    return Added(person_id, token, scope.sees_chain)


async def find_scope(new: NewPerson, problems: list[Problem]) -> Scope:
    """What a person is given to see; names that nothing has are problems."""
    region_ids = find_ids(new.regions, await regions_by_name(), NO_REGION, "name", problems)
    branch_ids = find_ids(new.branches, await chains.list_branch_ids(), NO_BRANCH, "code", problems)
    return Scope(region_ids, branch_ids, new.role == "owner" or (new.sees_chain and new.role != "auditor"))


def check_person(new: NewPerson) -> list[Problem]:
    """What is wrong with a person by itself."""
    is_said = new.role in ("owner", "auditor") or new.sees_chain or bool(new.regions or new.branches)
    checks: list[tuple[bool, Sentence]] = [
        (bool(EMAIL.fullmatch(new.email)) and len(new.email) <= LONGEST_EMAIL, say(NOT_AN_EMAIL, email=new.email)),
        (0 < len(new.name.strip()) <= LONGEST_NAME and "\0" not in new.name, say(NO_NAME, most=LONGEST_NAME)),
        (new.role in ROLES, say(NO_ROLE, role=new.role, roles=", ".join(ROLES))),
        (len(new.nickname) <= LONGEST_NICKNAME and "\0" not in new.nickname, say(LONG_NICKNAME, most=LONGEST_NICKNAME)),
        (new.role != "owner" or not (new.regions or new.branches), say(SEES_ALL)),
        (is_said, say(SEES_WHAT)),
    ]
    return [Problem("", sentence) for is_good, sentence in checks if not is_good]


async def regions_by_name() -> dict[str, int]:
    """The id of every region by its name."""
    return {region.name: region.id for region in await chains.list_regions()}


def find_ids(names: Sequence[str], known: dict[str, int], text: str, place: str, problems: list[Problem]) -> list[int]:
    """The ids of names; an unknown one is a problem."""
    problems.extend(Problem("", say(text, **{place: name})) for name in names if name not in known)
    return [known[name] for name in dict.fromkeys(names) if name in known]


async def make_link(email: str, now: datetime) -> str:
    """A new one-time token for somebody who is there. Raises BadInput."""
    async with transaction():
        person = await people.find_person_by_email(email)
        if person is None:
            raise BadInput(say(UNKNOWN, email=email))
        await log.add_entry(None, "made_link", "person", str(person.id), {}, now)
        return await sign_ins.make_link(person.id, now)
