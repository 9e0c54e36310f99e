"""Photos for the photo store, sent as a phone sends them, and a look at what lies in its folder."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

from audit.blobs import Blobs

PHOTO = random.Random(1).randbytes(700_000)
NAME = sha256(PHOTO).hexdigest()


async def arriving(data: bytes, chunk_bytes: int = 65_536) -> AsyncIterator[bytes]:
    for start in range(0, len(data), chunk_bytes):
        await asyncio.sleep(0)
        yield data[start : start + chunk_bytes]
    yield b""


async def put(blobs: Blobs, data: bytes) -> str:
    name = sha256(data).hexdigest()
    assert await blobs.put(name, arriving(data)) == len(data)
    return name


def files(folder: Path) -> list[Path]:
    """Every file below a folder, also the unfinished ones; none when there is no folder."""
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def place(name: str) -> Path:
    return Path(name[:2]) / name[2:4] / name


def everything(folder: Path) -> list[Path]:
    """Files and folders below a folder."""
    return sorted(folder.rglob("*"))
