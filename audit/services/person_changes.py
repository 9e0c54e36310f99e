"""What an owner changes about a person: who they are, what they see, and whether they come in at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services import sign_ins
from audit.services.people import NewPerson, check_person, find_scope
from audit.store import log, people, sessions
from audit.store.connections import transaction
from audit.store.people import PersonRow

LAST_OWNER = N_("Somebody has to be the owner: make another person one first, and let them sign in.")
HAS_LEFT = N_("{name} has left. Let them come back first.")
NO_SIGN_IN = N_("{name} was named by an imported file and has no e-mail address to sign in with.")


async def change_person(person_id: int, changed: NewPerson, now: datetime, by: int) -> None:
    """Set name, nickname, role and sight. Raises NotFound; BadInput and NotNow, and then nothing has changed."""
    async with transaction():
        person = await people.get_person(person_id)
        changed = replace(changed, email=must_sign_in(person))
        problems = check_person(changed)
        scope = await find_scope(changed, problems)
        if problems:
            raise BadInput(problems[0].sentence, tuple(problems[1:]))
        if changed.role != "owner":
            await must_not_be_last_owner(person)
        await people.put_person(
            person_id, name=changed.name.strip(), nickname=changed.nickname.strip(), role=changed.role,
            sees_chain=scope.sees_chain,
        )  # fmt: skip
        await people.remove_scope(person_id)
        await people.put_scope(person_id, scope.region_ids, scope.branch_ids)
        detail = {
            "role": changed.role, "regions": list(changed.regions), "branches": list(changed.branches),
            "sees_chain": scope.sees_chain,
        }  # fmt: skip
        await log.add_entry(by, "changed", "person", str(person_id), detail, now)


async def renew_link(person_id: int, now: datetime, by: int) -> str:
    """The token of a new one-time link; older ones stop working. Raises NotFound and NotNow."""
    async with transaction():
        person = await people.get_person(person_id)
        must_sign_in(person)
        if person.left_at is not None:
            raise NotNow(say(HAS_LEFT, name=person.name))
        await sessions.remove_links_of(person_id, now)
        await log.add_entry(by, "made_link", "person", str(person_id), {}, now)
        return await sign_ins.make_link(person_id, now)


async def end_sessions(person_id: int, now: datetime, by: int) -> None:
    """Sign a person out wherever they are signed in. Raises NotFound."""
    async with transaction():
        await people.get_person(person_id)
        await sessions.remove_sessions_of(person_id, now)
        await log.add_entry(by, "end_sessions", "person", str(person_id), {}, now)


async def let_go(person_id: int, now: datetime, by: int) -> None:
    """A person leaves: no session, no link, no sign-in. What they did stays. Raises NotFound and NotNow."""
    async with transaction():
        person = await people.get_person(person_id)
        await must_not_be_last_owner(person)
        if person.left_at is None:
            await people.put_left(person_id, now)
            await sessions.remove_sessions_of(person_id, now)
            await sessions.remove_links_of(person_id, now)
            await log.add_entry(by, "left", "person", str(person_id), {}, now)


async def take_back(person_id: int, now: datetime, by: int) -> None:
    """A person who left comes back, with the password they had. Raises NotFound."""
    async with transaction():
        person = await people.get_person(person_id)
        if person.left_at is not None:
            await people.put_left(person_id, None)
            await log.add_entry(by, "came_back", "person", str(person_id), {}, now)


def must_sign_in(person: PersonRow) -> str:
    """The address somebody signs in with. Raises NotNow for an auditor whom only a file has named."""
    if person.email is None:
        raise NotNow(say(NO_SIGN_IN, name=person.name))
    return person.email


async def must_not_be_last_owner(person: PersonRow) -> None:
    """Raise NotNow when nobody else could set things up any more."""
    if person.role == "owner" and await people.count_other_owners(person.id) == 0:
        raise NotNow(say(LAST_OWNER), (Problem("role", say(LAST_OWNER)),))
