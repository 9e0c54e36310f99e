"""Photos people sent, and which item of which visit they show. The bytes lie in the photo store."""

# ruff: noqa: S608 - texts are put together from our own names; values are never part of one

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.store.connections import writer
from audit.store.models import Photo
from audit.store.raw import Row, Where, fetch, fetch_one, run, run_many
from audit.store.sights import Sight


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """What is known of a photo when its bytes are in the photo store. `refusal` says why it cannot be shown."""

    sha256: str
    person_id: int
    size_bytes: int
    media_type: str
    received_at: datetime
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


COLUMNS = (
    "sha256", "person_id", "size_bytes", "media_type", "received_at", "width", "height", "taken_at", "latitude",
    "longitude", "perceptual_hash", "refusal",
)  # fmt: skip
PHOTO = (
    "photo.id, photo.sha256, photo.size_bytes, photo.media_type, photo.width, photo.height, photo.taken_at,"
    " photo.latitude, photo.longitude, photo.perceptual_hash, photo.refusal"
)


async def put_photo(photo: NewPhoto) -> bool:
    """Keep what is known of a photo. False when this person's photo was known before."""
    places = ", ".join(f"${number}" for number in range(1, len(COLUMNS) + 1))
    added = await run(
        writer(),
        f"INSERT INTO photo ({', '.join(COLUMNS)}) VALUES ({places}) ON CONFLICT (sha256, person_id) DO NOTHING",
        [getattr(photo, column) for column in COLUMNS],
    )
    return added > 0


async def list_held(person_id: int, hashes: Collection[str]) -> dict[str, int]:
    """Which of these photos this person has sent: hash -> id. Other people's do not show."""
    if not hashes:
        return {}
    where = Where(person_id)
    where.conditions.append("person_id = $1")
    where.add_among("sha256", sorted(hashes))
    return {row[0]: row[1] for row in await fetch(writer(), f"SELECT sha256, id FROM photo {where}", where.values)}


async def find_photo(sight: Sight, sha256: str) -> PhotoRow | None:
    """A photo this person sent, or that shows an item of a visit they may see."""
    where = Where(sha256, sight.person_id)
    sight.limit(where, "visit.branch_id", "visit.auditor_id")
    seen = " AND ".join(["evidence.photo_id = photo.id", *where.conditions])
    row = await fetch_one(
        writer(),
        f"SELECT {PHOTO} FROM photo WHERE photo.sha256 = $1 AND (photo.person_id = $2 OR EXISTS (SELECT 1 FROM evidence"
        f" JOIN visit ON visit.id = evidence.visit_id WHERE {seen})) ORDER BY photo.id LIMIT 1",
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
