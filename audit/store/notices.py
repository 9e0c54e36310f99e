"""Notices: told, read, and handed to whoever sends them, each once."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.models import Notice, NoticeChoice
from audit.store.raw import as_moment, fetch, run, run_many

WAYS = ("mail", "push")
PUT_NOTICE = """
INSERT INTO notice (person_id, key, kind, sentence, path, created_at, mail_state, mail_job, push_state, push_job)
VALUES ($1, $2, $3, $4, $5, $6, $7, '', $8, '') ON CONFLICT (person_id, key) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice."""

    id: int
    kind: str
    sentence: Mapping[str, Any]
    path: str
    created_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits to be sent to one person: since when, up to which notice, and when mail last went."""

    person_id: int
    since: datetime
    newest_id: int
    choice: str | None
    mailed_at: datetime | None


COLUMNS = ("id", "kind", "sentence", "path", "created_at", "read_at")


async def put_notices(
    person_ids: Collection[int], key: str, kind: str, sentence: object, path: str, pushes: bool, now: datetime
) -> None:
    """Tell some people something. Told again under the same key, it stays as it is."""
    rest = [key[:200], kind, to_text(sentence), path, now, "waiting", "waiting" if pushes else "unwanted"]
    await run_many(writer(), PUT_NOTICE, [[person_id, *rest] for person_id in sorted(set(person_ids))])


async def list_notices(person_id: int, limit: int) -> list[NoticeRow]:
    """What a person was told, the newest first."""
    rows = await Notice.filter(person_id=person_id).order_by("-id").limit(limit).values_list(*COLUMNS)
    return [NoticeRow(*row) for row in rows]


async def find_notice(person_id: int, notice_id: int) -> NoticeRow | None:
    """One of a person's notices."""
    rows = await Notice.filter(person_id=person_id, id=notice_id).values_list(*COLUMNS)
    return NoticeRow(*rows[0]) if rows else None


async def put_read(person_id: int, now: datetime, notice_id: int | None = None) -> None:
    """A person has read one notice, or all of them."""
    query = Notice.filter(person_id=person_id, read_at=None)
    await (query if notice_id is None else query.filter(id=notice_id)).update(read_at=now)


async def list_waiting(way: str) -> list[Waiting]:
    """Whom something waits for, to be sent by mail or push."""
    assert way in WAYS
    text = (
        "SELECT notice.person_id, MIN(notice.created_at), MAX(notice.id), MIN(choice.mail), MIN(choice.mailed_at)"
        " FROM notice LEFT JOIN notice_choice AS choice ON choice.person_id = notice.person_id"
        " WHERE notice.state_of_way = 'waiting' GROUP BY notice.person_id"
    )
    rows = await fetch(writer(), text.replace("state_of_way", f"{way}_state"))
    return [
        Waiting(person_id, since, newest, choice, as_moment(mailed_at))
        for person_id, told, newest, choice, mailed_at in rows
        if (since := as_moment(told)) is not None
    ]


async def claim_notices(way: str, person_id: int, job: str) -> list[int]:
    """Take what waits for a person, so that this job alone sends it; the same again for the same job."""
    waiting = {"person_id": person_id, f"{way}_state": "waiting"}
    await Notice.filter(**waiting).update(**{f"{way}_state": "sending", f"{way}_job": job})
    taken = {"person_id": person_id, f"{way}_state": "sending", f"{way}_job": job}
    return [int(one) for one in await Notice.filter(**taken).order_by("id").values_list("id", flat=True)]  # type: ignore[call-overload]


async def list_by_ids(ids: Collection[int]) -> list[NoticeRow]:
    """These notices, oldest first."""
    return [NoticeRow(*row) for row in await Notice.filter(id__in=list(ids)).order_by("id").values_list(*COLUMNS)]


async def put_sent(way: str, ids: Collection[int], state: str) -> None:
    """What became of them: sent, unwanted or refused."""
    await Notice.filter(id__in=list(ids)).update(**{f"{way}_state": state})


async def find_choice(person_id: int) -> str | None:
    """How a person wants mail; None when they never said."""
    rows = await NoticeChoice.filter(person_id=person_id).values_list("mail", flat=True)
    return str(rows[0]) if rows else None


async def put_choice(person_id: int, mail: str) -> None:
    """How a person wants mail."""
    text = "INSERT INTO notice_choice (person_id, mail) VALUES ($1, $2) ON CONFLICT (person_id) DO UPDATE SET mail = $2"
    await run(writer(), text, [person_id, mail])


async def put_mailed(person_id: int, mail: str, now: datetime) -> None:
    """Mail went to a person; `mail` is their choice if they never made one."""
    text = (
        "INSERT INTO notice_choice (person_id, mail, mailed_at) VALUES ($1, $2, $3)"
        " ON CONFLICT (person_id) DO UPDATE SET mailed_at = $3"
    )
    await run(writer(), text, [person_id, mail, now])


async def remove_old_notices(before: datetime) -> None:
    """Forget what was told long ago."""
    await Notice.filter(created_at__lt=before).delete()
