"""What there is to say about one place of a file that was looked at or read in."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import Sentence


@dataclass(frozen=True, slots=True)
class Finding:
    """A sentence and its place: a sheet and row of a workbook, or a place in a document."""

    sentence: Sentence
    sheet: str | None = None
    row: int | None = None
    place: str | None = None
