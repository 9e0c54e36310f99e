"""What was shared with links, and what a link shows on a phone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.errors import N_, Sentence, say, say_count
from audit.store import shared_reports
from audit.store.shared_reports import ShareRow
from audit.store.sights import Sight

TITLE = say(N_("Reports"))
NONE_SHARED = say(N_("No report has been shared yet."))
SHARED = (N_("{count} report has been shared."), N_("{count} reports have been shared."))
ENDED, EXPIRED, GOOD = say(N_("Revoked")), say(N_("Expired")), say(N_("Open"))


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
    state: Sentence
    may_revoke: bool


@dataclass(frozen=True, slots=True)
class SharesPage:
    """What was shared. `link` is the one just made: it is shown once."""

    sentence: Sentence
    rows: tuple[ShareLine, ...]
    link: str = ""
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class SharedPage:
    """A shared report on a phone. Every text was frozen with it, in its language."""

    title: str
    sentence: str
    detail: str
    lists: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]
    since: date | None
    until: date | None
    visits: int
    revision: int
    issued: date
    expires: date
    pdf_href: str


async def shares_page(sight: Sight, now: datetime, link: str = "") -> SharesPage:
    """The reports that this person may end the links of."""
    rows = tuple(share_line(row, now) for row in await shared_reports.list_shares(sight))
    sentence = say_count(*SHARED, len(rows)) if rows else NONE_SHARED
    return SharesPage(sentence, rows, link)


def share_line(row: ShareRow, now: datetime) -> ShareLine:
    """One of them."""
    is_good = row.revoked_at is None and row.expires_at > now
    state = GOOD if is_good else EXPIRED if row.revoked_at is None else ENDED
    title = str(row.document.get("title", ""))
    return ShareLine(
        row.id, title, row.revision, row.made_at, row.made_by or "", row.expires_at, row.openings, row.opened_at,
        state, is_good,
    )  # fmt: skip


def shared_page(row: ShareRow, pdf_href: str) -> SharedPage:
    """What a link shows."""
    told: dict[str, Any] = dict(row.document)
    lists = ((heading, tuple((a, b, c) for a, b, c in lines)) for heading, lines in told["lists"])
    return SharedPage(
        told["title"], told["sentence"], told["detail"], tuple(lists), day(told["since"]), day(told["until"]),
        told["visits"], row.revision, row.made_at.date(), row.expires_at.date(), pdf_href,
    )  # fmt: skip


def day(text: str) -> date | None:
    """A day that was kept as text."""
    return date.fromisoformat(text) if text else None
