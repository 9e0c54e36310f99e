"""Sessions, one-time links and failed attempts. Only hashes of tokens are kept."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from audit.store.connections import writer
from audit.store.models import Attempt, Session, SignInLink
from audit.store.people import COLUMNS, PersonRow
from audit.store.raw import Row, Where, as_moment, fetch, fetch_one, fetch_returned, run

PERSON = ", ".join(f"person.{column}" for column in COLUMNS)
UNREAD = "(SELECT COUNT(*) FROM notice WHERE notice.person_id = person.id AND notice.read_at IS NULL)"
SEEN_EVERY = timedelta(minutes=10)


async def add_session(token_hash: str, person_id: int, agent: str, now: datetime) -> None:
    """Begin a session."""
    await Session.create(token_hash=token_hash, person_id=person_id, created_at=now, seen_at=now, agent=agent)


async def find_person_of(token_hash: str, now: datetime, idle: timedelta, absolute: timedelta) -> PersonRow | None:
    """Whose session this is, or None when it is unknown, revoked, idle too long or too old.

    That the session was used is written down, at most once in a while.
    """
    row = await fetch_one(
        writer(),
        f"SELECT {PERSON}, session.seen_at AS seen_at, {UNREAD} AS unread"
        " FROM session JOIN person ON person.id = session.person_id"
        " WHERE session.token_hash = $1 AND session.revoked_at IS NULL AND person.left_at IS NULL"
        " AND session.seen_at > $2 AND session.created_at > $3",
        [token_hash, now - idle, now - absolute],
    )
    if row is None:
        return None
    seen_at = as_moment(row[len(COLUMNS)])
    if seen_at is None or now - seen_at > SEEN_EVERY:
        await run(writer(), "UPDATE session SET seen_at = $1 WHERE token_hash = $2", [now, token_hash])
    return replace(person_row(row), unread=int(row[len(COLUMNS) + 1]))


def person_row(row: Row) -> PersonRow:
    """A person from the columns of a raw query."""
    person_id, email, name, nickname, role, language, sees_chain, password_hash, left_at, *_ = row
    return PersonRow(
        person_id, email, name, nickname, role, language, bool(sees_chain), password_hash, as_moment(left_at)
    )


async def remove_session(token_hash: str, now: datetime) -> int | None:
    """End one session; whose it was. Ending an unknown one does nothing."""
    rows = await fetch_returned(
        writer(),
        "UPDATE session SET revoked_at = $1 WHERE token_hash = $2 AND revoked_at IS NULL RETURNING person_id",
        [now, token_hash],
    )
    return int(rows[0]["person_id"]) if rows else None


async def remove_sessions_of(person_id: int, now: datetime) -> None:
    """End every session of a person."""
    await Session.filter(person_id=person_id, revoked_at=None).update(revoked_at=now)


async def remove_other_sessions(person_id: int, token_hash: str, now: datetime) -> None:
    """End every session of a person but one."""
    await Session.filter(person_id=person_id, revoked_at=None).exclude(token_hash=token_hash).update(revoked_at=now)


async def list_last_seen(person_id: int, idle_since: datetime, begun_since: datetime) -> list[datetime]:
    """When each session of a person that is still good was last used, the latest first."""
    good = Session.filter(
        person_id=person_id, revoked_at=None, seen_at__gt=idle_since, created_at__gt=begun_since
    ).order_by("-seen_at")
    return [seen_at for (seen_at,) in await good.values_list("seen_at")]


async def remove_old_sessions(before: datetime) -> None:
    """Forget sessions and attempts that ended or went quiet long ago."""
    await Session.filter(seen_at__lt=before).delete()
    await Attempt.filter(at__lt=before).delete()


async def add_link(token_hash: str, person_id: int, expires_at: datetime) -> None:
    """A one-time link for a person."""
    await SignInLink.create(token_hash=token_hash, person_id=person_id, expires_at=expires_at)


async def remove_links_of(person_id: int, now: datetime) -> None:
    """Use up every link of a person that is still good."""
    await SignInLink.filter(person_id=person_id, used_at=None).update(used_at=now)


async def find_person_of_link(token_hash: str, now: datetime) -> PersonRow | None:
    """Whose link this is, while it is good."""
    row = await fetch_one(
        writer(),
        f"SELECT {PERSON} FROM sign_in_link JOIN person ON person.id = sign_in_link.person_id"
        " WHERE sign_in_link.token_hash = $1 AND sign_in_link.used_at IS NULL AND sign_in_link.expires_at > $2"
        " AND person.left_at IS NULL",
        [token_hash, now],
    )
    return person_row(row) if row else None


async def use_link(token_hash: str, now: datetime) -> bool:
    """Use a link up. False when it was used before, also by somebody in this very moment."""
    used = await run(
        writer(),
        "UPDATE sign_in_link SET used_at = $1 WHERE token_hash = $2 AND used_at IS NULL AND expires_at > $1",
        [now, token_hash],
    )
    return used == 1


async def add_attempts(keys: Sequence[str], now: datetime) -> None:
    """Count one failure under each key."""
    await Attempt.bulk_create([Attempt(key=key, at=now) for key in keys])


async def count_attempts(keys: Sequence[str], since: datetime) -> dict[str, int]:
    """How many failures each key has had since then; keys without any are left out."""
    where = Where()
    where.add_among("key", keys)
    where.add("at > {}", since)
    rows = await fetch(writer(), f"SELECT key, COUNT(*) FROM attempt {where} GROUP BY key", where.values)
    return {str(key): int(count) for key, count in rows}
