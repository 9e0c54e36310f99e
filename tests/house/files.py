"""The repository's own files, for the tests that read them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Written by others or by a machine: not ours to shape.
NOT_OURS = ("audit/static/vendor/", "audit/store/migrations/")


def ours(*patterns: str) -> Iterator[tuple[str, Path]]:
    """Each of our files that matches a pattern: its name as docs write it, and its path."""
    for pattern in patterns:
        for path in sorted(ROOT.glob(pattern)):
            name = path.relative_to(ROOT).as_posix()
            if path.is_file() and not name.startswith(NOT_OURS):
                yield name, path


def found_none(offences: Iterable[str]) -> None:
    """Fail with every offence on a line of its own."""
    lines = list(offences)
    assert not lines, "\n".join(["", *lines])
