"""What a camera wrote beside the pixels: which way is up, when and where (CIPA DC-008, "Exif 2.32").

Read here and not by Pillow, because half of all EXIF in the wild is broken somewhere: wrong lengths, offsets
that point outside or back to themselves. Three directories are visited once each and nothing else is followed,
so there is no loop to fall into; a value that cannot be read is absent, and nothing is ever raised.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

_ORIENTATION, _EXIF_DIRECTORY, _GPS_DIRECTORY = 0x0112, 0x8769, 0x8825
# The moment of exposure, else of digitisation, else the file's last change (all that some phones write), each
# with its zone.
_TIMES = ((0x9003, 0x9011), (0x9004, 0x9012), (0x0132, 0x9010))
_LATITUDE, _LONGITUDE = (1, 2), (3, 4)
_WANTED = {_ORIENTATION, _EXIF_DIRECTORY, _GPS_DIRECTORY, *sum(_TIMES, ()), *_LATITUDE, *_LONGITUDE}
_VALUE_BYTES_MAX = 64  # what we want is short; thousands of entries could each claim the whole file

_TEXT = 2
_INTEGERS = {3: "H", 4: "I"}
_FRACTION = 5
_SIZES = {_TEXT: 1, 3: 2, 4: 4, _FRACTION: 8}


@dataclass(frozen=True, slots=True)
class Exif:
    """`orientation` is 1 to 8. `taken_at` is the camera's wall clock, with its zone where it wrote that, else naive.
    Degrees are WGS 84, north and east positive.
    """

    orientation: int = 1
    taken_at: datetime | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class _Value:
    kind: int
    raw: bytes
    order: str


_Directory = Mapping[int, _Value]


def read_exif(block: bytes | None) -> Exif:
    """Read a TIFF structure, with or without its `Exif` prefix; what is broken or absent keeps its default."""
    block = re.sub(rb"\A(Exif\x00\x00)+", b"", block or b"")
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(block[:4])
    if order is None or len(block) < 8:
        return Exif()
    main = _directory(block, order, struct.unpack_from(f"{order}I", block, 4)[0])
    details = _directory(block, order, _integer(main, _EXIF_DIRECTORY))
    orientation = _integer(main, _ORIENTATION) or 1
    latitude, longitude = _place(_directory(block, order, _integer(main, _GPS_DIRECTORY)))
    return Exif(orientation if orientation <= 8 else 1, _taken({**main, **details}), latitude, longitude)


def _directory(block: bytes, order: str, place: int | None) -> _Directory:
    """The entries of one directory; of a tag that stands twice, the first."""
    if place is None or place + 2 > len(block):
        return {}
    (count,) = struct.unpack_from(f"{order}H", block, place)
    entries: dict[int, _Value] = {}
    for entry in range(place + 2, min(place + 2 + 12 * count, len(block) - 11), 12):
        tag, kind, length, far = struct.unpack_from(f"{order}HHII", block, entry)
        size = length * _SIZES.get(kind, 0)
        if tag not in _WANTED or size > _VALUE_BYTES_MAX:
            continue
        start = far if size > 4 else entry + 8  # up to four bytes stand in the entry itself
        raw = block[start : start + size]
        if raw and len(raw) == size:
            entries.setdefault(tag, _Value(kind, raw, order))
    return entries


def _integer(entries: _Directory, tag: int) -> int | None:
    value = entries.get(tag)
    if value is None or value.kind not in _INTEGERS:
        return None
    number: int = struct.unpack_from(value.order + _INTEGERS[value.kind], value.raw)[0]
    return number


def _taken(entries: _Directory) -> datetime | None:
    for time_tag, zone_tag in _TIMES:
        try:
            taken_at = datetime.strptime(_text(entries, time_tag), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 - see _zone
        except ValueError:  # "0000:00:00 00:00:00" and blanks are how cameras say that they do not know
            continue
        return taken_at.replace(tzinfo=_zone(_text(entries, zone_tag)))
    return None


def _text(entries: _Directory, tag: int) -> str:
    value = entries.get(tag)
    if value is None or value.kind != _TEXT:
        return ""
    return value.raw.split(b"\x00", 1)[0].decode("ascii", errors="replace").strip()


def _zone(text: str) -> timezone | None:
    parts = re.fullmatch(r"([+-])(\d\d):([0-5]\d)", text, re.ASCII)
    if parts is None or int(parts[2]) > 14:
        return None
    east = timedelta(hours=int(parts[2]), minutes=int(parts[3]))
    return timezone(-east if parts[1] == "-" else east)


def _place(places: _Directory) -> tuple[float, float] | tuple[None, None]:
    latitude = _degrees(places, *_LATITUDE, sides="NS", limit=90)
    longitude = _degrees(places, *_LONGITUDE, sides="EW", limit=180)
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None, None  # 0, 0 lies in the Atlantic: it is what a phone without a fix writes
    return latitude, longitude


def _degrees(places: _Directory, side_tag: int, value_tag: int, *, sides: str, limit: int) -> float | None:
    side, value = _text(places, side_tag).upper(), places.get(value_tag)
    if value is None or value.kind != _FRACTION or side not in tuple(sides):
        return None
    numbers = struct.unpack(f"{value.order}{len(value.raw) // 4}I", value.raw)[:6]
    if len(numbers) < 6 or 0 in numbers[1::2]:
        return None
    hours, minutes, seconds = (above / below for above, below in zip(numbers[::2], numbers[1::2], strict=True))
    degrees: float = hours + minutes / 60 + seconds / 3600
    if degrees > limit:
        return None
    return -degrees if side == sides[1] else degrees
