"""Notices by mail: gathered, so that nobody is flooded, and sent once by a job."""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from audit.errors import N_, say, say_count
from audit.render import render
from audit.services.jobs import Asked, ask_for
from audit.services.kept_sentences import unpack
from audit.services.mailing import Letter, compose, post
from audit.services.notices import KEPT, USUAL_CHOICE
from audit.services.passwords import opt_out_token
from audit.store import chains, notices, people
from audit.store.notices import NoticeRow, Waiting
from audit.store.people import PersonRow
from audit.words import translator

if TYPE_CHECKING:
    from audit.jobs import Run
    from audit.services.job_tools import Tools
    from audit.settings import Settings

GATHERED = timedelta(minutes=2)
EVERY = {"hourly": timedelta(hours=1), "daily": timedelta(days=1)}
ATTEMPTS = 10
HELLO = N_("Hello {name},")
ALL = N_("All notices, and how you want to be told")
NO_MORE = N_("No more of these mails")
SUBJECT = (N_("{count} notice for you"), N_("{count} notices for you"))


async def look_for_mail(tools: Tools, now: datetime) -> None:
    """Ask for a letter to everybody for whom enough has waited long enough. A watch."""
    if not tools.settings.sends_mail:
        return
    for waiting in await notices.list_waiting("mail"):
        if is_due(waiting, now):
            key = f"{waiting.person_id}/{waiting.newest_id}"
            await ask_for(Asked("mail notices", {"person": waiting.person_id}, key=key), now)
    await notices.remove_old_notices(now - KEPT)


def is_due(waiting: Waiting, now: datetime) -> bool:
    """Whether a letter goes now: what came has been gathered, and the last letter is old enough."""
    choice = waiting.choice or USUAL_CHOICE
    if choice not in EVERY:
        return True  # they want none: the job says so of what waits
    if waiting.mailed_at is not None and now < waiting.mailed_at + EVERY[choice]:
        return False
    return now >= waiting.since + GATHERED


async def mail_notices(tools: Tools, run: Run, wanted: Mapping[str, Any]) -> str:
    """One letter with everything that waits for a person. A job."""

    async def claim() -> list[int]:
        return await notices.claim_notices("mail", wanted["person"], run.job)

    async def send() -> str:
        return await send_letter(tools.settings, run.job, wanted["person"], ids)

    async def write_down() -> None:
        now = datetime.now(UTC)
        await notices.put_sent("mail", ids, state)
        if state == "sent":
            await notices.put_mailed(wanted["person"], USUAL_CHOICE, now)

    ids = await run.step(claim)
    state: str = await run.step(send, attempts=ATTEMPTS)
    await run.step(write_down, name="write down")
    return state


async def send_letter(settings: Settings, name: str, person_id: int, ids: list[int]) -> str:
    """Send what was not read meanwhile, if it is wanted; what became of it."""
    person = await people.get_person(person_id)
    choice = await notices.find_choice(person_id) or USUAL_CHOICE
    rows = [row for row in await notices.list_by_ids(ids) if row.read_at is None]
    if not rows or choice not in EVERY or not person.email or person.left_at is not None:
        return "unwanted"
    chain = await chains.get_chain()
    letter = write_letter(settings, name, person, chain.name, rows)
    is_taken = await post(settings, compose(settings, letter, time.time()))
    return "sent" if is_taken else "refused"


def write_letter(settings: Settings, name: str, person: PersonRow, chain: str, rows: list[NoticeRow]) -> Letter:
    """The letter in its reader's language. One notice is its own subject."""
    language = person.language or settings.language
    words = translator(language)
    said = [(unpack(row.sentence), f"{settings.url}{row.path}") for row in rows]
    subject = said[0][0] if len(said) == 1 else say_count(*SUBJECT, len(said))
    opt_out = f"{settings.url}/notices/opt-out/{opt_out_token(settings.secret, person.id)}"
    hello, ways = say(HELLO, name=person.name), [(say(ALL), f"{settings.url}/notices"), (say(NO_MORE), opt_out)]
    told = [f"- {words.say(sentence)}\n  {address}" for sentence, address in said]
    ends = [f"{words.say(sentence)}: {address}" for sentence, address in ways]
    text = "\n\n".join([words.say(hello), *told, "\n".join(ends), chain]) + "\n"
    html = render("mail/notices.html", language, hello=hello, said=said, all=ways[0], opt_out=ways[1], chain=chain)
    return Letter(name, person.email or "", words.say(subject), text, html, chain, opt_out, language)
