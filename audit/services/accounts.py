"""What people change about their own account."""

from __future__ import annotations

from datetime import datetime

from audit.services.passwords import token_hash
from audit.store import log, people, sessions
from audit.store.connections import transaction


async def set_language(person_id: int, language: str, now: datetime) -> None:
    """Set the language a person reads in; "" leaves it to their browser."""
    async with transaction():
        await people.put_language(person_id, language)
        await log.add_entry(person_id, "chose_language", "person", str(person_id), {"language": language}, now)


async def end_other_sessions(person_id: int, token: str, now: datetime) -> None:
    """End every session of a person but the one with this token."""
    async with transaction():
        await sessions.remove_other_sessions(person_id, token_hash(token), now)
        await log.add_entry(person_id, "end_sessions", "person", str(person_id), {}, now)
