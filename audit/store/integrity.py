"""What is read to find reasons to look again: acts of a visit, the auditor's latest visits, photos seen before."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.raw import Where, fetch, fetch_one
from audit.store.selections import COUNTED

RECENT = 60
PRINTS = 500
COMINGS = 200


@dataclass(frozen=True, slots=True)
class RecentVisit:
    """One of an auditor's latest visits with a checklist."""

    id: str
    percent: float | None
    answers: Mapping[str, Any]


async def list_acts(visit_id: str, person_id: int) -> list[tuple[str, str, Mapping[str, Any]]]:
    """(item, field, op) of what an auditor's devices sent of a visit, in order of receipt."""
    text = "SELECT item, field, body FROM op WHERE visit_id = $1 AND person_id = $2 AND NOT is_rejected ORDER BY id"
    return [(row[0], row[1], from_text(row[2])) for row in await fetch(writer(), text, [visit_id, person_id])]


@dataclass(frozen=True, slots=True)
class Coming:
    """An act by which somebody arrived at a branch or left it (`field`), and where that is."""

    visit_id: str
    field: str
    body: Mapping[str, Any]
    latitude: float
    longitude: float


async def list_comings(auditor_id: int, but: str, since: datetime, until: datetime) -> list[Coming]:
    """How an auditor came and went on other visits that were begun in a span, to branches whose place is known."""
    rows = await fetch(
        writer(),
        "SELECT op.visit_id, op.field, op.body, branch.latitude, branch.longitude FROM visit"
        " JOIN branch ON branch.id = visit.branch_id JOIN op ON op.visit_id = visit.id"
        " WHERE visit.auditor_id = $1 AND visit.id <> $2 AND visit.started_at >= $3 AND visit.started_at <= $4"
        " AND visit.status NOT IN ('cancelled', 'rejected') AND op.person_id = $1 AND op.field IN ('arrive', 'leave')"
        f" AND NOT op.is_rejected AND branch.latitude IS NOT NULL AND branch.longitude IS NOT NULL"
        f" ORDER BY op.id LIMIT {COMINGS}",
        [auditor_id, but, since, until],
    )
    return [Coming(row[0], row[1], from_text(row[2]), float(row[3]), float(row[4])) for row in rows]


async def list_recent(auditor_id: int, checklist: str, but: str) -> list[RecentVisit]:
    """An auditor's latest counted visits with a checklist, beside one."""
    where = Where(auditor_id, checklist, but)
    where.conditions.append("visit.auditor_id = $1 AND checklist.key = $2 AND visit.id <> $3")
    where.add_among("visit.status", COUNTED)
    rows = await fetch(
        writer(),
        "SELECT visit.id, result.percent_micro, visit.answers FROM visit"
        " JOIN checklist_version ON checklist_version.id = visit.version_id"
        " JOIN checklist ON checklist.id = checklist_version.checklist_id"
        f" LEFT JOIN result ON result.visit_id = visit.id AND result.is_current {where}"
        f" ORDER BY visit.visit_date DESC, visit.id DESC LIMIT {RECENT}",
        where.values,
    )
    return [RecentVisit(row[0], None if row[1] is None else row[1] / 1_000_000, from_text(row[2])) for row in rows]


async def list_outcomes(visit_ids: Collection[str]) -> list[tuple[str, str, float | None]]:
    """(item, state, seconds) of every standard on these visits."""
    where = Where()
    where.add_among("visit_id", visit_ids)
    rows = await fetch(writer(), f"SELECT item, state, seconds FROM standard_result {where}", where.values)
    return [(row[0], row[1], row[2]) for row in rows]


async def count_not_applicable(checklist: str) -> tuple[int, int]:
    """(n/a, all answers) of every auditor with a checklist, from the sums."""
    row = await fetch_one(
        writer(),
        "SELECT SUM(not_applicable), SUM(not_applicable + counted) FROM standard_total"
        " JOIN checklist ON checklist.id = standard_total.checklist_id WHERE checklist.key = $1 AND month = 0",
        [checklist],
    )
    return (int(row[0] or 0), int(row[1] or 0)) if row else (0, 0)


async def list_same_photos(visit_id: str) -> list[tuple[str, str]]:
    """(item, other visit) where the very bytes of a photo of this visit show something on another."""
    rows = await fetch(
        writer(),
        "SELECT DISTINCT mine.item, other.visit_id FROM evidence AS mine JOIN photo ON photo.id = mine.photo_id"
        " JOIN photo AS twin ON twin.sha256 = photo.sha256 JOIN evidence AS other ON other.photo_id = twin.id"
        " WHERE mine.visit_id = $1 AND other.visit_id <> $1 ORDER BY 1, 2 LIMIT 50",
        [visit_id],
    )
    return [(row[0], row[1]) for row in rows]


async def list_prints(visit_id: str) -> list[tuple[str, str]]:
    """(item, fingerprint) of the photos of a visit."""
    text = (
        "SELECT evidence.item, photo.perceptual_hash FROM evidence JOIN photo ON photo.id = evidence.photo_id"
        " WHERE evidence.visit_id = $1 AND photo.perceptual_hash <> ''"
    )
    return [(row[0], row[1]) for row in await fetch(writer(), text, [visit_id])]


async def list_other_prints(person_id: int, visit_id: str) -> list[tuple[str, str]]:
    """(visit, fingerprint) of the latest photos that a person showed on other visits."""
    rows = await fetch(
        writer(),
        "SELECT evidence.visit_id, photo.perceptual_hash FROM photo JOIN evidence ON evidence.photo_id = photo.id"
        " WHERE photo.person_id = $1 AND evidence.visit_id <> $2 AND photo.perceptual_hash <> ''"
        f" ORDER BY photo.id DESC LIMIT {PRINTS}",
        [person_id, visit_id],
    )
    return [(row[0], row[1]) for row in rows]
