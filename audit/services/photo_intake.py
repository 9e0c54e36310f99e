"""Photos arrive from phones: first their bytes are safe, later somebody looks at what they are.

A phone does not wait for a photo to be decoded: it is told as soon as the bytes are durable. Whether they
are a photo at all is found out in the background, one at a time; what is none is kept and never shown.
"""

from __future__ import annotations

import asyncio
import re
import weakref
from collections.abc import AsyncIterable, AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from audit.blobs import Blobs
from audit.errors import AuditError, BrokenEnvironment, NotFound
from audit.imaging import Photo, inspect_photo
from audit.store import photos
from audit.store.connections import transaction
from audit.store.photos import Inspection, NewPhoto, WaitingPhoto

MEDIA_TYPE = re.compile(r"[a-z]{1,16}/[a-z0-9.+-]{1,15}")
UNKNOWN_TYPE = "application/octet-stream"
# Phones that send four photos with a visit send them at once: let them finish first.
QUIET_SECONDS = 1.0
AGAIN_SECONDS = 30.0
AT_ONCE = 20

# An event belongs to the event loop that waits for it; tests and the command line run several.
_arrivals: weakref.WeakKeyDictionary[asyncio.AbstractEventLoop, asyncio.Event] = weakref.WeakKeyDictionary()


async def receive_photo(
    person_id: int, sha256: str, chunks: AsyncIterable[bytes], declared_type: str, blobs: Blobs, now: datetime
) -> bool:
    """Keep a photo; returning means that its bytes and its row are durable. False when this person sent it before.

    Raises BadInput when the bytes have another hash, TooLarge past the limit; nothing is kept then.
    """
    size_bytes = await blobs.put(sha256, chunks)
    media_type = declared_type if MEDIA_TYPE.fullmatch(declared_type) else UNKNOWN_TYPE
    async with transaction():
        is_new = await photos.put_photo(NewPhoto(sha256, person_id, size_bytes, media_type, now))
    arrived().set()
    return is_new


def arrived() -> asyncio.Event:
    """Set when a photo has come in that nobody has looked at."""
    return _arrivals.setdefault(asyncio.get_running_loop(), asyncio.Event())


@asynccontextmanager
async def inspecting_photos(blobs: Blobs) -> AsyncIterator[None]:
    """Look at photos in the background for as long as the context lasts: what a server runs."""
    task = asyncio.create_task(keep_inspecting(blobs))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def keep_inspecting(blobs: Blobs) -> None:
    """Inspect what waits, then wait for more. Trouble with the disk or the database is waited out."""
    while True:
        arrived().clear()
        try:
            while await inspect_waiting(blobs, datetime.now(UTC)):
                pass
        except BrokenEnvironment:
            await asyncio.sleep(AGAIN_SECONDS)
            continue
        await arrived().wait()
        await asyncio.sleep(QUIET_SECONDS)


async def inspect_waiting(blobs: Blobs, now: datetime) -> int:
    """Inspect some of the photos nobody has looked at; how many there were."""
    waiting = await photos.list_waiting(AT_ONCE)
    for photo in waiting:
        await photos.put_inspection(photo.id, await inspect(photo, blobs), now)
    return len(waiting)


async def inspect(photo: WaitingPhoto, blobs: Blobs) -> Inspection:
    """What a photo is, or why it cannot be shown."""
    try:
        data = await blobs.read(photo.sha256)
    except NotFound as error:
        return Inspection(media_type=photo.media_type, refusal=str(error.sentence)[:300])
    return await inspect_bytes(data, photo.media_type)


async def inspect_bytes(data: bytes, media_type: str) -> Inspection:
    """What bytes are, or why they cannot be shown."""
    try:
        return known(await asyncio.to_thread(inspect_photo, data))
    except BrokenEnvironment:
        raise
    except AuditError as error:
        return Inspection(media_type=media_type, refusal=str(error.sentence)[:300])


def known(photo: Photo) -> Inspection:
    """What is kept of a decoded photo."""
    taken_at = photo.taken_at.isoformat() if photo.taken_at is not None else ""
    return Inspection(
        photo.type, photo.width, photo.height, taken_at, photo.latitude, photo.longitude, photo.fingerprint
    )
