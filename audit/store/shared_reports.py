"""Reports that were shared by link: frozen rows, and when each link was opened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from tortoise.queryset import QuerySet

from audit.errors import NotFound, say
from audit.store.connections import writer
from audit.store.models import Branch, ReportLook, ReportOpening, SharedReport
from audit.store.raw import as_moment, can_hold, fetch
from audit.store.sights import NOT_HERE, Sight


@dataclass(frozen=True, slots=True)
class NewShare:
    """A report as it was when it was shared. Of its link's token only the hash is kept."""

    token_hash: str
    kind: str
    subject: str
    revision: int
    language: str
    made_from: str
    rollup_version: int
    document: Mapping[str, Any]
    pdf_sha256: str
    made_at: datetime
    made_by_id: int | None
    expires_at: datetime
    code_hash: str | None = None
    pack: str | None = None
    mailed_to: str | None = None
    mail_state: str | None = None


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A shared report in a list, with how often its link was opened and when last."""

    id: int
    kind: str
    subject: str
    revision: int
    language: str
    made_from: str
    document: Mapping[str, Any]
    pdf_sha256: str
    made_at: datetime
    made_by: str | None
    expires_at: datetime
    revoked_at: datetime | None
    code_hash: str | None = field(repr=False)
    pack: str | None
    confirmed_at: datetime | None
    made_by_id: int | None
    mailed_to: str | None = None
    mail_state: str | None = None
    openings: int = 0
    opened_at: datetime | None = None


COLUMNS = (
    "id", "kind", "subject", "revision", "language", "made_from", "document", "pdf_sha256", "made_at", "made_by__name",
    "expires_at", "revoked_at", "code_hash", "pack", "confirmed_at", "made_by_id", "mailed_to", "mail_state",
)  # fmt: skip
MOST_LISTED = 200
LONGEST_SUBJECT = 200
LARGEST_ID = 2_147_483_647


async def add_share(new: NewShare) -> int:
    """Keep a shared report; its id."""
    values = {name: getattr(new, name) for name in NewShare.__slots__}
    row = await SharedReport.create(**values | {"document": dict(new.document)})
    return int(row.id)


async def count_revisions(kind: str, subject: str) -> int:
    """How often a report about this has been shared."""
    if not can_hold(LONGEST_SUBJECT, subject):
        return 0
    return await SharedReport.filter(kind=kind, subject=subject).count()


async def find_last_document(kind: str, subject: str) -> Mapping[str, Any] | None:
    """What the latest revision about this says; None when there is none."""
    if not can_hold(LONGEST_SUBJECT, subject):
        return None
    query = SharedReport.filter(kind=kind, subject=subject).order_by("-revision", "-id").limit(1)
    found = await query.values_list("document", flat=True)
    return dict(found[0]) if found else None


async def find_open_share(token_hash: str, now: datetime) -> ShareRow | None:
    """The report behind a link, while the link is good: not expired, not revoked."""
    row = (
        await SharedReport.filter(token_hash=token_hash, revoked_at=None, expires_at__gt=now)
        .limit(1)
        .values_list(*COLUMNS)
    )
    return share_row(row[0]) if row else None


async def get_share(sight: Sight, report_id: int) -> ShareRow:
    """A shared report that a person may see. Raises NotFound."""
    rows = await (await seen_by(sight)).filter(id=report_id).values_list(*COLUMNS) if is_id(report_id) else []
    if not rows:
        raise NotFound(say(NOT_HERE))
    return share_row(rows[0])


async def find_share(report_id: int) -> ShareRow | None:
    """A shared report, for work that nobody waits for; None when it is gone."""
    rows = await SharedReport.filter(id=report_id).values_list(*COLUMNS)
    return share_row(rows[0]) if rows else None


async def put_mail_state(report_id: int, state: str) -> None:
    """Write down what became of the mail with a report's link."""
    await SharedReport.filter(id=report_id).update(mail_state=state)


async def list_shares(sight: Sight) -> list[ShareRow]:
    """The latest shared reports that a person may see, the newest first."""
    rows = await (await seen_by(sight)).order_by("-made_at", "-id").limit(MOST_LISTED).values_list(*COLUMNS)
    opened = await list_openings()
    shares = [share_row(row) for row in rows]
    counted = [opened.get(one.id, (0, None)) for one in shares]
    return [replace(one, openings=n, opened_at=last) for one, (n, last) in zip(shares, counted, strict=True)]


async def seen_by(sight: Sight) -> QuerySet[SharedReport]:
    """An owner sees all, a manager what they shared, a franchisee what is about their branches and not ended."""
    if sight.role == "owner":
        return SharedReport.all()
    if sight.role != "reader":
        return SharedReport.filter(made_by_id=sight.person_id)
    codes = await Branch.filter(sight.branches()).values_list("code", flat=True)
    return SharedReport.filter(kind="branch", subject__in=list(codes), revoked_at=None)


async def list_pack(sight: Sight, pack: str) -> list[ShareRow]:
    """The reports that one job made, by what they are about."""
    rows = await (await seen_by(sight)).filter(pack=pack).order_by("kind", "subject", "id").values_list(*COLUMNS)
    return [share_row(row) for row in rows]


async def has_in_pack(pack: str, kind: str, subject: str) -> bool:
    """Whether a job has made its report about this already."""
    return await SharedReport.filter(pack=pack, kind=kind, subject=subject).exists()


def is_id(report_id: int) -> bool:
    """Whether a number can be one of ours: PostgreSQL cannot even be asked about a larger one."""
    return 0 < report_id <= LARGEST_ID


def share_row(values: Sequence[Any]) -> ShareRow:
    """A shared report from the values of COLUMNS."""
    return ShareRow(*values)


async def list_openings() -> dict[int, tuple[int, datetime | None]]:
    """How often each report was opened, and when last."""
    rows = await fetch(writer(), "SELECT report_id, COUNT(*), MAX(opened_at) FROM report_opening GROUP BY report_id")
    return {int(report): (int(count), as_moment(last)) for report, count, last in rows}


async def list_opened_at(report_id: int, limit: int) -> list[datetime]:
    """When a report was opened, the latest first."""
    query = ReportOpening.filter(report_id=report_id).order_by("-id").limit(limit)
    return [moment for (moment,) in await query.values_list("opened_at")]


async def add_opening(report_id: int, now: datetime) -> None:
    """Somebody opened a report's link."""
    await ReportOpening.create(report_id=report_id, opened_at=now)


async def revoke_share(sight: Sight, report_id: int, now: datetime) -> bool:
    """End a link. False when there is no such report, it is not theirs, or it has ended already."""
    if not is_id(report_id):
        return False
    query = SharedReport.filter(id=report_id, revoked_at=None)
    if sight.role != "owner":
        query = query.filter(made_by_id=sight.person_id)
    return bool(await query.update(revoked_at=now))


async def list_report_hashes() -> list[str]:
    """The hash of every shared PDF, and of the logo on them: what a backup has to take along."""
    looks = ReportLook.filter(logo_sha256__isnull=False).values_list("logo_sha256", flat=True)
    return sorted({str(one) for one in [*await SharedReport.all().values_list("pdf_sha256", flat=True), *await looks]})
