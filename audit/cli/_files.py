"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from audit.errors import N_, BrokenEnvironment, say


def write_whole(path: Path, body: bytes) -> None:
    """Write a file so that a failure leaves the one that was there. Raises BrokenEnvironment with the reason."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_bytes(body)
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        text = N_("{path} cannot be written: {reason}.")
        raise BrokenEnvironment(say(text, path=path, reason=error.strerror)) from error
