from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from pillow_heif import HeifImageFile, from_pillow

from audit.errors import BadInput
from audit.imaging import SCREEN_PIXELS, THUMBNAIL_PIXELS, derive
from tests.imaging.pictures import CORNERS, STORED, alike, camera, corners, noise, opened, saved, scene

TAIL = b"<html><script>alert(document.cookie)</script></html>"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_every_orientation_is_shown_upright(format: str, orientation: int) -> None:  # noqa: A002
    turn = STORED[orientation]
    stored = scene() if turn is None else scene().transpose(turn)
    shown = opened(derive(saved(stored, format, exif=camera(orientation)), 60))
    assert shown.size == (60, 40)
    assert alike(corners(shown), CORNERS)


def test_a_heic_is_shown_as_jpeg(heic: bytes) -> None:
    shown = opened(derive(heic, 60))
    assert (shown.format, shown.size) == ("JPEG", (60, 40))
    assert alike(corners(shown), CORNERS, within=20)


def test_a_preview_inside_a_heic_never_stands_in_for_the_photo() -> None:
    target = BytesIO()
    from_pillow(scene(640, 480)).save(target, quality=60, thumbnails=[320])
    place = target.getvalue().index(b"mdat") + 40
    other = target.getvalue()[:place] + bytes(200) + target.getvalue()[place + 200 :]  # hits the photo, not its preview
    seen = HeifImageFile(BytesIO(other))
    seen.load()
    assert not alike(corners(seen), CORNERS)
    assert alike(corners(opened(derive(other, 96))), corners(seen))


@pytest.mark.parametrize(
    "stored, longest_side, shown",
    [
        ((4000, 3000), THUMBNAIL_PIXELS, (320, 240)),
        ((3000, 4000), THUMBNAIL_PIXELS, (240, 320)),
        ((1600, 1200), SCREEN_PIXELS, (1600, 1200)),
        ((2400, 1800), SCREEN_PIXELS, (1600, 1200)),
        ((100, 50), THUMBNAIL_PIXELS, (100, 50)),
        ((1, 1), THUMBNAIL_PIXELS, (1, 1)),
        ((4000, 1), THUMBNAIL_PIXELS, (320, 1)),
        ((1, 4000), THUMBNAIL_PIXELS, (1, 320)),
    ],
)
def test_the_longest_side_fits_and_nothing_is_enlarged(
    stored: tuple[int, int], longest_side: int, shown: tuple[int, int]
) -> None:
    assert opened(derive(saved(Image.new("RGB", stored)), longest_side)).size == shown


def test_nothing_of_the_original_comes_along_but_its_pixels() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    exif = camera(original="2026:03:14 15:09:26", gps={1: "N", 2: (43.0, 28.0, 2.8), 3: "E", 4: (11.0, 53.0, 6.4)})
    options = {"exif": exif, "icc_profile": profile, "comment": b"SECRET", "xmp": b"<x:xmpmeta>SECRET</x:xmpmeta>"}
    data = saved(scene(), **options) + TAIL
    assert data.count(b"SECRET") == 3
    shown = derive(data, 320)
    assert _segments(shown) <= {"APP0", "tables", "frame", "scan"}
    assert not re.search(rb"SECRET|script|Exif|xmp|ICC_PROFILE", shown)


def test_a_comment_does_not_come_along_where_nothing_else_is_to_be_changed() -> None:
    assert b"SECRET" not in derive(saved(scene(60, 40), comment=b"SECRET"), 320)


def test_nor_from_a_png_or_a_webp() -> None:
    text = PngInfo()
    text.add_text("Comment", "SECRET")
    for data in (
        saved(scene(), "PNG", exif=camera(), pnginfo=text),
        saved(scene(), "WEBP", exif=camera(), xmp=b"SECRET"),
    ):
        assert b"SECRET" in data
        shown = derive(data + TAIL, 320)
        assert _segments(shown) <= {"APP0", "tables", "frame", "scan"}
        assert b"SECRET" not in shown
        assert b"script" not in shown


def test_a_derivative_ends_where_its_picture_ends() -> None:
    shown = derive(saved(scene()) + TAIL, 320)
    assert shown.startswith(b"\xff\xd8\xff\xe0")
    assert shown.endswith(b"\xff\xd9")
    assert opened(shown).info.keys() <= {
        "jfif",
        "jfif_version",
        "jfif_unit",
        "jfif_density",
        "progressive",
        "progression",
    }


