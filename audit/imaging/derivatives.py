"""The pictures that are served: made anew from the pixels, so that nothing else of the original comes along."""

from __future__ import annotations

from io import BytesIO

from audit.imaging.formats import open_picture
from audit.imaging.pictures import shrink

THUMBNAIL_PIXELS = 320
LOGO_PIXELS = 600
SCREEN_PIXELS = 1600

_QUALITY = 80  # of JPEG, 1 to 95: at 320 and at 1600 pixels no difference is seen beside 90, at half the bytes


def derive(data: bytes, longest_side: int) -> bytes:
    """A JPEG of the photo in `data`: upright, sRGB, on white, at most `longest_side` pixels, no metadata.

    A smaller photo keeps its size. Raises BadInput as `inspect_photo` does. The same bytes give the same bytes.
    """
    _, picture = open_picture(data)
    small, _ = shrink(picture, longest_side)
    small.info = {}  # Pillow writes a comment and a profile that it finds here
    target = BytesIO()
    # On a slow line a large photo then appears coarse at once and sharpens. A thumbnail has no use for the 20 ms.
    is_large = max(small.size) > THUMBNAIL_PIXELS
    small.save(target, "JPEG", quality=_QUALITY, optimize=True, progressive=is_large)
    return target.getvalue()


def derive_logo(data: bytes) -> bytes:
    """A PNG of the picture in `data` on white, its edges sharp, as `derive` makes a photo."""
    _, picture = open_picture(data)
    small, _ = shrink(picture, LOGO_PIXELS)
    small.info = {}
    target = BytesIO()
    small.save(target, "PNG", optimize=True)
    return target.getvalue()
