"""Photos: hostile until decoded, and never shown as they came.

`inspect_photo` decides whether bytes are a photo and reads what it knows about time and place.
`derive` makes the JPEG that people see: upright, sRGB, sized, without a byte of the original's metadata.
Both take and give bytes, need no files and no network, and are meant to run in a thread.

**Invariant:** only what `derive` returns is ever served. An original may be a valid photo and a web page
at the same time, and says where it was taken.
"""

from audit.imaging.derivatives import SCREEN_PIXELS, THUMBNAIL_PIXELS, derive, derive_logo
from audit.imaging.fingerprints import count_differing_bits
from audit.imaging.photos import Photo, inspect_photo

__all__ = [
    "SCREEN_PIXELS",
    "THUMBNAIL_PIXELS",
    "Photo",
    "count_differing_bits",
    "derive",
    "derive_logo",
    "inspect_photo",
]
