"""Photos are safe first and looked at later; what is no photo is kept and never shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs
from audit.errors import BadInput, TooLarge
from audit.services import photo_intake
from audit.services.photo_intake import inspect_waiting, inspecting_photos, receive_photo
from audit.store import photos
from audit.store.photos import PhotoRow
from tests.cast import NOW, Cast
from tests.imaging.pictures import noise, saved

JPEG = saved(noise(64, 48, 1))


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return open_blobs(str(tmp_path / "photos"))


async def pieces(data: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(data), 1000):
        yield data[start : start + 1000]


async def send(person: int, data: bytes, blobs: Blobs, digest: str = "", declared: str = "image/jpeg") -> bool:
    return await receive_photo(person, digest or sha256(data).hexdigest(), pieces(data), declared, blobs, NOW)


async def held(cast: Cast, data: bytes) -> PhotoRow:
    found = await photos.find_photo(await cast.sight("ann"), sha256(data).hexdigest())
    assert found is not None
    return found


async def test_the_bytes_are_kept_before_anybody_looks(cast: Cast, blobs: Blobs) -> None:
    assert await send(cast.ann.id, JPEG, blobs)
    assert await blobs.read(sha256(JPEG).hexdigest()) == JPEG
    row = await held(cast, JPEG)
    assert (row.size_bytes, row.width, row.refusal) == (len(JPEG), None, "")


async def test_sent_again_it_is_the_same_photo(cast: Cast, blobs: Blobs) -> None:
    assert await send(cast.ann.id, JPEG, blobs)
    assert not await send(cast.ann.id, JPEG, blobs)
    assert await send(cast.bob.id, JPEG, blobs)


async def test_other_bytes_than_announced_leave_nothing(cast: Cast, blobs: Blobs) -> None:
    with pytest.raises(BadInput):
        await send(cast.ann.id, JPEG, blobs, "0" * 64)
    assert await photos.list_hashes() == []


async def test_too_many_bytes_leave_nothing(cast: Cast, blobs: Blobs) -> None:
    with pytest.raises(TooLarge):
        await send(cast.ann.id, bytes(26 * 1024 * 1024), blobs)
    assert await photos.list_hashes() == []


async def test_what_it_is_is_found_out_later(cast: Cast, blobs: Blobs) -> None:
    await send(cast.ann.id, JPEG, blobs)
    assert await inspect_waiting(blobs, NOW) == 1
    assert await inspect_waiting(blobs, NOW) == 0
    row = await held(cast, JPEG)
    assert (row.width, row.height, row.media_type, row.refusal) == (64, 48, "image/jpeg", "")
    assert len(row.perceptual_hash) == 16


@pytest.mark.parametrize("data", [b"<html>", b"", JPEG[:-200]])
async def test_what_is_no_photo_is_kept_with_the_reason(cast: Cast, blobs: Blobs, data: bytes) -> None:
    await send(cast.ann.id, data, blobs)
    await inspect_waiting(blobs, NOW)
    row = await held(cast, data)
    assert row.refusal
    assert await blobs.read(row.sha256) == data


@pytest.mark.parametrize("declared", ["", "text/html; x", "IMAGE/JPEG", "image/" + "x" * 40, "image/jpeg\0"])
async def test_a_type_that_is_none_is_not_believed(cast: Cast, blobs: Blobs, declared: str) -> None:
    await send(cast.ann.id, b"anything", blobs, declared=declared)
    assert (await held(cast, b"anything")).media_type == "application/octet-stream"


async def test_a_server_looks_by_itself(cast: Cast, blobs: Blobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(photo_intake, "QUIET_SECONDS", 0.0)
    await send(cast.ann.id, JPEG, blobs)
    async with inspecting_photos(blobs):
        second = saved(noise(32, 32, 2))
        await send(cast.ann.id, second, blobs)
        await until_nothing_waits()
    assert (await held(cast, second)).width == 32


async def until_nothing_waits() -> None:
    async with asyncio.timeout(30):
        while await photos.list_waiting(1):  # noqa: ASYNC110 - what ends it happens in the database
            await asyncio.sleep(0.01)


async def test_a_store_that_fails_is_waited_for(cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blobs = open_blobs(str(tmp_path / "photos"))
    await send(cast.ann.id, JPEG, blobs)
    monkeypatch.setattr(photo_intake, "AGAIN_SECONDS", 0.0)
    async with inspecting_photos(open_blobs("/dev/null/nowhere")):
        await asyncio.sleep(0.1)
    assert await inspect_waiting(blobs, datetime.now(UTC)) == 1
