"""From a decoder's picture to one that any screen shows right: small, upright, sRGB, opaque."""

from __future__ import annotations

from io import BytesIO
from math import ceil

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from audit.imaging.exif import Exif, read_exif
from audit.imaging.formats import decoding

# From how a picture is stored to how it is looked at (Exif 2.32, table 5).
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

_PROFILE_BYTES_MAX = 4_000_000  # the profiles of printing presses are the largest, at 2 MB


def shrink(picture: ImageFile, longest_side: int) -> tuple[Image.Image, Exif]:
    """Decode all of `picture` to at most `longest_side` pixels, upright, in RGB; never enlarge it.

    Raises BadInput when it turns out to be damaged. `picture` is used up.
    """
    with decoding():
        small = _to_srgb(_to_opaque(_decode(picture, longest_side)), _block(picture, "icc_profile"))
    exif = read_exif(_block(picture, "exif"))  # only now: a PNG may carry it behind the pixels
    if exif.orientation in _UPRIGHT:
        small = small.transpose(_UPRIGHT[exif.orientation])
    return small, exif


def _decode(picture: ImageFile, longest_side: int) -> Image.Image:
    if picture.format != "JPEG":
        # Else a HEIF would offer its embedded preview, which may show something else than the photo.
        picture.load()
    small: Image.Image = picture
    if picture.mode in ("1", "P") or (picture.has_transparency_data and picture.mode not in ("LA", "RGBA", "RGBa")):
        small = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    # A JPEG is decoded at a half, a quarter or an eighth of its size where that is still large enough: a third of
    # the time and of the memory. Pillow looks at both sides of the box, hence one of the picture's own shape.
    share = min(1.0, longest_side / max(small.size))
    small.thumbnail((ceil(small.width * share), ceil(small.height * share)), reducing_gap=1.1)
    small.load()
    return small


def _to_opaque(small: Image.Image) -> Image.Image:
    if small.mode.startswith("I"):  # 16 bits of grey, which a plain conversion would clip to 8
        return small.convert("I").point(lambda value: value / 257).convert("L")
    if not small.has_transparency_data:
        return small
    coloured = small.convert("RGBA")
    paper = Image.new("RGB", coloured.size, "white")
    paper.paste(coloured, mask=coloured.getchannel("A"))
    return paper


def _to_srgb(small: Image.Image, profile: bytes | None) -> Image.Image:
    """Apply the camera's colour profile; one that is broken or meant for other pixels is left out."""
    if profile and len(profile) <= _PROFILE_BYTES_MAX:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            converted = ImageCms.profileToProfile(small, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return small.convert("RGB")


def _block(picture: ImageFile, name: str) -> bytes | None:
    block = picture.info.get(name)
    return block if isinstance(block, bytes) else None
