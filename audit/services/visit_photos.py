"""The photos of a visit, under the item each shows."""

from __future__ import annotations

from audit.services.visit_answers import PhotoView
from audit.store import photos


async def photos_by_item(visit_id: str) -> dict[str, list[PhotoView]]:
    """The photos of a visit that can be shown, under the item each shows."""
    shown: dict[str, list[PhotoView]] = {}
    for photo in await photos.list_photos([visit_id]):
        if not photo.refusal:
            shown.setdefault(photo.item, []).append(PhotoView(photo.sha256, photo.width or 4, photo.height or 3))
    return shown
