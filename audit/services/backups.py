"""The whole installation in one file: a tar of every table's rows, of every photo, and of a list of both.

Taken from a snapshot while the product serves: nobody waits, and nothing in the file is newer than the rest.
The rows are JSON, so a backup of one engine restores on the other.
"""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256 as new_sha256
from pathlib import Path
from typing import IO, Any

from audit.blobs import Blobs
from audit.errors import N_, BadInput, NotFound, NotNow, say
from audit.services.files import write_whole
from audit.store import dumps, photos, shared_reports
from audit.store.connections import snapshot, transaction
from audit.store.migrating import applied_migrations, known_migrations

FORMAT = "audit-backup-1"
MANIFEST = "manifest.json"
BLOCK = 256 * 1024
NOT_A_BACKUP = N_("{path} is not a backup of this program: {reason}.")
NOT_EMPTY = N_("The database is not empty (there are rows in {table}); nothing was restored. Restore into a new one.")
NEWER = N_("The backup comes from a newer version of this program (it knows {migration}); nothing was restored.")
DAMAGED = N_("{part} in the backup is damaged; nothing was restored.")


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What went into the file. `missing` are photos the store should have had."""

    rows: int
    photos: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of the file."""

    rows: int
    photos: int


async def back_up(path: Path, blobs: Blobs, now: datetime) -> BackedUp:
    """Write everything to one file, which appears whole or not at all."""
    with write_whole(path) as temporary, tarfile.open(temporary, "w") as archive:
        async with snapshot():
            migrations = sorted(await applied_migrations())
            counts = {name: await add_table(archive, name) for name in dumps.tables()}
            hashes = [*await photos.list_hashes(), *await shared_reports.list_report_hashes()]
        missing = [sha256 for sha256 in hashes if not await add_photo(archive, sha256, blobs)]
        manifest = {
            "format": FORMAT, "made_at": now.isoformat(), "migrations": migrations, "tables": counts,
            "photos": len(hashes) - len(missing), "missing_photos": missing,
        }  # fmt: skip
        add_bytes(archive, MANIFEST, json.dumps(manifest, indent=1).encode())
    rows = sum(count["rows"] for count in counts.values())
    return BackedUp(rows, len(hashes) - len(missing), tuple(missing))


async def add_table(archive: tarfile.TarFile, name: str) -> dict[str, Any]:
    """Write a table's rows, a JSON object a line, packed; their number and hash."""
    model = dumps.tables()[name]
    digest, rows = new_sha256(), 0
    with tempfile.TemporaryFile() as file:
        with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=5, mtime=0) as packed:
            async for records in dumps.each_row(model):
                text = "".join(f"{json.dumps(record)}\n" for record in records).encode()
                digest.update(text)
                packed.write(text)
                rows += len(records)
        add_file(archive, f"tables/{name}.jsonl.gz", file)
    return {"rows": rows, "sha256": digest.hexdigest()}


async def add_photo(archive: tarfile.TarFile, sha256: str, blobs: Blobs) -> bool:
    """Write a photo's bytes; False when the store does not have them."""
    with tempfile.SpooledTemporaryFile(max_size=4 * 1024 * 1024) as file:
        try:
            async for block in blobs.stream(sha256):
                file.write(block)
        except NotFound:
            return False
        add_file(archive, f"photos/{sha256}", file)
    return True


def add_file(archive: tarfile.TarFile, name: str, file: IO[bytes]) -> None:
    """Add what was written to an open file."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = file.tell(), 0o600
    file.seek(0)
    archive.addfile(info, file)


def add_bytes(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Add a small file."""
    file = io.BytesIO(data)
    file.seek(0, io.SEEK_END)
    add_file(archive, name, file)


