"""Sharing a report: frozen as it is, behind a link that nobody can guess and that ends.

What was shared never changes. The row says what it was made from; the PDF lies in the store of photos under its
own hash, so that other bytes could not take its place. Sharing the same report again makes the next revision, which
says what changed.
"""

from __future__ import annotations

import asyncio
import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from audit.blobs import Blobs
from audit.errors import N_, BadInput, NotFound, Problem, say
from audit.reports.pdf import Press
from audit.reports.pdf_messages import Paper
from audit.services.branch_report_making import Asked, branch_paper, branch_report
from audit.services.chain_report_making import View, report_of_view, report_paper
from audit.services.chain_reports import ChainReport
from audit.services.filters import Filters
from audit.services.jobs import Asked as Work
from audit.services.jobs import ask_for
from audit.services.notices import Told, notify
from audit.services.passwords import hash_password, token_hash
from audit.services.region_report_making import region_report
from audit.services.report_looks import look_of_chain
from audit.services.report_scopes import must_see_region
from audit.services.share_documents import branch_document, chain_document, changes_between, facts_of
from audit.store import chains, log, people, shared_reports
from audit.store.connections import transaction
from audit.store.shared_reports import NewShare, ShareRow
from audit.store.sights import NOT_HERE, WHOLE_CHAIN, Sight
from audit.words import translator

DAYS = (30, 90, 365)
USUAL_DAYS = 90
CODE_DIGITS = 6
MAIL_KIND = "mail report"
READY = N_("“{title}” has been shared with you.")
NOT_SO_LONG = N_("Choose how long the link is good: 30, 90 or 365 days.")


@dataclass(frozen=True, slots=True)
class Mailing:
    """A letter with the link: to whom, and the key that its token is made with (`pack_token`)."""

    to: str
    key: str


@dataclass(frozen=True, slots=True)
class Sharing:
    """A report to share: of a branch (`code`), a region, or of the chain (neither), as the filters choose.

    `word` has to be typed beside having the link; `token` is chosen here unless a pack has one.
    """

    code: str
    filters: Filters
    language: str
    now: datetime
    days: int = USUAL_DAYS
    word: str = ""
    site: str = ""
    pack: str | None = None
    token: str = ""
    letter: Mailing | None = None
    region: str = ""

    @property
    def kind(self) -> str:
        """What kind of thing the report is about."""
        return "branch" if self.code else "region" if self.region else "chain"

    @property
    def subject(self) -> str:
        """Which one it is about."""
        return self.code or self.region


@dataclass(frozen=True, slots=True)
class Printed:
    """A report ready to freeze: its paper, and what the phone shows of it."""

    paper: Paper
    document: Mapping[str, Any]


def read_days(text: str) -> int:
    """How long a link is good, from a form. Raises BadInput."""
    if text and text not in {str(days) for days in DAYS}:
        raise BadInput(say(NOT_SO_LONG), (Problem("days", say(NOT_SO_LONG)),))
    return int(text or USUAL_DAYS)


