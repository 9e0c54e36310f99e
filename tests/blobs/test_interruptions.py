"""Lines that break, requests that are cancelled, servers that are killed: a whole photo, or none."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from audit.blobs import POINTS, Blobs, open_blobs
from tests.blobs.sending import NAME, PHOTO, arriving, files, place, put

SENDER = """
import asyncio, os, signal, sys
from audit.blobs import open_blobs
from tests.blobs.sending import NAME, PHOTO, arriving

def reached(point):
    if point == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(open_blobs(sys.argv[1], reached=reached).put(NAME, arriving(PHOTO)))
"""
SWEEPER = """
import asyncio, sys
from audit.blobs import open_blobs
print(asyncio.run(open_blobs(sys.argv[1]).sweep()))
"""


async def run_python(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", program, *arguments]
    return await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False)


async def test_a_line_that_breaks_leaves_nothing(blobs: Blobs, folder: Path) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield PHOTO[:500_000]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await blobs.put(NAME, breaking())
    assert files(folder) == []


@pytest.mark.parametrize("moment", POINTS)
async def test_a_request_cancelled_at_any_moment_leaves_a_whole_photo_or_nothing(folder: Path, moment: str) -> None:
    loop = asyncio.get_running_loop()

    def reached(point: str) -> None:
        if point == moment:
            loop.call_soon_threadsafe(sending.cancel)

    blobs = open_blobs(str(folder), reached=reached)
    sending = asyncio.ensure_future(blobs.put(NAME, arriving(PHOTO)))
    await asyncio.gather(sending, return_exceptions=True)
    assert files(folder) in ([], [place(NAME)])
    assert not files(folder) or await blobs.read(NAME) == PHOTO


@pytest.mark.parametrize("point", POINTS)
async def test_a_server_killed_at_any_point_leaves_a_whole_photo_or_none(
    blobs: Blobs, folder: Path, point: str
) -> None:
    killed = await run_python(SENDER, str(folder), point)
    assert killed.returncode == -signal.SIGKILL
    is_kept = point in ("after rename", "kept")
    assert await blobs.has(NAME) is is_kept
    assert not is_kept or await blobs.read(NAME) == PHOTO
    assert await blobs.sweep() == (0 if is_kept else 1)
    await put(blobs, PHOTO)
    assert files(folder) == [place(NAME)]


async def test_bytes_are_on_the_disk_before_they_have_a_name_and_the_name_before_we_say_so(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events: list[str] = []
    really_sync, really_replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        path = Path(os.readlink(f"/proc/self/fd/{descriptor}"))
        events.append(f"sync {path.relative_to(folder.parent.resolve())}")
        really_sync(descriptor)

    def replace(old: Path, new: Path) -> None:
        events.append("rename")
        really_replace(old, new)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", replace)
    name = await put(open_blobs(str(folder), reached=events.append), PHOTO)
    rename = events.index("rename")
    assert any(event.startswith("sync photos/incoming/") for event in events[:rename])
    assert events[rename + 1] == "after rename"
    upwards = [f"sync photos/{name[:2]}/{name[2:4]}", f"sync photos/{name[:2]}", "sync photos"]
    assert events[rename + 2 :] == [*upwards, "kept"]
    assert name == sha256(PHOTO).hexdigest()


async def test_a_sweep_spares_what_is_still_arriving(blobs: Blobs, folder: Path) -> None:
    is_half_here, go_on = asyncio.Event(), asyncio.Event()

    async def slow() -> AsyncIterator[bytes]:
        yield PHOTO[:500_000]
        is_half_here.set()
        await go_on.wait()
        yield PHOTO[500_000:]

    sending = asyncio.ensure_future(blobs.put(NAME, slow()))
    await is_half_here.wait()
    (folder / "incoming" / "left behind").write_bytes(b"half a photo")
    assert (await run_python(SWEEPER, str(folder))).stdout == "1\n"
    assert await blobs.sweep() == 0
    go_on.set()
    assert await sending == len(PHOTO)
    assert await blobs.read(NAME) == PHOTO


async def test_uploads_and_sweeps_do_not_get_in_each_others_way(blobs: Blobs) -> None:
    async def sweeping() -> None:
        while True:
            await blobs.sweep()

    sweeper = asyncio.ensure_future(sweeping())
    names = await asyncio.gather(*(put(blobs, PHOTO[start:]) for start in range(40)))
    sweeper.cancel()
    await asyncio.gather(sweeper, return_exceptions=True)
    assert [name async for name in blobs.list_hashes()] == sorted(names)
