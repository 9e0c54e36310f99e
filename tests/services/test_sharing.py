"""A shared report outlives its server: backups take its bytes along, and verifying reads them again."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from audit.blobs import open_blobs
from audit.services.backups import back_up, restore
from audit.services.sharing import in_one_piece
from audit.services.verification import Checked, verify
from audit.store import shared_reports
from audit.store.connections import open_store
from audit.store.migrating import migrate
from audit.store.shared_reports import NewShare
from tests.cast import NOW, Cast

PDF = b"%PDF-1.7 a frozen report"


async def share(cast: Cast, digest: str) -> None:
    document = {"title": "Sun", "lists": []}
    new = NewShare("t" * 64, "branch", "sun", 1, "en", "", 1, document, digest, NOW, cast.owner.id, NOW)
    await shared_reports.add_share(new)


async def test_a_backup_takes_shared_reports_along(cast: Cast, tmp_path: Path, empty_database_url: str) -> None:
    blobs, file = open_blobs(str(tmp_path / "photos")), tmp_path / "backup"
    await blobs.put(digest := sha256(PDF).hexdigest(), in_one_piece(PDF))
    await share(cast, digest)
    assert (await back_up(file, blobs, NOW)).photos == 1
    await migrate(empty_database_url)
    async with open_store(empty_database_url):
        elsewhere = open_blobs(str(tmp_path / "elsewhere"))
        await restore(file, elsewhere)
        assert await elsewhere.read(digest) == PDF
        assert await shared_reports.list_report_hashes() == [digest]


async def test_a_frozen_report_that_is_gone_is_found(cast: Cast, tmp_path: Path) -> None:
    await share(cast, sha256(PDF).hexdigest())
    blobs = open_blobs(str(tmp_path / "photos"))
    [said] = [sentence async for sentence in verify(blobs, Checked())]
    assert sha256(PDF).hexdigest() in str(said)
