"""What was shared with links, as those who shared it see it and as its readers do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import quote

from audit.errors import N_, Problem, Sentence, say, say_count
from audit.services.link_pages import LinkBranch
from audit.services.link_photos import LinkPhoto
from audit.store import report_replies, shared_reports
from audit.store.report_replies import ReplyRow
from audit.store.shared_reports import ShareRow
from audit.store.sights import Sight

TITLE = say(N_("Reports"))
NONE_SHARED = say(N_("No report has been shared yet."))
NONE_FOR_YOU = say(N_("No report has been shared with you yet."))
SHARED = (N_("{count} report has been shared."), N_("{count} reports have been shared."))
ENDED, EXPIRED, GOOD = say(N_("Revoked")), say(N_("Expired")), say(N_("Open"))
CODED = say(N_("This report opens with a code"))
MAILED = {
    "waiting": N_("A letter to {address} is on its way."),
    "sent": N_("Mailed to {address}."),
    "refused": N_("The mail server of {address} did not take the letter."),
    "unwanted": N_("Not mailed to {address}: the link had ended."),
}
MOST_OPENINGS = 50
Lists = tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class ShareLine:
    """One shared report in the list."""

    id: int
    title: str
    revision: int
    made_at: datetime
    made_by: str
    expires_at: datetime
    openings: int
    opened_at: datetime | None
    confirmed_at: datetime | None
    state: Sentence
    may_revoke: bool
    href: str
    mail: Sentence | None = None
    """What became of the letter with its link, for the desk."""


@dataclass(frozen=True, slots=True)
class SharesPage:
    """What was shared. `link` is the one just made, and `word` the code beside it: they are shown once."""

    sentence: Sentence
    rows: tuple[ShareLine, ...]
    link: str = ""
    word: str = ""
    mailed_to: str = ""
    is_desk: bool = True
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A shared report to read. Every text of it was frozen with it, in its language.

    `word` is the code that opened it, to be sent along with what the reader does next.
    """

    title: str
    sentence: str
    detail: str
    changes: tuple[str, ...]
    lists: Lists
    since: date | None
    until: date | None
    visits: int
    revision: int
    issued: date
    expires: date
    confirmed_at: datetime | None
    replies: tuple[ReplyRow, ...]
    language: str
    href: str
    word: str = ""
    branch: LinkBranch | None = None
    """What can be done over the link."""
    photos: tuple[LinkPhoto, ...] = ()
    problems: tuple[Problem, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)

    def problem_at(self, place: str) -> Sentence | None:
        """What is wrong with a field, if anything."""
        return next((problem.sentence for problem in self.problems if problem.place == place), None)

    def typed_at(self, place: str) -> str:
        """What was typed into a field that could not be taken."""
        return self.typed.get(place, "")

    @property
    def pdf_href(self) -> str:
        """The address of the same report as PDF."""
        return f"{self.href}/report.pdf"


@dataclass(frozen=True, slots=True)
class CodePage:
    """Where the code of a report is asked for: nothing of the report is on it."""

    href: str
    error: Sentence | None = None
    title: Sentence = CODED


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A shared report for those who have an account: the report, and for the desk who opened it when."""

    report: SharedPage
    line: ShareLine
    openings: tuple[datetime, ...]
    is_desk: bool
    has_code: bool
    source_href: str

    @property
    def title(self) -> str:
        """The report's own."""
        return self.report.title


async def shares_page(sight: Sight, now: datetime, link: str = "", word: str = "", mailed_to: str = "") -> SharesPage:
    """The reports that this person may see."""
    is_desk = sight.role != "reader"
    rows = tuple(share_line(row, now, is_desk=is_desk) for row in await shared_reports.list_shares(sight))
    nothing = NONE_SHARED if is_desk else NONE_FOR_YOU
    return SharesPage(say_count(*SHARED, len(rows)) if rows else nothing, rows, link, word, mailed_to, is_desk)


def share_line(row: ShareRow, now: datetime, *, is_desk: bool) -> ShareLine:
    """One of them."""
    is_good = row.revoked_at is None and row.expires_at > now
    state = GOOD if is_good else EXPIRED if row.revoked_at is None else ENDED
    title = str(row.document.get("title", ""))
    return ShareLine(
        row.id, title, row.revision, row.made_at, row.made_by or "", row.expires_at, row.openings, row.opened_at,
        row.confirmed_at, state, is_good, f"/reports/{row.id}",
        say(MAILED[row.mail_state], address=row.mailed_to) if is_desk and row.mail_state else None,
    )  # fmt: skip


async def report_page(sight: Sight, report_id: int, now: datetime) -> ReportPage:
    """One of them whole. Raises NotFound for a report that is not theirs to see."""
    row = await shared_reports.get_share(sight, report_id)
    is_desk = sight.role != "reader"
    openings = await shared_reports.list_opened_at(row.id, MOST_OPENINGS) if is_desk else []
    line = share_line(row, now, is_desk=is_desk)
    report = await shared_page(row, line.href)
    return ReportPage(report, line, tuple(openings), is_desk, row.code_hash is not None, source_of(row))


def source_of(row: ShareRow) -> str:
    """The address that the report was shared from, where its next revision is made."""
    places = {"branch": f"/branches/{quote(row.subject, safe='')}", "region": f"/regions/{quote(row.subject, safe='')}"}
    path = f"{places.get(row.kind, '/consistency')}/report.pdf"
    return f"{path}?{row.made_from}".rstrip("?")


async def shared_page(row: ShareRow, href: str, word: str = "") -> SharedPage:
    """What its readers see."""
    told: Mapping[str, Any] = row.document
    lists = ((heading, tuple((a, b, c) for a, b, c in lines)) for heading, lines in told["lists"])
    return SharedPage(
        told["title"], told["sentence"], told["detail"], tuple(told.get("changes", ())), tuple(lists),
        day(told["since"]), day(told["until"]), told["visits"], row.revision, row.made_at.date(),
        row.expires_at.date(), row.confirmed_at, tuple(await report_replies.list_replies(row.id)),
        row.language, href, word,
    )  # fmt: skip


def day(text: str) -> date | None:
    """A day that was kept as text."""
    return date.fromisoformat(text) if text else None