def new_word() -> str:
    """Six digits, to be told over the telephone."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}"


def pack_token(secret: str, pack: str, subject: str, kind: str = "branch") -> str:
    """The token of one report of a pack: made from our secret, so that it need not be kept to be shown again."""
    said = f"{'report' if kind == 'branch' else f'{kind} report'}:{pack}:{subject}"
    digest = hmac.new(secret.encode(), said.encode(), "sha256").digest()
    return urlsafe_b64encode(digest).decode().rstrip("=")


async def share(sight: Sight, sharing: Sharing, blobs: Blobs, press: Press) -> str:
    """Freeze a report and return its link's token, which is kept nowhere.

    Raises NotFound for a branch that is not theirs, NotNow where no visit counts.
    """
    revision = await shared_reports.count_revisions(sharing.kind, sharing.subject) + 1
    made = await MAKERS[sharing.kind](sight, sharing, revision, blobs)
    pdf = await asyncio.to_thread(press.print, made.paper)
    digest, token = sha256(pdf).hexdigest(), sharing.token or secrets.token_urlsafe(32)
    await blobs.put(digest, in_one_piece(pdf))
    new = NewShare(
        token_hash(token), sharing.kind, sharing.subject, revision, sharing.language, sharing.filters.query(),
        (await chains.get_chain()).rollup_version, made.document, digest, sharing.now, sight.person_id or None,
        sharing.now + timedelta(days=sharing.days), await hash_password(sharing.word) if sharing.word else None,
        sharing.pack, *((sharing.letter.to, "waiting") if sharing.letter else ()),
    )  # fmt: skip
    async with transaction():
        report_id = await shared_reports.add_share(new)
        detail: dict[str, object] = {"kind": sharing.kind, "subject": sharing.subject, "revision": revision}
        if sharing.letter:
            detail["mailed"] = True
            wanted = {"report": report_id, "key": sharing.letter.key}
            await ask_for(Work(MAIL_KIND, wanted, sight.person_id or None, key=sharing.letter.key), sharing.now)
        if sharing.kind == "branch" and sharing.pack is None:
            await tell_readers(report_id, sharing, made.document)
        await log.add_entry(sight.person_id or None, "shared", "report", str(report_id), detail, sharing.now)
    return token


async def tell_readers(report_id: int, sharing: Sharing, document: Mapping[str, Any]) -> None:
    """Tell those who read for the branch, in the app and by e-mail as they chose."""
    branch = await chains.get_branch(WHOLE_CHAIN, sharing.code)
    readers = [reader.id for reader in await people.list_branch_readers(branch.id)]
    told = Told("report new", say(READY, title=str(document["title"])), f"/reports/{report_id}")
    await notify(readers, told, sharing.now)


async def branch_printed(sight: Sight, sharing: Sharing, revision: int, blobs: Blobs) -> Printed:
    """A branch's report."""
    today = sharing.now.date()
    asked = Asked(sharing.code, sharing.filters, sharing.language, today, revision, sharing.site)
    report, pictures = await branch_report(sight, asked, blobs)
    before = await facts_before(sharing)
    if before:
        report = replace(report, changes=changes_between(before, facts_of(report, sharing.language)))
    paper = branch_paper(report, pictures, sharing.language, await look_of_chain(blobs))
    return Printed(paper, branch_document(report, translator(sharing.language)))


async def chain_printed(sight: Sight, sharing: Sharing, revision: int, blobs: Blobs) -> Printed:
    """The report of a view of the chain."""
    view = View(sharing.filters, sharing.language, sharing.now.date(), revision)
    return await printed(await report_of_view(sight, view), sharing, blobs)


async def region_printed(sight: Sight, sharing: Sharing, revision: int, blobs: Blobs) -> Printed:
    """A region's pack."""
    await must_see_region(sight, sharing.region)
    view = View(sharing.filters, sharing.language, sharing.now.date(), revision)
    report = await region_report(sharing.region, view, (await chains.get_chain()).name)
    return await printed(report, sharing, blobs)


async def printed(report: ChainReport, sharing: Sharing, blobs: Blobs) -> Printed:
    """The report of the chain or of a region, with what changed since its last revision."""
    before = await facts_before(sharing)
    if before:
        report = replace(report, changes=changes_between(before, facts_of(report, sharing.language)))
    paper = report_paper(report, sharing.language, await look_of_chain(blobs))
    return Printed(paper, chain_document(report, translator(sharing.language)))


MAKERS = {"branch": branch_printed, "region": region_printed, "chain": chain_printed}


async def facts_before(sharing: Sharing) -> Mapping[str, Any] | None:
    """What the revision before said, where there is one."""
    document = await shared_reports.find_last_document(sharing.kind, sharing.subject)
    return document.get("facts") if document else None


async def open_shared(token: str, now: datetime) -> ShareRow:
    """The report behind a link. Raises NotFound for a link that is not good (any more)."""
    found = await shared_reports.find_open_share(token_hash(token), now)
    if found is None:
        raise NotFound(say(NOT_HERE))
    return found


async def revoke(sight: Sight, report_id: int, now: datetime) -> None:
    """End a link at once. Raises NotFound for a report that is not theirs or has ended."""
    async with transaction():
        if not await shared_reports.revoke_share(sight, report_id, now):
            raise NotFound(say(NOT_HERE))
        await log.add_entry(sight.person_id, "revoked", "report", str(report_id), {}, now)


async def in_one_piece(body: bytes) -> AsyncIterator[bytes]:
    """Bytes as a stream."""
    yield body
