"""What readers do with a shared report: type its code, open it, confirm that it arrived, say something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, BadInput, NotNow, Problem, Sentence, say
from audit.services import passwords
from audit.services.notices import Told, notify
from audit.services.sign_ins import refuse_when_too_many
from audit.store import log, report_replies, sessions, shared_reports
from audit.store.connections import transaction
from audit.store.report_replies import NewReply
from audit.store.shared_reports import ShareRow

ANSWERED = N_("{name} has answered “{title}”.")
LONGEST_NAME, LONGEST_TEXT = 100, 2000
MOST_REPLIES = 50
MOST_GUESSES = 10
MOST_AT_ONCE = 20
OVER_LINKS = ("done", "appeal")
"""What is done over a link, each in a form of its own, whose fields begin with its name."""
NOT_SO_FAST = N_("That is a lot in a short while. Wait a quarter of an hour and send it again.")
WRONG_CODE = say(N_("That is not the code of this report. Whoever sent you the link has it."))
NO_NAME = say(N_("Say who you are."))
NO_TEXT = say(N_("Write what you want to say."))
TOO_LONG = N_("Use at most {longest} characters.")
ENOUGH = N_("There are {most} replies to this report already: speak to whoever sent it.")


@dataclass(frozen=True, slots=True)
class Reply:
    """What somebody sends: a receipt, a comment; over a link also that an action is done, or an appeal."""

    kind: str
    name: str
    text: str
    person_id: int | None = None


async def unlock(row: ShareRow, word: str, now: datetime) -> None:
    """Let whoever knows the code pass. Raises BadInput for another one, TooMany after many guesses."""
    if row.code_hash is None:
        return
    key = f"report:{row.id}"
    async with passwords.slot():
        await refuse_when_too_many({key: MOST_GUESSES}, now)
        if not await passwords.is_password_of(word.strip(), row.code_hash):
            await sessions.add_attempts([key], now)
            raise BadInput(WRONG_CODE, (Problem("code", WRONG_CODE),))


async def opened(row: ShareRow, now: datetime) -> None:
    """Write down that a report was opened."""
    await shared_reports.add_opening(row.id, now)


async def reply(row: ShareRow, said: Reply, now: datetime) -> None:
    """Keep what a reader says. Raises BadInput for what cannot be taken, NotNow when there is enough already."""
    check(said)
    async with transaction():
        if said.kind == "receipt" and not await report_replies.confirm(row.id, now):
            return  # it was confirmed before: once is enough
        await keep(row, said, now)


async def keep(row: ShareRow, said: Reply, now: datetime, about: str | None = None) -> int:
    """Keep a reply that was checked, and tell whoever shared the report; its id. In the open transaction."""
    if await report_replies.count_replies(row.id) >= MOST_REPLIES:
        raise NotNow(say(ENOUGH, most=MOST_REPLIES))
    if said.person_id is None:
        await refuse_a_flood(row, now)
    new = NewReply(row.id, said.kind, said.name.strip(), said.text.strip(), said.person_id, about)
    reply_id = await report_replies.add_reply(new, now)
    await log.add_entry(said.person_id, "answered_report", "report", str(row.id), {"kind": said.kind}, now)
    if row.made_by_id != said.person_id:
        title = str(row.document.get("title", ""))
        told = Told("report answered", say(ANSWERED, name=new.name, title=title), f"/reports/{row.id}")
        await notify([row.made_by_id], told, now)
    return reply_id


async def refuse_a_flood(row: ShareRow, now: datetime) -> None:
    """Count an answer over a link. Raises TooMany after many in a short while."""
    key = f"answer:{row.id}"
    await refuse_when_too_many({key: MOST_AT_ONCE}, now, say(NOT_SO_FAST))
    await sessions.add_attempts([key], now)


def check(said: Reply) -> None:
    """Raise BadInput for what cannot be taken."""
    problems = tuple(problems_of(said))
    if problems:
        raise BadInput(problems[0].sentence, problems)


def problems_of(said: Reply) -> list[Problem]:
    """What is wrong with a reply."""
    found: list[tuple[str, Sentence]] = []
    if not said.name.strip():
        found.append(("name", NO_NAME))
    elif len(said.name.strip()) > LONGEST_NAME:
        found.append(("name", say(TOO_LONG, longest=LONGEST_NAME)))
    if said.kind in ("comment", "appeal") and not said.text.strip():
        found.append(("text", NO_TEXT))
    elif len(said.text) > LONGEST_TEXT:
        found.append(("text", say(TOO_LONG, longest=LONGEST_TEXT)))
    start = f"{said.kind}_" if said.kind in OVER_LINKS else ""
    return [Problem(f"{start}{place}", sentence) for place, sentence in found]