async def restore(path: Path, blobs: Blobs) -> Restored:
    """Put a backup into the open, empty store. Raises, changing no row, when it is no good or there is anything.

    Every part is hashed before the rows are committed; photos are put first, as they are when phones send them.
    """
    with opened(path) as archive:
        manifest = read_manifest(archive, path)
        await refuse_rows()
        restored = 0
        for sha256 in list_photos(archive):
            await put_photo(archive, sha256, blobs)
            restored += 1
        async with transaction():
            await refuse_rows()
            rows = 0
            for name in dumps.tables():
                rows += await put_table(archive, name, manifest["tables"].get(name))
            await dumps.put_counters()
    return Restored(rows, restored)


async def refuse_rows() -> None:
    """Refuse a database that is not empty."""
    table = await dumps.find_rows()
    if table is not None:
        raise NotNow(say(NOT_EMPTY, table=table))


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """The archive; raises BadInput for a file that is none."""
    try:
        with tarfile.open(path, "r:") as archive:
            yield archive
    except (tarfile.TarError, OSError, EOFError) as error:
        raise BadInput(say(NOT_A_BACKUP, path=path, reason=error)) from error


def read_manifest(archive: tarfile.TarFile, path: Path) -> Mapping[str, Any]:
    """The list of what is in the backup. Raises BadInput for one we cannot restore."""
    try:
        file = archive.extractfile(MANIFEST)
        manifest = json.loads(file.read()) if file is not None else {}
    except (KeyError, ValueError) as error:
        raise BadInput(say(NOT_A_BACKUP, path=path, reason=MANIFEST)) from error
    if manifest.get("format") != FORMAT:
        raise BadInput(say(NOT_A_BACKUP, path=path, reason=MANIFEST))
    if unknown := sorted(set(manifest["migrations"]) - known_migrations()):
        raise BadInput(say(NEWER, migration=unknown[-1]))
    return dict(manifest)


def list_photos(archive: tarfile.TarFile) -> list[str]:
    """The hashes of the photos in the backup."""
    return [name.removeprefix("photos/") for name in archive.getnames() if name.startswith("photos/")]


async def put_photo(archive: tarfile.TarFile, sha256: str, blobs: Blobs) -> None:
    """Put a photo's bytes into the photo store, which hashes them."""
    try:
        await blobs.put(sha256, blocks(archive.extractfile(f"photos/{sha256}")))
    except BadInput as error:
        raise BadInput(say(DAMAGED, part=f"photos/{sha256}")) from error


async def blocks(file: IO[bytes] | None) -> AsyncIterator[bytes]:
    """A file's bytes in pieces."""
    while file is not None and (block := file.read(BLOCK)):
        yield block


async def put_table(archive: tarfile.TarFile, name: str, listed: Mapping[str, Any] | None) -> int:
    """Put a table's rows back; a table that is newer than the backup stays empty."""
    if listed is None:
        return 0
    model, rows, digest = dumps.tables()[name], 0, new_sha256()
    for records in each_batch(archive, name, digest.update):
        await dumps.add_records(model, records)
        rows += len(records)
    if digest.hexdigest() != listed["sha256"]:
        raise BadInput(say(DAMAGED, part=f"tables/{name}"))
    for records in each_batch(archive, name, lambda _: None) if dumps.own_keys(model) else ():
        await dumps.add_own_keys(model, records)
    return rows


def each_batch(archive: tarfile.TarFile, name: str, seen: Callable[[bytes], None]) -> Iterator[list[dict[str, Any]]]:
    """A table's rows from the backup, in batches; each line is shown to `seen`."""
    try:
        with gzip.GzipFile(fileobj=archive.extractfile(f"tables/{name}.jsonl.gz")) as lines:
            batch: list[dict[str, Any]] = []
            for line in lines:
                seen(line)
                batch.append(json.loads(line))
                if len(batch) == dumps.BATCH:
                    yield batch
                    batch = []
            if batch:
                yield batch
    except (KeyError, ValueError, EOFError, OSError) as error:
        raise BadInput(say(DAMAGED, part=f"tables/{name}")) from error
