"""A short fingerprint by which the same photo is known again after resizing and re-encoding.

It is a reason for a human to look, never a verdict: plain walls and dark rooms resemble each other.
"""

from __future__ import annotations

from PIL import Image

_COLUMNS, _ROWS = 9, 8


def fingerprint(picture: Image.Image) -> str:
    """The difference hash of a picture: 64 bits as 16 hexadecimal digits, row by row from the top left.

    A bit is set where a cell is brighter than the one to its left, on the picture averaged to 9 x 8 grey
    cells (N. Krawetz, "Kind of Like That", hackerfactor.com, 2013).
    """
    cells = picture.convert("L").resize((_COLUMNS, _ROWS), Image.Resampling.BOX).tobytes()
    bits = 0
    for row in range(_ROWS):
        for column in range(_COLUMNS - 1):
            place = row * _COLUMNS + column
            bits = bits << 1 | (cells[place + 1] > cells[place])
    return f"{bits:016x}"


def count_differing_bits(one: str, other: str) -> int:
    """How far two fingerprints are apart: 0 for the same picture, about 32 for strangers, 64 for its negative.

    Up to about 6 is the same picture, resized or re-encoded.
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()
