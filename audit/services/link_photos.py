"""The photos of a shared report, as thumbnails, to whoever has its link: those that were frozen with it and no others.

A page can send a code along, a picture cannot: behind a code each picture has a seal that only the opened page knows.
"""

from __future__ import annotations

import hmac

from audit.blobs import Blobs
from audit.errors import NotFound, say
from audit.services.photo_views import picture_of
from audit.store.shared_reports import ShareRow
from audit.store.sights import NOT_HERE, WHOLE_CHAIN

SEAL_LETTERS = 32
LinkPhotos = tuple[tuple[str, str], ...]


def link_photos(row: ShareRow, href: str, secret: str) -> LinkPhotos:
    """The address of each photo, and what it shows."""
    return tuple((f"{href}/photos/{sha256}{sealed(row, sha256, secret)}", said) for sha256, said in photos_in(row))


def photos_in(row: ShareRow) -> LinkPhotos:
    """The hash of each photo of a report, and what it shows. Reports of long ago say none."""
    return tuple((sha256, said) for sha256, said in row.document.get("photos", ()))


def sealed(row: ShareRow, sha256: str, secret: str) -> str:
    """What follows a photo's address where the report opens with a code."""
    return f"?seal={seal_of(row, sha256, secret)}" if row.code_hash else ""


def seal_of(row: ShareRow, sha256: str, secret: str) -> str:
    """The seal of one photo of one report."""
    said = f"report photo:{row.id}:{sha256}:{row.code_hash}"
    return hmac.new(secret.encode(), said.encode(), "sha256").hexdigest()[:SEAL_LETTERS]


async def picture_of_link(row: ShareRow, sha256: str, seal: str, secret: str, blobs: Blobs) -> bytes:
    """A thumbnail as JPEG. Raises NotFound for a photo that is not the report's, and for a seal that is not ours."""
    is_sealed = row.code_hash is None or hmac.compare_digest(seal.encode(), seal_of(row, sha256, secret).encode())
    if not is_sealed or sha256 not in {one for one, _ in photos_in(row)}:
        raise NotFound(say(NOT_HERE))
    return await picture_of(WHOLE_CHAIN, sha256, "thumbnail", blobs)
