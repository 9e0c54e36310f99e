"""Which bytes are opened as a photo at all, and within which bounds.

Pillow's registry of some forty formats is never asked: the first bytes choose one of four decoders, or none.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from audit.errors import N_, BadInput, say
from audit.imaging.scans import count_scans

_HEIF_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")

# libjpeg makes one pass over the whole picture for every scan, however few bytes a scan has:
# a file of 2 MB can ask for hours. Cameras write 1, progressive encoders about 10.
_SCANS_MAX = 100

# What the decoders of Pillow 13 and libheif raise on damaged input. MemoryError is not among them:
# within the bounds below it says that the server, not the photo, is at fault.
_DAMAGE = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    ArithmeticError,
    LookupError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)


class _Jpeg(JpegImageFile):
    """A JPEG whose EXIF Pillow leaves alone.

    It would look there for dots per inch, which we do not want, and warn about broken EXIF, which is common.
    The plain class also takes the first picture of a multi-picture file, which is the photo.
    """

    def _read_dpi_from_exif(self) -> None:
        pass


def _open_heif(stream: BytesIO) -> ImageFile:
    from pillow_heif import HeifImageFile  # 60 ms and 10 MB that most servers never need

    picture: ImageFile = HeifImageFile(stream)  # type: ignore[no-untyped-call]
    return picture


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file we take. `megapixels_max` keeps its decoder under about 250 MB of memory."""

    media_type: str
    open: Callable[[BytesIO], ImageFile]
    megapixels_max: int


JPEG = Format("image/jpeg", _Jpeg, 50)
JPEG_IN_PASSES = Format("image/jpeg", _Jpeg, 30)  # all coefficients are held at once, at any scale
PNG = Format("image/png", PngImageFile, 25)
WEBP = Format("image/webp", WebPImageFile, 12)  # the decoder keeps four copies
HEIF = Format("image/heif", _open_heif, 25)


@contextmanager
def decoding() -> Iterator[None]:
    """Turn whatever a decoder throws at damaged bytes into one sentence for the person who sent them."""
    try:
        yield
    except _DAMAGE as error:
        raise BadInput(
            say(N_("The photo is damaged or incomplete and cannot be shown. Send it again, or take a new one."))
        ) from error


def open_picture(data: bytes) -> tuple[Format, ImageFile]:
    """Open `data` without decoding its pixels; raise BadInput when it is no still photo within bounds."""
    kind = _format_of(data)
    with decoding():
        picture = kind.open(BytesIO(data))
    if getattr(picture, "n_frames", 1) > 1 and kind is not HEIF:  # a HEIF names one of its pictures the photo
        _refuse_motion()
    _refuse_too_many_pixels(picture.size, kind.megapixels_max)
    return kind, picture


def _format_of(data: bytes) -> Format:
    if data.startswith(b"\xff\xd8\xff"):
        return _jpeg_format(data)
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        if b"acTL" in _png_chunks(data):
            _refuse_motion()
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data[4:8] == b"ftyp" and data[8:12] in _HEIF_BRANDS:
        return HEIF
    raise BadInput(say(N_("This is not a photo that can be read. Send a JPEG, PNG, WebP or HEIC file.")))


def _jpeg_format(data: bytes) -> Format:
    scans = count_scans(data)
    if scans > _SCANS_MAX:
        raise BadInput(say(N_("The photo is built to keep the server busy and is not opened.")))
    return JPEG_IN_PASSES if scans > 1 else JPEG


def _png_chunks(data: bytes) -> Iterator[bytes]:
    place = 8
    while place + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, place)
        yield name
        place += 12 + length


def _refuse_motion() -> None:
    # Keeping the first frame would hide from the reviewer what the auditor sent as evidence.
    raise BadInput(say(N_("This is a moving picture. Send a single photo.")))


def _refuse_too_many_pixels(size: tuple[int, int], megapixels_max: int) -> None:
    megapixels = size[0] * size[1] / 1_000_000
    if megapixels > megapixels_max:
        raise BadInput(
            say(
                N_("The photo has {megapixels} million pixels; at most {limit} million are taken. Send a smaller one."),
                megapixels=f"{megapixels:.0f}" if megapixels >= megapixels_max + 1 else f"{megapixels:.1f}",
                limit=megapixels_max,
            )
        )
