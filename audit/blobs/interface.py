"""What every photo store can do, and how its bytes are named."""

from __future__ import annotations

import re
from collections.abc import AsyncIterable, AsyncIterator
from typing import Protocol

from audit.errors import N_, BadInput, say

LARGEST_BLOB_BYTES = 25 * 1024 * 1024

_NAME = re.compile(r"[0-9a-f]{64}")


class Blobs(Protocol):
    """Bytes under their SHA-256 (64 digits, 0 to f), which every method checks.

    A store that is full, read-only or gone raises BrokenEnvironment, and works again as soon as it can.
    """

    async def put(self, sha256: str, chunks: AsyncIterable[bytes], limit_bytes: int = LARGEST_BLOB_BYTES) -> int:
        """Keep what arrives in `chunks`, durably, and return its number of bytes; again is harmless.

        Raises TooLarge past the limit and BadInput when the bytes have another hash; nothing is kept then.
        """

    async def read(self, sha256: str) -> bytes:
        """All bytes; raises NotFound."""

    def stream(self, sha256: str) -> AsyncIterator[bytes]:
        """The bytes in pieces, for backups and re-hashing; raises NotFound at the first."""

    async def has(self, sha256: str) -> bool:
        """Whether the store keeps these bytes."""

    async def remove(self, sha256: str) -> None:
        """Forget these bytes for good; harmless when they are not there."""

    def list_hashes(self) -> AsyncIterator[str]:
        """Every name, in order."""

    async def sweep(self) -> int:
        """Remove what interrupted uploads left behind, and nothing that is still arriving; how many there were."""

    async def check(self) -> int:
        """Write a little and forget it; the number of bytes there is room for. Raises BrokenEnvironment."""


def check_name(sha256: str) -> None:
    """Refuse what is no SHA-256 in small hexadecimal digits: names become paths."""
    if not _NAME.fullmatch(sha256):
        raise BadInput(say(N_("A photo is named by its SHA-256: 64 digits from 0 to 9 and a to f.")))
