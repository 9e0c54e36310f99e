"""Sharing a report: frozen as it is, behind a link that nobody can guess and that ends.

What was shared never changes. The row says what it was made from; the PDF lies in the store of photos under its
own hash, so that other bytes could not take its place. Sharing the same report again makes the next revision.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from audit.blobs import Blobs
from audit.errors import N_, NotFound, Sentence, say
from audit.reports.pdf import Press
from audit.reports.pdf_messages import Paper
from audit.services.branch_report_making import Asked, branch_paper, branch_report
from audit.services.branch_reports import BranchReport
from audit.services.chain_report_making import View, report_of_view, report_paper
from audit.services.chain_reports import ChainReport
from audit.services.filters import Filters
from audit.services.passwords import token_hash
from audit.services.report_looks import look_of_chain
from audit.store import chains, log, shared_reports
from audit.store.connections import transaction
from audit.store.shared_reports import NewShare, ShareRow
from audit.store.sights import NOT_HERE, Sight
from audit.words import Translator, translator

LINK_LIFE = timedelta(days=90)
GOING_WELL, TO_PUT_RIGHT = say(N_("Going well")), say(N_("To put right"))
CERTAIN, OPEN = say(N_("Certain enough to act on")), say(N_("Still open"))
BRANCH_TITLE, CHAIN_TITLE = N_("{name}: branch report"), N_("{name}: chain report")
WHO = N_("{name}, by {day}")


@dataclass(frozen=True, slots=True)
class Sharing:
    """A report to share: of a branch (`code`) or of the chain (no code), as the filters choose."""

    code: str
    filters: Filters
    language: str
    now: datetime

    @property
    def kind(self) -> str:
        """What the report is about."""
        return "branch" if self.code else "chain"


@dataclass(frozen=True, slots=True)
class Printed:
    """A report ready to freeze: its paper, and what the phone shows of it."""

    paper: Paper
    document: Mapping[str, Any]


async def share(sight: Sight, sharing: Sharing, blobs: Blobs, press: Press) -> str:
    """Freeze a report and return its link's token, which is kept nowhere.

    Raises NotFound for a branch that is not theirs, NotNow where no visit counts.
    """
    revision = await shared_reports.count_revisions(sharing.kind, sharing.code) + 1
    if sharing.code:
        made = await branch_printed(sight, sharing, revision, blobs)
    else:
        made = await chain_printed(sight, sharing, revision, blobs)
    pdf = await asyncio.to_thread(press.print, made.paper)
    digest, token = sha256(pdf).hexdigest(), secrets.token_urlsafe(32)
    await blobs.put(digest, in_one_piece(pdf))
    new = NewShare(
        token_hash(token), sharing.kind, sharing.code, revision, sharing.language, sharing.filters.query(),
        (await chains.get_chain()).rollup_version, made.document, digest, sharing.now, sight.person_id,
        sharing.now + LINK_LIFE,
    )  # fmt: skip
    async with transaction():
        report_id = await shared_reports.add_share(new)
        detail = {"kind": sharing.kind, "subject": sharing.code, "revision": revision}
        await log.add_entry(sight.person_id, "shared", "report", str(report_id), detail, sharing.now)
    return token


async def branch_printed(sight: Sight, sharing: Sharing, revision: int, blobs: Blobs) -> Printed:
    """A branch's report."""
    asked = Asked(sharing.code, sharing.filters, sharing.language, sharing.now.date(), revision)
    report, pictures = await branch_report(sight, asked, blobs)
    words = translator(sharing.language)
    paper = branch_paper(report, pictures, sharing.language, await look_of_chain(blobs))
    return Printed(paper, branch_document(report, words))


async def chain_printed(sight: Sight, sharing: Sharing, revision: int, blobs: Blobs) -> Printed:
    """The report of a view of the chain."""
    view = View(sharing.filters, sharing.language, sharing.now.date(), revision)
    report = await report_of_view(sight, view)
    paper = report_paper(report, sharing.language, await look_of_chain(blobs))
    return Printed(paper, chain_document(report, translator(sharing.language)))


def branch_document(report: BranchReport, words: Translator) -> dict[str, Any]:
    """What the phone shows of a branch's report."""
    fixes = [
        [fix.promise, words.say(fix.reading), words.say(say(WHO, name=fix.owner, day=fix.due)) if fix.owner else ""]
        for fix in report.fixes
    ]
    strengths = [[one.promise, words.say(one.reading), ""] for one in report.strengths]
    return {
        "title": words.say(say(BRANCH_TITLE, name=report.title)),
        "sentence": words.say(report.sentence),
        "detail": words.say(report.detail),
        "lists": [[words.say(TO_PUT_RIGHT), fixes], [words.say(GOING_WELL), strengths]],
        "since": report.since.isoformat(),
        "until": report.until.isoformat(),
        "visits": report.visits,
    }


def chain_document(report: ChainReport, words: Translator) -> dict[str, Any]:
    """What the phone shows of a chain's report."""

    def said(lines: Sequence[Sentence]) -> list[list[str]]:
        return [[words.say(line), "", ""] for line in lines]

    title = words.say(say(CHAIN_TITLE, name=report.title))
    return {
        "title": title,
        "sentence": title,
        "detail": ", ".join(words.say(part.value) for part in report.narrowed),
        "lists": [[words.say(CERTAIN), said(report.certain)], [words.say(OPEN), said(report.uncertain)]],
        "since": report.since.isoformat() if report.since else "",
        "until": report.until.isoformat() if report.until else "",
        "visits": report.visits,
    }


async def open_shared(token: str, now: datetime) -> ShareRow:
    """The report behind a link, its opening written down. Raises NotFound for a link that is not good (any more)."""
    found = await shared_reports.find_open_share(token_hash(token), now)
    if found is None:
        raise NotFound(say(NOT_HERE))
    await shared_reports.add_opening(found.id, now)
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
