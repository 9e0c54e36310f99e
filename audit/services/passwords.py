"""Passwords: argon2id, in a thread, at most two at once (each takes 19 MiB and a core for 25 ms)."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import weakref

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from audit.errors import N_, BadInput, Problem, say

# OWASP Password Storage Cheat Sheet: argon2id with 19 MiB, two passes, one lane.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
# What an unknown account is compared with, so that it takes as long to be refused as a known one.
NOBODY = HASHER.hash("nobody has this password")
TOO_SHORT = N_("Use at least {shortest} characters. A few words in a row are easy to keep.")
SHORTEST = 10
LONGEST = 256
DEMO_PASSWORD = "demo-chain"
# The commonest of the leaked passwords with ten characters or more, and our own demo's.
TOO_COMMON = frozenset(
    {DEMO_PASSWORD, "1234567890", "0123456789", "password12", "password123", "qwertyuiop", "1q2w3e4r5t", "q1w2e3r4t5"}
    | {character * SHORTEST for character in "0123456789abcdefghijklmnopqrstuvwxyz"}
)
# A semaphore belongs to the event loop that made it; tests and the command line run several.
slots: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Semaphore] = weakref.WeakKeyDictionary()


async def hash_password(password: str) -> str:
    """The argon2id hash of a password that `check_password_choice` has let pass."""
    async with slot():
        return await asyncio.to_thread(HASHER.hash, password)


async def is_password_of(password: str, password_hash: str | None) -> bool:
    """Whether a password belongs to a hash; takes equally long when there is no hash. Inside a `slot`."""
    return await asyncio.to_thread(matches, password, password_hash)


def slot() -> asyncio.Semaphore:
    """One of the two places for hashing in this event loop."""
    return slots.setdefault(asyncio.get_running_loop(), asyncio.Semaphore(2))


def matches(password: str, password_hash: str | None) -> bool:
    """Compare in this thread. A damaged hash matches nothing."""
    try:
        HASHER.verify(password_hash or NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return bool(password_hash)


def check_password_choice(password: str, email: str) -> None:
    """Refuse a new password that is too short, too long, too common or the person's own address."""
    if len(password) < SHORTEST:
        sentence = say(
            N_("Use at least {shortest} characters. A few words in a row are easy to keep."), shortest=SHORTEST
        )
    elif len(password) > LONGEST:
        sentence = say(N_("Use at most {longest} characters."), longest=LONGEST)
    elif password.casefold() in TOO_COMMON or password.casefold() in {email, email.partition("@")[0]}:
        sentence = say(N_("This password is the first one a stranger would try. Choose another."))
    else:
        return
    raise BadInput(sentence, (Problem("password", sentence),))


def token_hash(token: str) -> str:
    """What is kept of a random token: tokens have 256 bits, so a plain hash is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def device_mark(secret: str, person_id: int) -> str:
    """The cookie that says: somebody has signed in to this account from this browser before."""
    return f"{person_id}.{hmac.new(secret.encode(), f'device:{person_id}'.encode(), 'sha256').hexdigest()}"


def is_device_mark(mark: str, secret: str, person_id: int) -> bool:
    """Whether a browser's mark is ours, and for this account."""
    return hmac.compare_digest(mark.encode(), device_mark(secret, person_id).encode())


def account_mark(secret: str, email: str) -> str:
    """What the log calls an address somebody tried to sign in with: the same each time, and it tells no address."""
    return hmac.new(secret.encode(), f"account:{email.strip().casefold()}".encode(), "sha256").hexdigest()[:16]


def opt_out_token(secret: str, person_id: int) -> str:
    """What the link at the end of a mail proves: that it was sent to this person. It never expires."""
    return f"{person_id}.{hmac.new(secret.encode(), f'opt-out:{person_id}'.encode(), 'sha256').hexdigest()[:32]}"


def person_of_opt_out(secret: str, token: str) -> int | None:
    """Whose opt-out link this is; None when it is none of ours."""
    number = token.partition(".")[0]
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        return None
    right = opt_out_token(secret, int(number))
    return int(number) if hmac.compare_digest(token.encode(), right.encode()) else None
