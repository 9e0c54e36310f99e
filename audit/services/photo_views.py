"""Photos as people see them: made anew from the pixels, for those who may see the visit they show."""

from __future__ import annotations

import asyncio
from collections import OrderedDict

from audit.blobs import Blobs
from audit.errors import NotFound, say
from audit.imaging import SCREEN_PIXELS, THUMBNAIL_PIXELS, derive
from audit.store import photos
from audit.store.sights import NOT_HERE, Sight

SIZES = {"thumbnail": THUMBNAIL_PIXELS, "screen": SCREEN_PIXELS}
REMEMBERED_BYTES = 8 * 1024 * 1024


class Thumbnails:
    """The thumbnails asked for last, so that a page of visits does not decode its photos again each time."""

    def __init__(self) -> None:
        self.pictures: OrderedDict[str, bytes] = OrderedDict()
        self.size = 0

    def find(self, sha256: str) -> bytes | None:
        """A thumbnail, if it was asked for lately."""
        picture = self.pictures.get(sha256)
        if picture is not None:
            self.pictures.move_to_end(sha256)
        return picture

    def keep(self, sha256: str, picture: bytes) -> None:
        """Remember a thumbnail, and forget the longest unused beyond the bound."""
        self.size += len(picture) - len(self.pictures.pop(sha256, b""))
        self.pictures[sha256] = picture
        while self.size > REMEMBERED_BYTES:
            self.size -= len(self.pictures.popitem(last=False)[1])


thumbnails = Thumbnails()


async def picture_of(sight: Sight, sha256: str, size: str, blobs: Blobs) -> bytes:
    """A JPEG of a photo in one of SIZES. Raises NotFound when it is not there or not theirs to see."""
    photo = await photos.find_photo(sight, sha256)
    if photo is None or photo.refusal or size not in SIZES:
        raise NotFound(say(NOT_HERE))
    known = thumbnails.find(sha256) if size == "thumbnail" else None
    if known is not None:
        return known
    original = await blobs.read(sha256)
    picture = await asyncio.to_thread(derive, original, SIZES[size])
    if size == "thumbnail":
        thumbnails.keep(sha256, picture)
    return picture
