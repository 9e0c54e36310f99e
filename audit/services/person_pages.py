"""One person, as an owner sees and changes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, Problem, Sentence, say
from audit.services.people import NewPerson
from audit.services.people_pages import ROLES, Choices, branch_choices, region_choices
from audit.services.sign_ins import ABSOLUTE, IDLE
from audit.store import people, sessions
from audit.store.people import PersonRow
from audit.store.sights import Sight

IS_IN = N_("{name} can sign in.")
IS_INVITED = N_("{name} has not used the link yet.")
HAS_LEFT = N_("{name} has left and cannot sign in.")
IS_NAMED = N_("{name} was named by an imported file and cannot sign in.")


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person, the form that changes them, and (shown once) the link they come in with."""

    id: int
    title: str
    sentence: Sentence
    email: str
    has_left: bool
    typed: NewPerson
    roles: Choices
    regions: Choices
    branches: Choices
    browsers: int
    last_seen: datetime | None
    problems: tuple[Problem, ...] = ()
    link: str = ""


async def person_page(
    sight: Sight,
    person_id: int,
    now: datetime,
    typed: NewPerson | None = None,
    problems: tuple[Problem, ...] = (),
    link: str = "",
) -> PersonPage:
    """The page of one person. Raises NotFound."""
    person = await people.get_person(person_id)
    seen = await sessions.list_last_seen(person_id, now - IDLE, now - ABSOLUTE)
    return PersonPage(
        id=person.id,
        title=person.name,
        sentence=sentence_of(person),
        email=person.email or "",
        has_left=person.left_at is not None,
        typed=typed or await as_they_are(person),
        roles=tuple(ROLES.items()),
        regions=await region_choices(),
        branches=await branch_choices(sight),
        browsers=len(seen),
        last_seen=seen[0] if seen else None,
        problems=problems,
        link=link,
    )


def sentence_of(person: PersonRow) -> Sentence:
    """Whether they come in."""
    if person.email is None:
        return say(IS_NAMED, name=person.name)
    if person.left_at is not None:
        return say(HAS_LEFT, name=person.name)
    return say(IS_INVITED if person.password_hash is None else IS_IN, name=person.name)


async def as_they_are(person: PersonRow) -> NewPerson:
    """What the form shows before anything is typed."""
    regions, branches = await people.get_scope(person.id)
    return NewPerson(
        person.email or "", person.name, person.role, regions, branches, person.sees_chain, person.nickname
    )
