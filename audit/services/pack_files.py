"""A pack as files: one archive of all its PDFs, written as it is sent, and a list of all its links."""

from __future__ import annotations

import re
import zipfile
from collections.abc import AsyncIterator, Sequence

from audit.blobs import Blobs
from audit.services.exports import line
from audit.services.sharing import pack_token
from audit.store.shared_reports import ShareRow

LINK_COLUMNS = ("branch", "report", "revision", "language", "expires", "link", "region")
"""Of a region's report the branch is empty."""


class Outgoing:
    """What a zip writes into: bytes that are taken away as soon as they are there."""

    def __init__(self) -> None:
        self._waiting = bytearray()
        self._sent = 0

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        self._waiting += data
        return len(data)

    def tell(self) -> int:
        """How many there were so far."""
        return self._sent + len(self._waiting)

    def flush(self) -> None:
        """There is nothing to be done."""

    def take(self) -> bytes:
        """The bytes since the last time."""
        taken = bytes(self._waiting)
        self._sent += len(taken)
        self._waiting.clear()
        return taken


async def zip_pieces(rows: Sequence[ShareRow], blobs: Blobs) -> AsyncIterator[bytes]:
    """An archive with a PDF for each report; one of them is in memory at a time. PDFs are compressed already."""
    out = Outgoing()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload] # it only writes
        for row in rows:
            entry = zipfile.ZipInfo(file_name(row), row.made_at.timetuple()[:6])
            archive.writestr(entry, await blobs.read(row.pdf_sha256))
            yield out.take()
    yield out.take()


def file_name(row: ShareRow) -> str:
    """A name that fits every file system and tells the branch, or that it is a region and which."""
    name = row.subject if row.kind == "branch" else f"{row.kind}-{row.subject}"
    return f"{re.sub(r'[^A-Za-z0-9._-]+', '-', name)[:80]}-{row.id}.pdf"


def link_lines(rows: Sequence[ShareRow], site: str, secret: str) -> str:
    """A CSV with the link of each report of a pack, made from our secret."""
    lines = [line(LINK_COLUMNS)]
    for row in rows:
        link = f"{site}/shared/{pack_token(secret, row.pack or '', row.subject, row.kind)}"
        title, expires = str(row.document.get("title", "")), row.expires_at.date().isoformat()
        branch, region = (row.subject, "") if row.kind == "branch" else ("", row.subject)
        lines.append(line([branch, title, row.revision, row.language, expires, link, region]))
    return "".join(lines)
