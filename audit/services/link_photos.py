"""The photos of a shared report, to whoever has its link: those that were frozen with it and no others.

A page can send a code along, a picture cannot: behind a code each picture has a seal that only the opened page knows.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from urllib.parse import urlencode

from audit.blobs import Blobs
from audit.errors import NotFound, say
from audit.services.photo_views import picture_of
from audit.store.shared_reports import ShareRow
from audit.store.sights import NOT_HERE, WHOLE_CHAIN

SEAL_LETTERS = 32


@dataclass(frozen=True, slots=True)
class LinkPhoto:
    """A photo on a report's page: its thumbnail, where it is seen larger, and what it shows."""

    thumbnail: str
    href: str
    said: str


def link_photos(row: ShareRow, href: str, secret: str) -> tuple[LinkPhoto, ...]:
    """Each photo of a report, at the addresses below its page."""
    return tuple(link_photo(row, href, secret, sha256, said) for sha256, said in photos_in(row))


def link_photo(row: ShareRow, href: str, secret: str, sha256: str, said: str) -> LinkPhoto:
    """One of them."""
    address, seal = f"{href}/photos/{sha256}", {"seal": seal_of(row, sha256, secret)} if row.code_hash else {}
    small = f"{address}?{urlencode(seal)}" if seal else address
    return LinkPhoto(small, f"{address}?{urlencode({'size': 'screen', **seal})}", said)


def photos_in(row: ShareRow) -> tuple[tuple[str, str], ...]:
    """The hash of each photo of a report, and what it shows. Reports of long ago say none."""
    return tuple((sha256, said) for sha256, said in row.document.get("photos", ()))


def seal_of(row: ShareRow, sha256: str, secret: str) -> str:
    """The seal of one photo of one report."""
    said = f"report photo:{row.id}:{sha256}:{row.code_hash}"
    return hmac.new(secret.encode(), said.encode(), "sha256").hexdigest()[:SEAL_LETTERS]


async def picture_of_link(row: ShareRow, sha256: str, size: str, seal: str, secret: str, blobs: Blobs) -> bytes:
    """A JPEG in one of SIZES. Raises NotFound for a photo that is not the report's, and for a seal that is not ours."""
    is_sealed = row.code_hash is None or hmac.compare_digest(seal.encode(), seal_of(row, sha256, secret).encode())
    if not is_sealed or sha256 not in {one for one, _ in photos_in(row)}:
        raise NotFound(say(NOT_HERE))
    return await picture_of(WHOLE_CHAIN, sha256, size, blobs)
