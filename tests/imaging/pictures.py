"""Pictures made for the tests, as bytes: a scene that looks different from every side, and ways to break it."""

from __future__ import annotations

import random
import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

# The four corners of the scene, in the order top left, top right, bottom left, bottom right.
CORNERS = ((220, 30, 30), (30, 160, 30), (30, 30, 220), (230, 210, 40))

# How a picture must be turned before it is stored, for each orientation to turn it back.
STORED = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def scene(width: int = 120, height: int = 80) -> Image.Image:
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for place, colour in enumerate(CORNERS):
        left, top = place % 2 * width // 2, place // 2 * height // 2
        draw.rectangle((left, top, left + width // 2, top + height // 2), fill=colour)
    return picture


def noise(width: int, height: int, seed: int = 1) -> Image.Image:
    return Image.frombytes("RGB", (width, height), random.Random(seed).randbytes(width * height * 3))


def saved(picture: Image.Image, format: str = "JPEG", **options: Any) -> bytes:  # noqa: A002 - Pillow's own word
    target = BytesIO()
    picture.save(target, format, **({"quality": 92} if format == "JPEG" else {}) | options)
    return target.getvalue()


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


def corners(picture: Image.Image) -> tuple[tuple[int, ...], ...]:
    """The colours a quarter of the way in from each corner, in the order of CORNERS."""
    width, height = picture.size
    places = ((x, y) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4))
    return tuple(picture.convert("RGB").getpixel(place) for place in places)


def alike(some: tuple[tuple[int, ...], ...], others: tuple[tuple[int, ...], ...], within: int = 12) -> bool:
    pairs = zip(sum(some, ()), sum(others, ()), strict=True)
    return all(abs(one - other) <= within for one, other in pairs)


def camera(orientation: int = 1, gps: dict[int, Any] | None = None, **times: str) -> Image.Exif:
    """EXIF as a camera writes it. Times by name: original, digitized, changed, and zone for the first."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "SECRET-CAMERA"
    if "changed" in times:
        exif[0x0132] = times["changed"]
    tags = {"original": 0x9003, "digitized": 0x9004, "zone": 0x9011}
    exif.get_ifd(0x8769).update({tags[name]: text for name, text in times.items() if name in tags})
    exif.get_ifd(0x8825).update(gps or {})
    return exif


def png_claiming(width: int, height: int) -> bytes:
    """A PNG of 69 bytes whose header claims a size."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(b"")) + png_chunk(b"IEND")
    )


def png_chunk(name: bytes, body: bytes = b"") -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg_claiming(width: int, height: int) -> bytes:
    """A real JPEG whose frame header is changed to claim a size."""
    data = saved(scene())
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]
