"""How many passes a JPEG asks of its decoder, counted without decoding."""

from __future__ import annotations

import re

_END_OF_IMAGE = b"\xd9"
_START_OF_SCAN = b"\xda"

# 0xFF and a byte that makes it a marker with a length behind it. Not among them: stuffed zeros, fill bytes,
# restarts, start of image and TEM, which stand alone (ITU T.81, table B.1).
_MARKER = re.compile(rb"\xff([^\x00\x01\xff\xd0-\xd8])", re.DOTALL)


def count_scans(data: bytes) -> int:
    """Number of scans before the end of the first picture in `data`.

    Segments are stepped over by their length, so a preview inside the EXIF, a film or a second picture
    behind the first are not counted, and a comment cannot fake the end.
    """
    scans = place = 0
    while marker := _MARKER.search(data, place):
        if marker[1] == _END_OF_IMAGE:
            break
        scans += marker[1] == _START_OF_SCAN
        place = marker.end() + max(2, int.from_bytes(data[marker.end() : marker.end() + 2], "big"))
    return scans
