"""A branch's own address: the reports of a pack are mailed to it where nobody there has an account, until it says no.

Whoever has the letter ends the mails, without an account. The address that said so stays ended, also when a file
brings it again; another address starts anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.errors import N_, NotFound, Sentence, say
from audit.services.passwords import token_hash
from audit.services.sharing import Mailing
from audit.store import chains, log, people
from audit.store.chains import BranchRow
from audit.store.connections import transaction
from audit.store.shared_reports import ShareRow
from audit.store.sights import NOT_HERE, WHOLE_CHAIN

TITLE = say(N_("Reports by e-mail"))


MAILED = N_("Reports of packs are mailed to {address}.")
ENDED = N_("{address} wants no more reports by e-mail.")


@dataclass(frozen=True, slots=True)
class MailsPage:
    """The page behind the last link of a letter: a button, for mail programs follow links by themselves."""

    branch: str
    href: str
    is_done: bool
    language: str
    title: Sentence = TITLE


def mails_of(branch: BranchRow) -> Sentence | None:
    """Where a branch's reports go by themselves, for the desk."""
    if not branch.report_email:
        return None
    return say(ENDED if branch.report_email == branch.ended_email else MAILED, address=branch.report_email)


async def letter_to(branch: BranchRow, pack: str) -> Mailing | None:
    """A letter to a branch's own address; None where there is none, it said no, or a reader is told there anyway."""
    address = branch.report_email
    if not address or address == branch.ended_email:
        return None
    if address in {reader.email for reader in await people.list_branch_readers(branch.id)}:
        return None
    return Mailing(address, token_hash(f"{pack}/{branch.code}"))


async def branch_of_letter(row: ShareRow) -> BranchRow:
    """The branch that a report was mailed to by itself. Raises NotFound for any other report."""
    is_mailed = row.kind == "branch" and row.pack is not None and row.mailed_to
    branch = await chains.find_branch(WHOLE_CHAIN, row.subject) if is_mailed else None
    if branch is None:
        raise NotFound(say(NOT_HERE))
    return branch


async def end_mails(row: ShareRow, now: datetime) -> BranchRow:
    """Mail no more reports to the address that a letter went to; saying so twice is the same as once."""
    async with transaction():
        branch = await branch_of_letter(row)
        if branch.ended_email != row.mailed_to:
            await chains.put_ended_email(branch.id, row.mailed_to or "")
            await log.add_entry(None, "ended_branch_mails", "report", str(row.id), {}, now)
    return branch
