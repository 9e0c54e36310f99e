"""One upload on its way: a temporary file that becomes a photo by one rename, or nothing at all."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256 as new_sha256
from pathlib import Path
from threading import Lock

from audit.blobs.disks import disk_errors, make_folder, sync_folder
from audit.errors import N_, BadInput, say

MID_PHOTO, BEFORE_RENAME, AFTER_RENAME, KEPT = POINTS = ("mid photo", "before rename", "after rename", "kept")


def ignore_point(point: str) -> None:
    """What production does at each of POINTS."""


class Incoming:
    """The temporary file of one upload. Its methods run in threads, one at a time.

    Its owner may give up while a thread is writing: `discard` then waits for that write, so that a closed
    descriptor is never written to. While the file is open it is locked, which tells `sweep_folder`, in this or
    another process, that somebody still needs it; a killed process lets go of its locks.
    """

    def __init__(self, folder: Path, reached: Callable[[str], None]) -> None:
        self.size_bytes = 0
        self._folder = folder
        self._reached = reached
        self._digest = new_sha256()
        self._lock = Lock()
        self._descriptor: int | None = None
        self._path = folder

    def write(self, block: bytes) -> None:
        """Append a block."""
        with self._lock, disk_errors():
            rest = memoryview(block)
            while rest:
                rest = rest[os.write(self._opened(), rest) :]
            self._digest.update(block)
            self.size_bytes += len(block)
            self._reached(MID_PHOTO)

    def keep(self, place: Path, sha256: str) -> None:
        """Make the file durable under its name, or raise BadInput when it has another hash."""
        if self._digest.hexdigest() != sha256:
            raise BadInput(
                say(N_("The photo arrived damaged: its bytes are not those that were announced. Send it again."))
            )
        with self._lock, disk_errors():
            os.fsync(self._opened())
            for folder in (place.parent.parent, place.parent):
                folder.mkdir(mode=0o700, exist_ok=True)
            self._reached(BEFORE_RENAME)
            os.replace(self._path, place)
            self._reached(AFTER_RENAME)
            # All three, though mostly nothing changed in the upper two: they may have been made a moment ago, here or
            # by another upload that has not yet synced them. An unchanged folder costs 0.05 ms.
            for folder in place.parents[:3]:
                sync_folder(folder)
            self._reached(KEPT)

    def discard(self) -> None:
        """Close the file and remove it, unless it was kept. Harmless when called again, or before anything else."""
        with self._lock:
            if self._descriptor is None:
                return
            with suppress(OSError):  # on a disk that just failed the file stays behind, for the next sweep
                self._path.unlink(missing_ok=True)
            os.close(self._descriptor)
            self._descriptor = None

    def _opened(self) -> int:
        while self._descriptor is None:
            make_folder(self._folder)
            descriptor, path = tempfile.mkstemp(dir=self._folder)
            self._descriptor, self._path = descriptor, Path(path)
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if not os.fstat(descriptor).st_nlink:  # swept between being made and being locked: another one
                self._descriptor = None
                os.close(descriptor)
        return self._descriptor


def sweep_folder(folder: Path) -> int:
    """Remove the temporary files that nobody holds; how many there were."""
    swept = 0
    with disk_errors():
        for path in folder.iterdir() if folder.is_dir() else ():
            swept += _sweep_file(path)
    return swept


def _sweep_file(path: Path) -> bool:
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    except FileNotFoundError:  # kept or discarded since it was listed
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink(missing_ok=True)
    except BlockingIOError:
        return False
    finally:
        os.close(descriptor)
    return True
