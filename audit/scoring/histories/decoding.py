"""Bytes of a file into text."""

from __future__ import annotations

from audit.errors import N_, BadInput, Problem, say


def decode(data: bytes) -> str:
    """UTF-8, with or without a byte order mark; anything else is refused with its line."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(f"line {line}", say(N_("this is not UTF-8 text.")))
        sentence = say(N_("The file is not UTF-8 text. Save it again as CSV UTF-8; nothing was read."))
        raise BadInput(sentence, (problem,)) from error
