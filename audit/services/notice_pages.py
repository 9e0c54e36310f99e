"""A person's notices on a page, and how they want to be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, Sentence, say, say_count
from audit.services.kept_sentences import unpack
from audit.services.notices import MAIL_CHOICES, USUAL_CHOICE
from audit.services.push_keys import public_key
from audit.store import notices, push_devices
from audit.store.people import PersonRow

TITLE = say(N_("Notices"))
UNREAD = (N_("{count} notice is new."), N_("{count} notices are new."))
ALL_READ = say(N_("You have seen every notice."))
MOST_SHOWN = 100
Choices = tuple[tuple[str, Sentence | str], ...]


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice."""

    id: int
    sentence: Sentence
    told_at: datetime
    is_new: bool


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """What a person was told. `has_mail` is false where this installation sends none."""

    sentence: Sentence
    rows: tuple[NoticeLine, ...]
    has_new: bool
    has_mail: bool
    mail: str
    mail_choices: Choices
    push_key: str = ""
    """What a phone is given to check us by; empty for those whom nothing is pushed to."""
    devices: int = 0
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class OptOutPage:
    """The page behind the link at the end of every mail."""

    token: str
    name: str
    is_done: bool
    title: Sentence = TITLE


async def notices_page(person: PersonRow, has_mail: bool, secret: str) -> NoticesPage:
    """The latest notices of a person."""
    rows = await notices.list_notices(person.id, MOST_SHOWN)
    lines = tuple(NoticeLine(row.id, unpack(row.sentence), row.created_at, row.read_at is None) for row in rows)
    new = sum(line.is_new for line in lines)
    return NoticesPage(
        say_count(*UNREAD, new) if new else ALL_READ, lines, new > 0, has_mail,
        await notices.find_choice(person.id) or USUAL_CHOICE, tuple(MAIL_CHOICES.items()),
        public_key(secret) if person.role == "auditor" else "", await push_devices.count_devices(person.id),
    )  # fmt: skip
