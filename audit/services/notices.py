"""Telling people what concerns them, and what they do with it.

Call `notify` inside the transaction that causes it: then neither is there without the other, and it is sent once,
whatever is killed meanwhile.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import uuid4

from audit.errors import N_, BadInput, NotFound, Problem, Sentence, say
from audit.services.kept_sentences import pack
from audit.store import log, notices
from audit.store.connections import transaction
from audit.store.sights import NOT_HERE

Kind = Literal[
    "visit planned", "visit due", "visit returned", "visit declined", "visits proposed",
    "action new", "action overdue", "appeal new", "appeal decided", "work done", "report new", "report answered",
]  # fmt: skip
PUSHED: frozenset[Kind] = frozenset({"visit due", "visit returned"})
"""What also goes to a person's phone at once, when they allowed that."""

MAIL_CHOICES = {
    "hourly": say(N_("By e-mail, gathered, at most once an hour")),
    "daily": say(N_("By e-mail, gathered, at most once a day")),
    "never": say(N_("Not by e-mail")),
}
USUAL_CHOICE = "hourly"
NOT_A_CHOICE = N_("Choose how you want to be told.")
KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Told:
    """What is told: a sentence, and the page of ours it is about.

    `key` names the very thing ("returned/<visit>/<revision>"), so that telling it again tells nobody twice.
    """

    kind: Kind
    sentence: Sentence
    path: str
    key: str = ""


async def notify(person_ids: Collection[int | None], told: Told, now: datetime) -> None:
    """Tell people something: in the app at once, by mail and push as they chose."""
    ids = {person_id for person_id in person_ids if person_id is not None}
    key = told.key or str(uuid4())
    await notices.put_notices(ids, key, told.kind, pack(told.sentence), told.path, told.kind in PUSHED, now)


async def read_notice(person_id: int, notice_id: int, now: datetime) -> str:
    """A person opens what a notice is about; the page to go to."""
    notice = await notices.find_notice(person_id, notice_id)
    if notice is None:
        raise NotFound(say(NOT_HERE))
    await notices.put_read(person_id, now, notice_id)
    return notice.path


async def read_all(person_id: int, now: datetime) -> None:
    """A person has seen everything."""
    await notices.put_read(person_id, now)


async def choose_mail(person_id: int, mail: str, now: datetime) -> None:
    """Set how a person wants to be told by mail."""
    if mail not in MAIL_CHOICES:
        raise BadInput(say(NOT_A_CHOICE), (Problem("mail", say(NOT_A_CHOICE)),))
    async with transaction():
        await notices.put_choice(person_id, mail)
        await log.add_entry(person_id, "chose_notices", "person", str(person_id), {"mail": mail}, now)
