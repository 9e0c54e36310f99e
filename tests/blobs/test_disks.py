"""Disks that are full, read-only or gone: told in a sentence, nothing lost, well again by itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs
from audit.errors import BrokenEnvironment
from tests.blobs.sending import NAME, PHOTO, arriving, files, place, put
from tests.tmpfs import SmallDisk, small_disk


@pytest.fixture
def disk(folder: Path) -> Iterator[SmallDisk]:
    folder.mkdir()
    with small_disk(folder, megabytes=4) as disk:
        yield disk


async def test_a_full_disk_is_told_loses_nothing_and_recovers(disk: SmallDisk, blobs: Blobs) -> None:
    assert await blobs.check() > 1_000_000
    names = [await put(blobs, PHOTO[start:]) for start in range(5)]
    for _ in range(3):
        with pytest.raises(BrokenEnvironment, match="full") as told:
            await blobs.put(NAME, arriving(PHOTO + PHOTO))
        assert told.value.status == 503
    assert files(disk.folder) == sorted(map(place, names))
    for start, name in enumerate(names):
        assert await blobs.read(name) == PHOTO[start:]
    with pytest.raises(BrokenEnvironment, match="full"):
        await blobs.check()
    await blobs.remove(names[0])
    assert await blobs.check() > 1_000_000
    await put(blobs, PHOTO)


async def test_a_disk_without_a_byte_left_still_reads_and_removes(disk: SmallDisk, blobs: Blobs) -> None:
    await put(blobs, PHOTO)
    disk.fill()
    with pytest.raises(BrokenEnvironment, match="full"):
        await blobs.check()
    with pytest.raises(BrokenEnvironment, match="full"):
        await put(blobs, b"tiny")
    assert await blobs.read(NAME) == PHOTO
    await blobs.remove(NAME)
    await put(blobs, b"tiny")


async def test_a_read_only_disk_is_told_still_reads_and_recovers(disk: SmallDisk, blobs: Blobs) -> None:
    await put(blobs, PHOTO)
    disk.make_read_only()
    for act in (blobs.check(), put(blobs, b"other"), blobs.remove(NAME)):
        with pytest.raises(BrokenEnvironment, match="read-only") as told:
            await act
        assert told.value.status == 503
    assert await blobs.read(NAME) == PHOTO
    assert await blobs.sweep() == 0
    disk.make_writable()
    await put(blobs, b"other")
    assert await blobs.check() > 1_000_000


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere; the read-only disk shows the same")
async def test_a_folder_of_somebody_elses_is_told(blobs: Blobs, folder: Path) -> None:
    await put(blobs, PHOTO)
    (folder / "incoming").chmod(0o500)
    for act in (blobs.check(), put(blobs, b"other")):
        with pytest.raises(BrokenEnvironment, match="read-only"):
            await act


async def test_a_folder_that_goes_away_mid_photo_is_told_and_comes_back(folder: Path) -> None:
    def move_away(point: str) -> None:
        if point == "before rename" and not elsewhere.exists():
            folder.rename(elsewhere)

    elsewhere = folder.with_name("elsewhere")
    blobs = open_blobs(str(folder), reached=move_away)
    with pytest.raises(BrokenEnvironment, match="does not answer: No such file"):
        await put(blobs, PHOTO)
    assert not await blobs.has(NAME)
    await put(blobs, PHOTO)
    assert await blobs.read(NAME) == PHOTO


async def test_a_file_where_the_folder_should_be_is_told(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("not a folder")
    for act in (blobs.check(), put(blobs, PHOTO), blobs.read(NAME)):
        with pytest.raises(BrokenEnvironment, match="does not answer"):
            await act


async def test_a_check_leaves_nothing_behind(blobs: Blobs, folder: Path) -> None:
    assert await blobs.check() > 0
    assert files(folder) == []
