"""What readers say of a shared report: that it arrived, and what they think of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from audit.store.models import ReportReply, SharedReport


@dataclass(frozen=True, slots=True)
class ReplyRow:
    """One word of a reader. `person` is set where they were signed in."""

    at: datetime
    kind: str
    name: str
    text: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class NewReply:
    """The same, before it is kept."""

    report_id: int
    kind: str
    name: str
    text: str
    person_id: int | None


async def add_reply(new: NewReply, now: datetime) -> None:
    """Keep a reply."""
    values = {name: getattr(new, name) for name in NewReply.__slots__}
    await ReportReply.create(at=now, **values)


async def confirm(report_id: int, now: datetime) -> bool:
    """Write down that a report arrived. False when that was known."""
    return bool(await SharedReport.filter(id=report_id, confirmed_at=None).update(confirmed_at=now))


async def list_replies(report_id: int) -> list[ReplyRow]:
    """Everything said of a report, oldest first."""
    query = ReportReply.filter(report_id=report_id).order_by("id")
    return [ReplyRow(*row) for row in await query.values_list("at", "kind", "name", "text", "person__name")]


async def count_replies(report_id: int) -> int:
    """How much has been said of a report."""
    return await ReportReply.filter(report_id=report_id).count()
