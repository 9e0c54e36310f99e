"""A report's link by mail to an address that somebody typed: a branch without an account.

The letter is asked for in the transaction that shares the report, and sent once by a job. Its link is kept nowhere:
the job makes the token again from our secret.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.render import render
from audit.services.mail_addresses import one_address
from audit.services.mailing import Letter, compose, post
from audit.services.sharing import Mailing, pack_token
from audit.services.sign_ins import refuse_when_too_many
from audit.store import chains, sessions, shared_reports
from audit.store.shared_reports import ShareRow
from audit.words import Translator, translator

if TYPE_CHECKING:
    from audit.jobs import Run
    from audit.services.job_tools import Tools

ATTEMPTS = 10
MOST_PDF_BYTES = 5_000_000
MOST_LETTERS = 40
"""So many letters a person can have sent in a quarter of an hour."""
NO_MAIL = say(N_("This server sends no mail. Make the link without an address, and send it yourself."))
NOT_SO_FAST = N_("That is a lot in a short while. Wait a quarter of an hour and send it again.")
SHARED = N_("{person} shares “{title}” with you.")
SHARED_BY_CHAIN = N_("{chain} shares “{title}” with you.")
READ = N_("Read the report, and answer it; no account is needed")
GOOD_UNTIL = N_("The link is good until {day}.")
CODED = N_("It opens with a code, which you get in another way.")
NO_MORE = N_("No more of these mails")
ATTACHED = N_("The report is also attached as PDF.")


async def read_mailing(text: str, key: str, person_id: int, now: datetime, *, sends_mail: bool) -> Mailing | None:
    """Where a report's link is to be mailed, from a form; None for nowhere.

    Raises BadInput for what is no address, TooMany after many letters in a short while.
    """
    if not text.strip():
        return None
    if not sends_mail:
        raise BadInput(NO_MAIL, (Problem("email", NO_MAIL),))
    address = one_address(text)
    counter = f"letters:{person_id}"
    await refuse_when_too_many({counter: MOST_LETTERS}, now, say(NOT_SO_FAST))
    await sessions.add_attempts([counter], now)
    return Mailing(address, key)


def mail_token(secret: str, key: str) -> str:
    """The token of a mailed link."""
    return pack_token(secret, "mail", key)


def token_of(secret: str, row: ShareRow, key: str) -> str:
    """The token of a report that is mailed: of a pack, or for this letter."""
    return pack_token(secret, row.pack, row.subject, row.kind) if row.pack else mail_token(secret, key)


async def mail_report(tools: Tools, run: Run, wanted: Mapping[str, Any]) -> str:
    """Mail the link of one report; what became of it. A job."""

    async def send() -> str:
        return await send_link(tools, run.job, wanted)

    async def write_down() -> None:
        await shared_reports.put_mail_state(wanted["report"], state)

    state: str = await run.step(send, attempts=ATTEMPTS)
    await run.step(write_down, name="write down")
    return state


async def send_link(tools: Tools, name: str, wanted: Mapping[str, Any]) -> str:
    """Send the letter, unless the link has ended meanwhile."""
    row = await shared_reports.find_share(wanted["report"])
    if row is None or not row.mailed_to or row.revoked_at is not None or row.expires_at <= datetime.now(UTC):
        return "unwanted"
    pdf = b"" if row.code_hash else await tools.blobs.read(row.pdf_sha256)
    link = f"{tools.settings.url}/shared/{token_of(tools.settings.secret, row, wanted['key'])}"
    chain = (await chains.get_chain()).name
    letter = write_letter(name, row, link, chain, pdf if len(pdf) < MOST_PDF_BYTES else b"")
    is_taken = await post(tools.settings, compose(tools.settings, letter, time.time()))
    return "sent" if is_taken else "refused"


def write_letter(name: str, row: ShareRow, link: str, chain: str, pdf: bytes) -> Letter:
    """The letter in the report's language. With a code no PDF goes along: it would need none to be read."""
    words = translator(row.language)
    title = str(row.document.get("title", ""))
    shared = (
        say(SHARED, person=row.made_by, title=title) if row.made_by else say(SHARED_BY_CHAIN, chain=chain, title=title)
    )
    ends = [say(GOOD_UNTIL, day=row.expires_at.date())]
    ends += [say(CODED)] if row.code_hash else []
    ends += [say(ATTACHED)] if pdf else []
    said = str(row.document.get("sentence", ""))
    opt_out = f"{link}/mails" if row.pack else ""
    text = plain_text(words, shared, "" if row.code_hash else said, link, ends, chain, opt_out)
    html = render(
        "mail/report.html", row.language, shared=shared, said="" if row.code_hash else said, link=link,
        read=say(READ), ends=ends, chain=chain, opt_out=opt_out, no_more=say(NO_MORE),
    )  # fmt: skip
    file = f"report-{row.made_at.date()}-{row.revision}.pdf"
    return Letter(name, row.mailed_to or "", words.say(shared), text, html, chain, opt_out, row.language, pdf, file)


def plain_text(
    words: Translator, shared: Sentence, said: str, link: str, ends: list[Sentence], chain: str, opt_out: str
) -> str:
    """The letter for mail programs without HTML."""
    last = f"{words.say(say(NO_MORE))}: {opt_out}" if opt_out else ""
    parts = [words.say(shared), said, f"{words.say(say(READ))}: {link}", *map(words.say, ends), last, chain]
    return "\n\n".join(part for part in parts if part) + "\n"
