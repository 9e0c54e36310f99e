"""Standards, checklists and their frozen versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.errors import N_, NotFound, say
from audit.store.connections import writer
from audit.store.documents import to_text
from audit.store.models import Checklist, ChecklistVersion, Standard
from audit.store.raw import can_hold, fetch, run, run_many

LONGEST_KEY = 200
NO_CHECKLIST = N_("There is no checklist {key}.")
NO_VERSION = N_("There is no version {number} of the checklist {key}.")


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A standard: what the chain promises, and where on the guest's journey."""

    id: int
    key: str
    promise: Mapping[str, str]
    touchpoint: str
    values: Sequence[str]
    source: str
    sop: Mapping[str, str]
    position: int


@dataclass(frozen=True, slots=True)
class NewStandard:
    """What a published checklist says of a standard."""

    key: str
    promise: Mapping[str, str]
    touchpoint: str = ""
    values: Sequence[str] = ()
    source: str = ""
    sop: Mapping[str, str] | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A checklist with the number of its newest version; 0 when none was published."""

    id: int
    key: str
    name: Mapping[str, str]
    channel: str
    draft: Mapping[str, Any] | None
    retired_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A frozen version. `document` is the JSON that `parse_checklist` takes."""

    id: int
    checklist_id: int
    key: str
    number: int
    content_hash: str
    document: Mapping[str, Any]
    standard_ids: Mapping[str, int]
    published_at: datetime


STANDARD = ("id", "key", "promise", "touchpoint", "values", "source", "sop", "position")
CHECKLIST = ("id", "key", "name", "channel", "draft", "retired_at")
VERSION = ("id", "checklist_id", "checklist__key", "number", "content_hash", "document", "standard_ids", "published_at")


async def list_standards() -> list[StandardRow]:
    """Every standard, in the order of the guest's journey."""
    return [StandardRow(*row) for row in await Standard.all().order_by("position", "id").values_list(*STANDARD)]


async def list_standard_ids() -> dict[str, int]:
    """The id of every standard by its key."""
    return {str(key): int(standard_id) for key, standard_id in await Standard.all().values_list("key", "id")}


async def put_standards(standards: Sequence[NewStandard]) -> None:
    """Add standards, or bring what is said of them up to date. Their keys and ids never change."""
    await run_many(
        writer(),
        'INSERT INTO standard (key, promise, touchpoint, "values", source, sop, position)'
        " VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (key) DO UPDATE SET promise = excluded.promise,"
        ' touchpoint = excluded.touchpoint, "values" = excluded."values", source = excluded.source,'
        " sop = excluded.sop, position = excluded.position",
        [
            (one.key, to_text(dict(one.promise)), one.touchpoint, to_text(list(one.values)), one.source,
             to_text(dict(one.sop or {})), one.position)
            for one in standards
        ],
    )  # fmt: skip


async def put_positions(positions: Mapping[str, int]) -> None:
    """Where standards stand on the guest's journey, by their keys."""
    rows = [(position, key) for key, position in positions.items()]
    await run_many(writer(), "UPDATE standard SET position = $1 WHERE key = $2 AND position <> $1", rows)


async def list_checklists() -> list[ChecklistRow]:
    """Every checklist, by key."""
    return [ChecklistRow(*row) for row in await Checklist.all().order_by("key").values_list(*CHECKLIST)]


async def find_checklist(key: str) -> ChecklistRow | None:
    """The checklist of this key."""
    if not can_hold(LONGEST_KEY, key):
        return None
    row = await Checklist.get_or_none(key=key).values_list(*CHECKLIST)
    return ChecklistRow(*row) if row else None


async def find_checklist_id(key: str) -> int | None:
    """The id of the checklist of this key, without its draft."""
    if not can_hold(LONGEST_KEY, key):
        return None
    row = await Checklist.filter(key=key).first().values_list("id")
    return int(row[0]) if row else None


async def find_checklist_to_change(key: str) -> ChecklistRow | None:
    """The same inside a transaction, and nobody else changes it until that ends."""
    if not can_hold(LONGEST_KEY, key):
        return None
    row = await Checklist.filter(key=key).select_for_update().first().values_list(*CHECKLIST)
    return ChecklistRow(*row) if row else None


async def put_checklist(key: str, name: Mapping[str, str], channel: str, draft: Mapping[str, Any] | None) -> int:
    """Add a checklist or change its name, channel and draft; its id."""
    values: dict[str, Any] = {"name": dict(name), "channel": channel, "draft": draft}
    checklist = await Checklist.get_or_none(key=key) or Checklist(key=key)
    checklist.update_from_dict(values)
    await checklist.save()
    return checklist.id


async def put_draft(checklist_id: int, draft: Mapping[str, Any] | None) -> None:
    """Keep a draft, or none."""
    await Checklist.filter(id=checklist_id).update(draft=dict(draft) if draft is not None else None)


async def find_newest_number(checklist_id: int) -> int:
    """The number of the newest version of a checklist; 0 when none was published."""
    row = await fetch(writer(), "SELECT MAX(number) FROM checklist_version WHERE checklist_id = $1", [checklist_id])
    return int(row[0][0] or 0)


async def find_version(key: str, number: int | None = None) -> VersionRow | None:
    """One version of a checklist, by default the newest."""
    if not can_hold(LONGEST_KEY, key):
        return None
    query = ChecklistVersion.filter(checklist__key=key)
    if number is not None:
        query = query.filter(number=number)
    row = await query.order_by("-number").first().values_list(*VERSION)
    return VersionRow(*row) if row else None


async def get_version(key: str, number: int | None = None) -> VersionRow:
    """The same. Raises NotFound."""
    version = await find_version(key, number)
    if version is None:
        sentence = say(NO_CHECKLIST, key=key) if number is None else say(NO_VERSION, key=key, number=number)
        raise NotFound(sentence)
    return version


async def get_version_by_id(version_id: int) -> VersionRow:
    """The version a visit is pinned to."""
    return VersionRow(*await ChecklistVersion.get(id=version_id).values_list(*VERSION))


async def get_content_hash(version_id: int) -> str:
    """What a version is known by, without its document."""
    return str(await ChecklistVersion.get(id=version_id).values_list("content_hash", flat=True))


async def list_versions(key: str) -> list[VersionRow]:
    """Every version of a checklist, oldest first."""
    query = ChecklistVersion.filter(checklist__key=key).order_by("number")
    return [VersionRow(*row) for row in await query.values_list(*VERSION)]


async def put_version(
    checklist_id: int,
    content_hash: str,
    document: Mapping[str, Any],
    standard_ids: Mapping[str, int],
    now: datetime,
) -> int:
    """Freeze a document as the next version; its number. The same content again gives the number it has."""
    numbers = dict(await ChecklistVersion.filter(checklist_id=checklist_id).values_list("content_hash", "number"))
    if content_hash in numbers:
        return int(numbers[content_hash])
    number = max(numbers.values(), default=0) + 1
    await run(
        writer(),
        "INSERT INTO checklist_version (checklist_id, number, content_hash, document, standard_ids, published_at)"
        " VALUES ($1, $2, $3, $4, $5, $6)",
        [checklist_id, number, content_hash, to_text(dict(document)), to_text(dict(standard_ids)), now],
    )
    return int(number)


async def list_newest_numbers() -> dict[int, int]:
    """The number of the newest version of each checklist that was published, by the checklist's id."""
    rows = await fetch(writer(), "SELECT checklist_id, MAX(number) FROM checklist_version GROUP BY checklist_id")
    return {int(checklist_id): int(number) for checklist_id, number in rows}
