"""One file holds everything, and gives it back to an empty installation of either engine."""

from __future__ import annotations

import asyncio
import io
import tarfile
from hashlib import sha256
from pathlib import Path

import pytest

from audit.blobs import Blobs, open_blobs
from audit.errors import BadInput, NotNow
from audit.services import photo_intake
from audit.services.backups import back_up, restore
from audit.services.verification import Checked, verify
from audit.store import chains, people, sessions
from audit.store.connections import open_store
from audit.store.dumps import each_row, tables
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.databases import copy_sqlite
from tests.phones import Phone
from tests.services.test_submissions import send_ops, submit
from tests.services.test_verification import pieces

# These put the backup into a second store in the same process, which must not talk to the other engine as well
# (tests/engines.py). Restoring does not depend on the engine a backup was taken from.
ON_SQLITE = pytest.mark.parametrize("engine", ["sqlite"])
PHOTO = bytes(range(256)) * 3000
PHOTO_HASH = sha256(PHOTO).hexdigest()


@pytest.fixture
async def blobs(cast: Cast, tmp_path: Path) -> Blobs:
    """A photo store beside a database with something in every kind of table."""
    blobs = open_blobs(str(tmp_path / "photos"))
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer({**GOOD_ANSWERS, "drink_why": "a \x00 and half a smile \ud83d"})
    phone.take_photo("pictures", PHOTO)
    await photo_intake.receive_photo(phone.user, PHOTO_HASH, pieces(PHOTO), "image/jpeg", blobs, NOW)
    await send_ops(phone)
    await submit(phone)
    await sessions.add_session("hash", cast.ann.id, "browser", NOW)
    return blobs


async def everything() -> dict[str, list[dict[str, object]]]:
    return {name: [row async for rows in each_row(model) for row in rows] for name, model in tables().items()}


async def restored(url: str, path: Path, folder: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of a store that a backup was put into."""
    blobs = open_blobs(str(folder))
    async with open_store(url):
        await restore(path, blobs)
        assert [sentence async for sentence in verify(blobs, Checked())] == []
        assert await blobs.read(PHOTO_HASH) == PHOTO
        rows = await everything()
        # New rows are numbered after those that were put back.
        assert await people.add_person(email=None, name="New", role="auditor", now=NOW) == 7
        return rows


@ON_SQLITE
async def test_everything_comes_back(blobs: Blobs, tmp_path: Path, migrated_sqlite: Path) -> None:
    done = await back_up(tmp_path / "backup.tar", blobs, NOW)
    assert (done.photos, done.missing) == (1, ())
    before = await everything()
    url = copy_sqlite(migrated_sqlite, tmp_path / "elsewhere.sqlite3")
    again = await asyncio.create_task(restored(url, tmp_path / "backup.tar", tmp_path / "other"))
    assert again == before
    assert done.rows == sum(map(len, before.values()))


async def test_it_is_taken_while_others_write(blobs: Blobs, tmp_path: Path, store: str) -> None:
    async def write() -> None:
        async with open_store(store):
            for number in range(20):
                await chains.add_region(f"Region {number}")

    writing = asyncio.create_task(write())
    await back_up(tmp_path / "backup.tar", blobs, NOW)
    await writing
    assert len(await chains.list_regions()) == 23


async def test_sessions_do_not_come_back_to_life(blobs: Blobs, tmp_path: Path) -> None:
    await back_up(tmp_path / "backup.tar", blobs, NOW)
    with tarfile.open(tmp_path / "backup.tar") as archive:
        names = archive.getnames()
    assert "tables/person.jsonl.gz" in names
    assert not {"tables/session.jsonl.gz", "tables/attempt.jsonl.gz"} & set(names)


async def test_a_store_that_is_not_empty_is_left_alone(blobs: Blobs, tmp_path: Path) -> None:
    await back_up(tmp_path / "backup.tar", blobs, NOW)
    before = await everything()
    with pytest.raises(NotNow, match="not empty"):
        await restore(tmp_path / "backup.tar", blobs)
    assert await everything() == before


async def test_a_photo_that_is_gone_is_named_and_the_rest_is_saved(blobs: Blobs, tmp_path: Path) -> None:
    await blobs.remove(PHOTO_HASH)
    assert (await back_up(tmp_path / "backup.tar", blobs, NOW)).missing == (PHOTO_HASH,)


@ON_SQLITE
@pytest.mark.parametrize("part", ["tables/visit.jsonl.gz", f"photos/{PHOTO_HASH}", "manifest.json"])
async def test_a_damaged_backup_changes_nothing(blobs: Blobs, tmp_path: Path, part: str, migrated_sqlite: Path) -> None:
    await back_up(tmp_path / "backup.tar", blobs, NOW)
    rewrite(tmp_path / "backup.tar", part)
    url = copy_sqlite(migrated_sqlite, tmp_path / "elsewhere.sqlite3")
    assert await asyncio.create_task(refused(url, tmp_path / "backup.tar", tmp_path / "other")) == 0


async def refused(url: str, path: Path, folder: Path) -> int:
    """How many rows there are after a restore that is refused."""
    async with open_store(url):
        with pytest.raises(BadInput):
            await restore(path, open_blobs(str(folder)))
        return sum(map(len, (await everything()).values()))


def rewrite(path: Path, damaged: str) -> None:
    """Write a tar anew with other bytes in one of its parts."""
    with tarfile.open(path) as archive:
        parts = {info.name: archive.extractfile(info).read() for info in archive.getmembers()}  # type: ignore[union-attr]
    parts[damaged] = parts[damaged][:-9] + b"something"
    with tarfile.open(path, "w") as archive:
        for name, data in parts.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


@pytest.mark.parametrize("data", [b"", b"junk" * 1000])
async def test_what_is_no_backup_is_refused(store: str, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(BadInput, match="not a backup"):
        await restore(tmp_path / "file", open_blobs(str(tmp_path / "photos")))


async def test_a_backup_appears_whole_or_not_at_all(blobs: Blobs, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    blobs_broken = open_blobs("/proc/1/nowhere")
    done = await back_up(tmp_path / "backups" / "one.tar", blobs_broken, NOW)
    assert done.missing == (PHOTO_HASH,)
    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["one.tar"]
