"""What readers say of a shared report: that it arrived, what they think of it, and what they did about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from audit.store.models import ReportReply, SharedReport


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One word of a reader. `person` is set where they were signed in; `about` names an action or an item."""

    at: datetime
    kind: str
    name: str
    text: str
    person: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class NewReply:
    """The same, before it is kept."""

    report_id: int
    kind: str
    name: str
    text: str
    person_id: int | None
    about: str | None = None


COLUMNS = ("at", "kind", "name", "text", "person__name", "about")


async def add_reply(new: NewReply, now: datetime) -> int:
    """Keep a reply; its id."""
    values = {name: getattr(new, name) for name in NewReply.__slots__}
    row = await ReportReply.create(at=now, **values)
    return int(row.id)


async def confirm(report_id: int, now: datetime) -> bool:
    """Write down that a report arrived. False when that was known."""
    return bool(await SharedReport.filter(id=report_id, confirmed_at=None).update(confirmed_at=now))


async def list_replies(report_id: int) -> list[ReplyRow]:
    """Everything said of a report, oldest first."""
    query = ReportReply.filter(report_id=report_id).order_by("id")
    return [ReplyRow(*row) for row in await query.values_list(*COLUMNS)]


async def list_by_ids(ids: Collection[int]) -> dict[int, ReplyRow]:
    """Some replies, by their ids: those that others rest on."""
    rows = await ReportReply.filter(id__in=list(ids)).values_list("id", *COLUMNS) if ids else []
    return {int(row[0]): ReplyRow(*row[1:]) for row in rows}


async def count_replies(report_id: int) -> int:
    """How much has been said of a report."""
    return await ReportReply.filter(report_id=report_id).count()
