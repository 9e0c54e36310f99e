"""The embedded photo store: a folder with two levels of folders in it, so that none grows too long to read."""

from __future__ import annotations

import os
import re
import tempfile
from asyncio import to_thread
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Callable
from contextlib import aclosing
from pathlib import Path

from audit.blobs.disks import FULL, disk_errors, make_folder, sync_folder
from audit.blobs.incoming import Incoming, sweep_folder
from audit.blobs.interface import LARGEST_BLOB_BYTES, check_name
from audit.errors import N_, BrokenEnvironment, NotFound, TooLarge, say

_BLOCK_BYTES = 256 * 1024  # what is gathered in memory for one trip to a thread and to the disk
_LEAST_ROOM_BYTES = 1024 * 1024


class FolderBlobs:
    """Blobs in `folder/ab/cd/abcd…`; uploads grow in `folder/incoming`, on the same disk."""

    def __init__(self, folder: Path, reached: Callable[[str], None]) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._reached = reached

    async def put(self, sha256: str, chunks: AsyncIterable[bytes], limit_bytes: int = LARGEST_BLOB_BYTES) -> int:
        place = self._place(sha256)
        incoming = Incoming(self._incoming, self._reached)
        try:
            async with aclosing(_blocks(chunks, limit_bytes)) as blocks:
                async for block in blocks:
                    await to_thread(incoming.write, block)
            # Also when the place is taken: the same bytes replace each other, and a damaged file is healed.
            await to_thread(incoming.keep, place, sha256)
        finally:
            incoming.discard()
        return incoming.size_bytes

    async def read(self, sha256: str) -> bytes:
        return await to_thread(_read, self._place(sha256))

    async def stream(self, sha256: str) -> AsyncIterator[bytes]:
        place, start = self._place(sha256), 0
        while block := await to_thread(_read, place, start, _BLOCK_BYTES):
            yield block
            start += len(block)

    async def has(self, sha256: str) -> bool:
        return await to_thread(_has, self._place(sha256))

    async def remove(self, sha256: str) -> None:
        await to_thread(_remove, self._place(sha256))

    async def list_hashes(self) -> AsyncIterator[str]:
        for first in await to_thread(_names, self._folder, r"[0-9a-f]{2}"):
            for second in await to_thread(_names, self._folder / first, r"[0-9a-f]{2}"):
                for name in await to_thread(_names, self._folder / first / second, rf"{first}{second}[0-9a-f]{{60}}"):
                    yield name

    async def sweep(self) -> int:
        return await to_thread(sweep_folder, self._incoming)

    async def check(self) -> int:
        return await to_thread(_check, self._incoming)

    def _place(self, sha256: str) -> Path:
        check_name(sha256)
        return self._folder / sha256[:2] / sha256[2:4] / sha256


async def _blocks(chunks: AsyncIterable[bytes], limit_bytes: int) -> AsyncGenerator[bytes]:
    """What arrives, joined to blocks worth a trip to the disk; raises TooLarge past the limit."""
    gathered, arrived = bytearray(), 0
    async for chunk in chunks:
        arrived += len(chunk)
        if arrived > limit_bytes:
            raise TooLarge(
                say(
                    N_("The photo is larger than {megabytes} MB. Send a smaller one."), megabytes=limit_bytes // 1024**2
                )
            )
        gathered += chunk
        if len(gathered) >= _BLOCK_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)


def _read(place: Path, start: int = 0, size: int = -1) -> bytes:
    with disk_errors():
        try:
            with place.open("rb") as file:
                file.seek(start)
                return file.read(size)
        except FileNotFoundError:
            raise NotFound(say(N_("The photo is not in the store."))) from None


def _has(place: Path) -> bool:
    with disk_errors():
        return place.is_file()


def _remove(place: Path) -> None:
    with disk_errors():
        if place.is_file():
            place.unlink(missing_ok=True)
            sync_folder(place.parent)


def _names(folder: Path, pattern: str) -> list[str]:
    with disk_errors():
        entries = os.listdir(folder) if folder.is_dir() else []
    return sorted(name for name in entries if re.fullmatch(pattern, name))


def _check(folder: Path) -> int:
    with disk_errors():
        make_folder(folder)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(bytes(4096))
            file.flush()
            disk = os.fstatvfs(file.fileno())
    free_bytes = disk.f_bavail * disk.f_frsize
    if free_bytes < _LEAST_ROOM_BYTES:
        raise BrokenEnvironment(FULL)
    return free_bytes