def test_the_same_photo_gives_the_same_bytes() -> None:
    data = saved(noise(300, 200))
    assert derive(data, 160) == derive(data, 160)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_is_transparent_is_shown_on_white(mode: str) -> None:
    glass = Image.new("RGBA", (40, 40), (0, 0, 0, 0)).convert(mode)
    assert alike((opened(derive(saved(glass, "PNG"), 320)).getpixel((20, 20)),), ((255, 255, 255),), within=2)


@pytest.mark.parametrize("mode, clear", [("RGB", (9, 9, 9)), ("L", 9), ("P", 1)])
def test_a_colour_that_stands_for_transparent_is_shown_on_white(mode: str, clear: Any) -> None:
    picture = Image.new(mode, (40, 40), clear)
    if mode == "P":
        picture.putpalette([200, 0, 0, 9, 9, 9])
    shown = opened(derive(saved(picture, "PNG", transparency=clear), 320))
    assert alike((shown.getpixel((20, 20)),), ((255, 255, 255),), within=2)


@pytest.mark.parametrize("value, grey", [(0, 0), (257 * 40, 40), (32_768, 127), (65_535, 255)])
def test_sixteen_bits_of_grey_keep_their_brightness(value: int, grey: int) -> None:
    shown = opened(derive(saved(Image.new("I;16", (40, 40), value), "PNG"), 320))
    assert alike((shown.getpixel((20, 20)),), ((grey, grey, grey),), within=2)


def test_printing_colours_are_shown_as_they_look() -> None:
    shown = opened(derive(saved(scene().convert("CMYK")), 320))
    assert shown.mode == "RGB"
    assert alike(corners(shown), CORNERS, within=30)


def test_a_palette_is_smoothed_and_not_picked_from() -> None:
    stripes = Image.new("P", (640, 640))
    stripes.putpalette([0, 0, 0, 255, 255, 255])
    stripes.putdata([column % 2 for _ in range(640) for column in range(640)])
    assert 100 < opened(derive(saved(stripes, "PNG"), 320)).getpixel((160, 160))[0] < 200


@pytest.mark.parametrize("profile", [b"no profile at all", bytes(4_500_000)], ids=["rubbish", "huge"])
def test_a_profile_that_is_none_does_not_cost_the_photo(profile: bytes) -> None:
    shown = opened(derive(saved(scene(), icc_profile=profile), 320))
    assert alike(corners(shown), CORNERS)


def test_a_profile_for_other_pixels_does_not_cost_the_photo() -> None:
    for_lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    shown = opened(derive(saved(scene(), icc_profile=for_lab), 320))
    assert alike(corners(shown), CORNERS)


def test_a_cameras_colours_are_brought_to_those_of_the_web() -> None:
    shown = opened(derive(saved(scene(), icc_profile=_swapping_red_and_green()), 320))
    assert alike(corners(shown)[:2], tuple((green, red, blue) for red, green, blue in CORNERS[:2]), within=25)


def _swapping_red_and_green() -> bytes:
    """sRGB with the names of two primaries exchanged: a profile whose effect cannot be overlooked."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"?XYZ").replace(b"gXYZ", b"rXYZ").replace(b"?XYZ", b"gXYZ")


def test_what_is_no_photo_has_no_derivative() -> None:
    for data in (b"", TAIL, saved(scene())[:500]):
        with pytest.raises(BadInput):
            derive(data, 320)


def test_scenes_are_told_apart_by_the_check_of_corners() -> None:
    turned = [corners(scene() if turn is None else scene().transpose(turn)) for turn in STORED.values()]
    assert not any(alike(one, other) for one, other in pairwise(turned))


def _segments(jpeg: bytes) -> set[str]:
    names = {0xE0: "APP0", 0xDB: "tables", 0xC4: "tables", 0xC0: "frame", 0xC2: "frame", 0xDA: "scan"}
    found, place = set(), 2
    while marker := re.compile(rb"\xff([^\x00\x01\xff\xd0-\xd8])", re.DOTALL).search(jpeg, place):
        if marker[1] == b"\xd9":
            break
        found.add(names.get(marker[1][0], marker[1].hex()))
        place = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2], "big")
    return found
