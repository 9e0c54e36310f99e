"""What results are made of, as plain values for `json.dumps`: the same in every document of docs/formats.md."""

from __future__ import annotations

from collections.abc import Callable

from audit.errors import Sentence
from audit.scoring.intervals import Interval

Say = Callable[[Sentence], str]
"""Puts a sentence into a language."""


def pair(interval: Interval | None) -> list[float] | None:
    """The two ends, or null."""
    return None if interval is None else list(interval)


def said(why: Sentence | None, say: Say) -> str | None:
    """A sentence in words, or null."""
    return None if why is None else say(why)
