"""Coming in and going out: sign-in, one-time links, sessions.

Guessing is slowed by account and by address, and nobody can lock somebody else out: failures of
strangers' browsers are counted apart from those of browsers that have signed in to the account
before (OWASP, "Slow down online guessing attacks with device cookies").
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from audit.errors import N_, BadInput, NotFound, Problem, Sentence, TooMany, say
from audit.services import passwords
from audit.store import log, people, sessions
from audit.store.connections import transaction

WINDOW = timedelta(minutes=15)
FAILURES_PER_ACCOUNT = 10
FAILURES_PER_ADDRESS = 40
IDLE = timedelta(days=14)  # an auditor's phone may be away for a week of visits without signal
ABSOLUTE = timedelta(days=60)
LINK_LIFE = timedelta(days=7)
WRONG = N_("This e-mail address and password do not belong together.")
SLOW_DOWN = N_("Too many attempts. Wait {minutes} minutes and try again; a sign-in link from your owner works at once.")
NO_EMAIL = N_("Write your e-mail address, as in name@example.com.")
TAKEN_EMAIL = N_("Somebody already signs in with this address.")
USED_LINK = N_("This link has been used or has expired. Ask for a new one.")


@dataclass(frozen=True, slots=True)
class Entry:
    """A session just begun: its cookie's token, whose it is, and the browser's mark."""

    token: str
    person_id: int
    device_mark: str


async def sign_in(
    *, email: str, password: str, address: str, device: str, agent: str, secret: str, now: datetime
) -> Entry:
    """Begin a session for the right password.

    Raises BadInput for a wrong pair (the same sentence whether the account exists or not) and
    TooMany when the account or the address has failed too often lately.
    """
    account = email.strip().casefold()
    person = await people.find_person_by_email(account)
    is_known = person is not None and passwords.is_device_mark(device, secret, person.id)
    keys = attempt_keys(account, address, is_known)
    async with passwords.slot():  # guesses sent all at once are counted one after another all the same
        await refuse_when_too_many(keys, now)
        is_right = await passwords.is_password_of(password, person.password_hash if person else None)
        if person is None or not is_right or person.left_at is not None:
            await count_failure(keys, passwords.account_mark(secret, account), now)
            raise BadInput(say(WRONG))
    async with transaction():
        await sessions.remove_old_sessions(now - ABSOLUTE)
        await log.add_entry(person.id, "signed_in", "person", str(person.id), {}, now)
        return await begin_session(person.id, agent, secret, now)


async def count_failure(keys: dict[str, int], mark: str, now: datetime) -> None:
    """Count and write down a failed attempt, in the same way whether the account exists or not."""
    async with transaction():
        await sessions.add_attempts(list(keys), now)
        await log.add_entry(None, "failed_sign_in", "account", mark, {}, now)


def attempt_keys(account: str, address: str, is_known: bool) -> dict[str, int]:
    """The counters an attempt falls under, with how many failures each may hold.

    A known browser has one to itself: what strangers do, at the same address too, cannot keep it out.
    """
    digest = hashlib.sha256(account.encode()).hexdigest()[:32]
    if is_known:
        return {f"account:{digest}:known": FAILURES_PER_ACCOUNT}
    return {
        f"account:{digest}:strange": FAILURES_PER_ACCOUNT,
        f"address:{network_of(address)}"[:80]: FAILURES_PER_ADDRESS,
    }


def network_of(address: str) -> str:
    """What one person can send from: an IPv4 address, the /64 of an IPv6 address, or the text as it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    return str(known) if known.version == 4 else str(ip_network((known, 64), strict=False))


async def refuse_when_too_many(keys: dict[str, int], now: datetime, sentence: Sentence | None = None) -> None:
    """Raise TooMany when one of the counters is full, in the words of whatever is too much."""
    counts = await sessions.count_attempts(list(keys), now - WINDOW)
    if any(counts.get(key, 0) >= most for key, most in keys.items()):
        minutes = int(WINDOW.total_seconds() // 60)
        words = sentence or say(SLOW_DOWN, minutes=minutes)
        raise TooMany(words, retry_after_seconds=int(WINDOW.total_seconds()))


async def begin_session(person_id: int, agent: str, secret: str, now: datetime) -> Entry:
    """A new session with a fresh token, whatever cookie the browser brought along."""
    token = secrets.token_urlsafe(32)
    await sessions.add_session(passwords.token_hash(token), person_id, agent[:200], now)
    return Entry(token, person_id, passwords.device_mark(secret, person_id))


async def find_signed_in(token: str, now: datetime) -> people.PersonRow | None:
    """Who a session's token stands for, or None when it is unknown, revoked, idle or too old."""
    if not token:
        return None
    return await sessions.find_person_of(passwords.token_hash(token), now, IDLE, ABSOLUTE)


async def sign_out(token: str, now: datetime) -> None:
    """End one session. Ending an unknown one does nothing."""
    if not token:
        return
    async with transaction():
        person_id = await sessions.remove_session(passwords.token_hash(token), now)
        if person_id is not None:
            await log.add_entry(person_id, "signed_out", "person", str(person_id), {}, now)


async def make_link(person_id: int, now: datetime) -> str:
    """A one-time token that lets a person in to choose a password."""
    token = secrets.token_urlsafe(32)
    await sessions.add_link(passwords.token_hash(token), person_id, now + LINK_LIFE)
    return token


async def person_of_link(token: str, now: datetime) -> people.PersonRow:
    """Whose link this is. Raises NotFound when it is unknown, used or expired."""
    person = await sessions.find_person_of_link(passwords.token_hash(token), now)
    if person is None:
        raise NotFound(say(USED_LINK))
    return person


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chooses through a one-time link; name and e-mail only where the link's person has none."""

    password: str
    name: str = ""
    email: str = ""


async def use_link(token: str, choices: Choices, agent: str, secret: str, now: datetime) -> Entry:
    """Set a password through a one-time link, end every other session, and begin one."""
    person = await person_of_link(token, now)
    email = person.email or checked_email(choices.email)
    passwords.check_password_choice(choices.password, email)
    password_hash = await passwords.hash_password(choices.password)
    async with transaction():
        if not await sessions.use_link(passwords.token_hash(token), now):
            raise NotFound(say(USED_LINK))
        if person.email is None:
            await introduce(person, email, choices.name)
        await people.put_password_hash(person.id, password_hash)
        await sessions.remove_sessions_of(person.id, now)
        await log.add_entry(person.id, "set_password", "person", str(person.id), {"by": "link"}, now)
        await log.add_entry(person.id, "signed_in", "person", str(person.id), {"by": "link"}, now)
        return await begin_session(person.id, agent, secret, now)


def checked_email(email: str) -> str:
    """An address somebody can be reached at, as far as its form tells."""
    address = email.strip().casefold()
    name, _, host = address.rpartition("@")
    is_plain = len(address) <= people.LONGEST_EMAIL and address.isprintable() and " " not in address
    if not (name and "." in host and is_plain):
        raise BadInput(say(NO_EMAIL), (Problem("email", say(NO_EMAIL)),))
    return address


async def introduce(person: people.PersonRow, email: str, name: str) -> None:
    """Give the first owner their address and name."""
    if await people.find_person_by_email(email) is not None:
        raise BadInput(say(TAKEN_EMAIL), (Problem("email", say(TAKEN_EMAIL)),))
    await people.put_identity(person.id, email, name.strip()[:200] or person.name)
