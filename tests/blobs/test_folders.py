"""The photo store on a healthy disk."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs
from audit.errors import BadInput, BrokenEnvironment, NotFound, TooLarge
from tests.blobs.sending import NAME, PHOTO, arriving, everything, files, place, put


@pytest.mark.parametrize("size", [0, 1, 65_536, 262_143, 262_144, 262_145, 700_000])
@pytest.mark.parametrize("chunk_bytes", [9973, 262_144, 10_000_000])
async def test_what_is_put_is_read_again(blobs: Blobs, folder: Path, size: int, chunk_bytes: int) -> None:
    data = PHOTO[:size]
    name = sha256(data).hexdigest()
    assert await blobs.put(name, arriving(data, chunk_bytes)) == size
    assert await blobs.read(name) == data
    assert b"".join([piece async for piece in blobs.stream(name)]) == data
    assert files(folder) == [place(name)]


async def test_photos_are_listed_in_order_and_nothing_else_is(blobs: Blobs, folder: Path) -> None:
    names = [await put(blobs, bytes([number])) for number in range(30)]
    (folder / names[0][:2] / "notes.txt").write_text("a person was here")
    (folder / place(names[0])).with_name("f" * 64).write_text("in the wrong place")
    assert [name async for name in blobs.list_hashes()] == sorted(names)


async def test_a_removed_photo_is_gone_and_removing_it_again_is_harmless(blobs: Blobs) -> None:
    name, other = await put(blobs, PHOTO), await put(blobs, b"other")
    for _ in range(2):
        await blobs.remove(name)
    assert (await blobs.has(name), await blobs.has(other)) == (False, True)
    with pytest.raises(NotFound):
        await blobs.read(name)
    with pytest.raises(NotFound):
        await anext(blobs.stream(name))


async def test_a_store_that_was_never_used_has_nothing_and_makes_no_folder(blobs: Blobs, tmp_path: Path) -> None:
    assert [name async for name in blobs.list_hashes()] == []
    assert not await blobs.has(NAME)
    assert await blobs.sweep() == 0
    await blobs.remove(NAME)
    assert everything(tmp_path) == []


def test_a_store_we_cannot_open_is_refused_by_name() -> None:
    for setting in ("s3://bucket/prefix", "file:///data/photos"):
        with pytest.raises(BrokenEnvironment, match=setting):
            open_blobs(setting)


async def test_other_people_on_the_machine_cannot_read_photos(blobs: Blobs, tmp_path: Path) -> None:
    await put(blobs, PHOTO)
    names_and_modes = {path.name: path.stat().st_mode & 0o777 for path in everything(tmp_path)}
    folders = dict.fromkeys(("photos", "incoming", NAME[:2], NAME[2:4]), 0o700)
    assert names_and_modes == {**folders, NAME: 0o600}


async def test_the_same_photo_again_is_harmless_and_heals_a_damaged_file(blobs: Blobs, folder: Path) -> None:
    await put(blobs, PHOTO)
    (folder / place(NAME)).write_bytes(PHOTO[:1000])
    await put(blobs, PHOTO)
    assert await blobs.read(NAME) == PHOTO
    assert files(folder) == [place(NAME)]


async def test_five_senders_of_the_same_photo_at_once_leave_one(blobs: Blobs, folder: Path) -> None:
    await asyncio.gather(*(put(blobs, PHOTO) for _ in range(5)))
    assert await blobs.read(NAME) == PHOTO
    assert files(folder) == [place(NAME)]


async def test_a_photo_that_is_here_already_must_still_arrive_whole(blobs: Blobs) -> None:
    """Else whoever knows a hash could claim somebody else's photo."""
    await put(blobs, PHOTO)
    with pytest.raises(BadInput):
        await blobs.put(NAME, arriving(b""))
    assert await blobs.read(NAME) == PHOTO


async def test_bytes_with_another_hash_are_refused_and_nothing_is_kept(blobs: Blobs, folder: Path) -> None:
    for data in (b"", PHOTO[:-1], PHOTO + b"\0", b"other"):
        with pytest.raises(BadInput, match="arrived damaged"):
            await blobs.put(NAME, arriving(data))
    assert not await blobs.has(NAME)
    assert files(folder) == []


async def test_a_photo_past_the_limit_is_refused_as_soon_as_it_is(blobs: Blobs, folder: Path) -> None:
    taken = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal taken
        while True:
            taken += 100_000
            yield bytes(100_000)

    with pytest.raises(TooLarge, match="larger than 1 MB"):
        await blobs.put(NAME, endless(), limit_bytes=1024 * 1024)
    assert taken == 1_100_000
    assert files(folder) == []
    assert await blobs.put(NAME, arriving(PHOTO), limit_bytes=len(PHOTO)) == len(PHOTO)


@pytest.mark.parametrize(
    "name", ["", "abc", "g" * 64, "A" * 64, "../" * 21 + "x", f"{'a' * 64}\n", "a" * 63 + "/", "é" * 64]
)
async def test_a_name_that_is_no_hash_is_refused(blobs: Blobs, tmp_path: Path, name: str) -> None:
    for act in (blobs.put(name, arriving(PHOTO)), blobs.read(name), blobs.has(name), blobs.remove(name)):
        with pytest.raises(BadInput, match="SHA-256"):
            await act
    assert everything(tmp_path) == []
