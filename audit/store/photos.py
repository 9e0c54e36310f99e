"""Photos people sent, and which item of which visit they show. The bytes lie in the photo store."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from audit.store.connections import writer
from audit.store.documents import from_text
from audit.store.models import Photo
from audit.store.raw import Row, Where, fetch, fetch_one, fetch_returned, run, run_many
from audit.store.selections import Selection
from audit.store.sights import Sight


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """A photo whose bytes are in the photo store. Nobody has looked at them yet."""

    sha256: str
    person_id: int
    size_bytes: int
    media_type: str
    received_at: datetime


@dataclass(frozen=True, slots=True)
class WaitingPhoto:
    """A photo nobody has looked at."""

    id: int
    sha256: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a photo turned out to be. `refusal` says why it cannot be shown, empty when it can."""

    media_type: str
    width: int | None = None
    height: int | None = None
    taken_at: str = ""
    latitude: float | None = None
    longitude: float | None = None
    perceptual_hash: str = ""
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class PhotoRow:
    """A photo as pages and reports show it, with the item it shows where it is evidence."""

    id: int
    sha256: str
    size_bytes: int
    media_type: str
    width: int | None
    height: int | None
    taken_at: str
    latitude: float | None
    longitude: float | None
    perceptual_hash: str
    refusal: str
    item: str = ""
    visit_id: str = ""


PHOTO = (
    "photo.id, photo.sha256, photo.size_bytes, photo.media_type, photo.width, photo.height, photo.taken_at,"
    " photo.latitude, photo.longitude, photo.perceptual_hash, photo.refusal"
)


async def put_photo(photo: NewPhoto) -> bool:
    """Keep what is known of a photo. False when this person's photo was known before."""
    added = await fetch_returned(
        writer(),
        "INSERT INTO photo (sha256, person_id, size_bytes, media_type, taken_at, perceptual_hash, refusal, received_at)"
        " VALUES ($1, $2, $3, $4, '', '', '', $5) ON CONFLICT (sha256, person_id) DO NOTHING RETURNING id",
        [photo.sha256, photo.person_id, photo.size_bytes, photo.media_type, photo.received_at],
    )
    return bool(added)


async def list_waiting(limit: int) -> list[WaitingPhoto]:
    """Photos nobody has looked at, the oldest first."""
    rows = await Photo.filter(inspected_at=None).order_by("id").limit(limit).values_list("id", "sha256", "media_type")
    return [WaitingPhoto(*row) for row in rows]


async def put_inspection(photo_id: int, inspection: Inspection, now: datetime) -> None:
    """Write down what a photo turned out to be."""
    await Photo.filter(id=photo_id).update(inspected_at=now, **asdict(inspection))


async def list_held(person_id: int, hashes: Collection[str]) -> dict[str, int]:
    """Which of these photos this person has sent: hash -> id. Other people's do not show."""
    if not hashes:
        return {}
    where = Where(person_id)
    where.conditions.append("person_id = $1")
    where.add_among("sha256", sorted(hashes))
    return {row[0]: row[1] for row in await fetch(writer(), f"SELECT sha256, id FROM photo {where}", where.values)}


async def find_photo(sight: Sight, sha256: str) -> PhotoRow | None:
    """A photo this person sent, or that shows an item of a visit or the proof of an action they may see."""
    where = Where(sha256, sight.person_id)
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    seen = " AND ".join(["evidence.photo_id = photo.id", *where.conditions])
    where.conditions.clear()
    sight.limit(where, "action.branch_id")
    if sight.role == "auditor":
        where.conditions.append("1 = 0")
    proved = " AND ".join(["action_proof.photo_id = photo.id", *where.conditions])
    row = await fetch_one(
        writer(),
        f"SELECT {PHOTO} FROM photo WHERE photo.sha256 = $1 AND (photo.person_id = $2 OR EXISTS (SELECT 1 FROM evidence"
        f" JOIN visit ON visit.id = evidence.visit_id WHERE {seen}) OR EXISTS (SELECT 1 FROM action_proof JOIN action"
        f" ON action.id = action_proof.action_id WHERE {proved})) ORDER BY photo.id LIMIT 1",
        where.values,
    )
    return PhotoRow(*row) if row else None


async def list_photos(visit_ids: Collection[str]) -> list[PhotoRow]:
    """The photos of visits that somebody has already been let see, in the order of items."""
    where = Where()
    where.add_among("evidence.visit_id", visit_ids)
    rows = await fetch(
        writer(),
        f"SELECT {PHOTO}, evidence.item, evidence.visit_id FROM evidence JOIN photo ON photo.id = evidence.photo_id"
        f" {where} ORDER BY evidence.visit_id, evidence.position, evidence.id",
        where.values,
    )
    return [photo_row(row) for row in rows]


def photo_row(row: Row) -> PhotoRow:
    """A photo from the columns of PHOTO, its item and its visit."""
    return PhotoRow(*row)


async def add_evidence(visit_id: str, shown: Sequence[tuple[str, int]]) -> None:
    """Say which items of a visit photos show: (item, photo id), in order."""
    await run_many(
        writer(),
        "INSERT INTO evidence (visit_id, item, photo_id, position) VALUES ($1, $2, $3, $4)",
        [(visit_id, item, photo_id, position) for position, (item, photo_id) in enumerate(shown)],
    )


async def remove_evidence(visit_id: str) -> None:
    """Forget what the photos of a visit showed. The photos stay."""
    await run(writer(), "DELETE FROM evidence WHERE visit_id = $1", [visit_id])


async def list_hashes() -> list[str]:
    """Every photo's hash, once."""
    return [row[0] for row in await Photo.all().distinct().order_by("sha256").values_list("sha256")]


@dataclass(frozen=True, slots=True)
class BrokenPhoto:
    """A photo of a standard that was broken; `promise` by language."""

    sha256: str
    visit_id: str
    standard_id: int
    promise: Mapping[str, str]
    width: int
    height: int


async def list_broken_photos(sight: Sight, selection: Selection, limit: int) -> list[BrokenPhoto]:
    """Photos that show broken standards on the visits of a selection, the latest first."""
    where = Where()
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    selection.limit_visits(where)
    if selection.standard_id is not None:
        where.add("one.standard_id = {}", selection.standard_id)
    where.conditions.append("photo.refusal = '' AND NOT one.is_kept")
    rows = await fetch(
        writer(),
        "SELECT photo.sha256, visit.id, one.standard_id, standard.promise, photo.width, photo.height FROM evidence"
        " JOIN photo ON photo.id = evidence.photo_id JOIN visit ON visit.id = evidence.visit_id"
        " JOIN branch ON branch.id = visit.branch_id LEFT JOIN region ON region.id = branch.region_id"
        " JOIN checklist_version ON checklist_version.id = visit.version_id"
        " JOIN checklist ON checklist.id = checklist_version.checklist_id"
        " JOIN standard_result AS one ON one.visit_id = visit.id AND one.item = evidence.item"
        f" JOIN standard ON standard.id = one.standard_id {where}"
        f" ORDER BY visit.visit_date DESC, visit.id, evidence.position LIMIT {int(limit)}",
        where.values,
    )
    return [
        BrokenPhoto(sha256, visit_id, standard, from_text(text), width or 4, height or 3)
        for sha256, visit_id, standard, text, width, height in rows
    ]
