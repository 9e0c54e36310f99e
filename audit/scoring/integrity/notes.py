"""One reason to look again."""

from __future__ import annotations

from dataclasses import dataclass

from audit.errors import Sentence


@dataclass(frozen=True, slots=True)
class IntegrityNote:
    """What was seen, and of which items (none: of the visit as a whole)."""

    kind: str
    sentence: Sentence
    items: tuple[str, ...] = ()
