"""The photo store: the bytes that phones sent, kept as they came, each under its SHA-256.

**Invariant:** what `put` has returned for survives a power cut, and what stands under a name has that hash.
**Invariant:** a name is never a way to learn whether somebody else's photo exists: `put` takes the bytes again.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from audit.blobs.folders import FolderBlobs
from audit.blobs.incoming import POINTS, ignore_point
from audit.blobs.interface import LARGEST_BLOB_BYTES, Blobs
from audit.errors import N_, BrokenEnvironment, say

__all__ = ["LARGEST_BLOB_BYTES", "POINTS", "Blobs", "open_blobs"]


def open_blobs(setting: str, *, reached: Callable[[str], None] = ignore_point) -> Blobs:
    """The store that the setting `AUDIT_PHOTOS` names. Touches no disk: a broken one is told by `check`.

    `reached` is called, in a thread, with each of POINTS as a photo passes it: tests kill the server there.
    """
    if "://" in setting:
        raise BrokenEnvironment(
            say(N_("AUDIT_PHOTOS is {setting}, but photos can be kept in a folder only."), setting=setting)
        )
    return FolderBlobs(Path(setting), reached)
