"""The demo's pictures as photos that auditors sent: bytes in the photo store, a row for each who sent them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from audit.blobs import Blobs
from audit.imaging import inspect_photo
from audit.services.photo_intake import known
from audit.store import photos
from audit.store.photos import Inspection, NewPhoto


@dataclass(frozen=True, slots=True)
class KeptPicture:
    """A picture in the photo store, and what it turned out to be."""

    sha256: str
    size_bytes: int
    inspection: Inspection


KeptPictures = Mapping[str, KeptPicture]


async def keep_pictures(blobs: Blobs, drawn: Mapping[str, bytes]) -> dict[str, KeptPicture]:
    """Put pictures into the photo store; by name, what is known of each."""
    kept = {}
    for name, data in drawn.items():
        name_of_bytes = sha256(data).hexdigest()
        size_bytes = await blobs.put(name_of_bytes, _in_one(data))
        kept[name] = KeptPicture(name_of_bytes, size_bytes, known(await asyncio.to_thread(inspect_photo, data)))
    return kept


async def add_photos(person_id: int, pictures: KeptPictures, names: Iterable[str], now: datetime) -> dict[str, int]:
    """The ids, by hash, of a person's photos of these pictures."""
    wanted = [pictures[name] for name in sorted(set(names))]
    for picture in wanted:
        await photos.put_photo(
            NewPhoto(picture.sha256, person_id, picture.size_bytes, picture.inspection.media_type, now)
        )
    held = await photos.list_held(person_id, [picture.sha256 for picture in wanted])
    for picture in wanted:
        await photos.put_inspection(held[picture.sha256], picture.inspection, now)
    return held


async def _in_one(data: bytes) -> AsyncIterator[bytes]:
    yield data
