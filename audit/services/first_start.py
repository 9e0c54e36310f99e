"""The first start of an installation: the demo chain, or an empty one and a link for its owner."""

from __future__ import annotations

from datetime import datetime

from audit.errors import N_, say
from audit.services import sign_ins
from audit.store import people
from audit.store.connections import transaction

NEW_OWNER = N_("Owner")


async def is_empty() -> bool:
    """Whether nobody has been added yet."""
    return await people.count_people() == 0


async def owner_token(now: datetime) -> str | None:
    """A one-time token for the owner of an installation nobody has signed in to; None when there is an owner.

    The link asks for the owner's name and address. Starting again before it was used gives a new one.
    """
    everybody = await people.list_people()
    if any(person.password_hash for person in everybody):
        return None
    async with transaction():
        waiting = next((person for person in everybody if person.role == "owner" and person.email is None), None)
        if waiting is None and any(person.role == "owner" for person in everybody):
            return None  # `audit people add` made one and printed their link
        person_id = (
            waiting.id
            if waiting
            else await people.add_person(email=None, name=str(say(NEW_OWNER)), role="owner", now=now)
        )
        return await sign_ins.make_link(person_id, now)
