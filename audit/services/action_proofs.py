"""A photo that shows what was done about an action."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime
from hashlib import sha256

from audit.blobs import Blobs
from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services import photo_intake
from audit.services.actions import note
from audit.store import action_details, actions, photos
from audit.store.connections import transaction
from audit.store.sights import Sight

NO_PHOTO = N_("Choose a photo: a JPEG, PNG, WebP or HEIC file.")
MOST_PHOTOS = 12
FULL = N_("This action has 12 photos already, or is signed off.")


async def add_proof(sight: Sight, action_id: int, data: bytes, blobs: Blobs, now: datetime) -> None:
    """Keep a photo with an action. Raises BadInput for what is no photo, NotNow once the action is signed off."""
    row = await actions.get_action(sight, action_id)
    if row.status not in actions.UNFINISHED or row.proofs >= MOST_PHOTOS:
        raise NotNow(say(FULL))
    digest = sha256(data).hexdigest()
    inspection = await photo_intake.inspect_bytes(data, photo_intake.UNKNOWN_TYPE)
    if inspection.refusal:
        raise BadInput(say(NO_PHOTO), (Problem("photo", say(NO_PHOTO)),))
    await photo_intake.receive_photo(sight.person_id, digest, in_one_piece(data), inspection.media_type, blobs, now)
    async with transaction():
        photo_id = (await photos.list_held(sight.person_id, [digest]))[digest]
        await photos.put_inspection(photo_id, inspection, now)
        await action_details.add_proof(action_id, photo_id, now)
        await note(sight, "added_proof", action_id, now, photo=digest)


async def in_one_piece(data: bytes) -> AsyncIterator[bytes]:
    """Bytes as they arrive from a form: all at once."""
    yield data
