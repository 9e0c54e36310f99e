"""Durable folders, and what a disk's refusals mean to a person."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import N_, BrokenEnvironment, say

# No path in these: they reach phones and monitors. `audit doctor` knows the setting.
FULL = say(N_("The photo store is full. Nothing that was confirmed is lost; make room and photos arrive again."))
READ_ONLY = say(N_("The photo store cannot be written to: its folder or disk is read-only for this program."))

_MEANINGS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: READ_ONLY,
    errno.EACCES: READ_ONLY,
    errno.EPERM: READ_ONLY,
}


@contextmanager
def disk_errors() -> Iterator[None]:
    """Say what is wrong with the disk instead of failing with a number."""
    try:
        yield
    except OSError as error:
        fallback = say(N_("The photo store does not answer: {reason}."), reason=os.strerror(error.errno or errno.EIO))
        raise BrokenEnvironment(_MEANINGS.get(error.errno or errno.EIO, fallback)) from error


def make_folder(folder: Path) -> None:
    """Make a folder and those above it, each so that it survives a power cut."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(mode=0o700, exist_ok=True)
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable: without it a power cut may forget a file that is safe itself."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
