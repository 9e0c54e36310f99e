"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from audit.errors import N_, BrokenEnvironment, say

CANNOT_WRITE = N_("{path} cannot be written: {reason}.")


@contextmanager
def write_whole(path: Path) -> Iterator[Path]:
    """A temporary file beside `path` to write to; it takes the name at the end, and goes when anything fails."""
    try:
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        os.close(descriptor)
        temporary = Path(name)
        try:
            yield temporary
            temporary.chmod(0o644)
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise BrokenEnvironment(say(CANNOT_WRITE, path=path, reason=error.strerror or error)) from error
