"""Whatever bytes arrive, they are a photo or they are refused with a sentence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageCms

from audit.errors import BadInput
from audit.imaging import derive, inspect_photo
from tests.imaging.pictures import camera, noise, opened, saved, scene

EXIF = camera(6, {1: "N", 2: (43.0, 28.0, 2.8), 3: "E", 4: (11.0, 53.0, 6.4)}, original="2026:03:14 15:09:26")
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
WHOLE = {
    "profiled jpeg": saved(scene(8, 8), icc_profile=PROFILE),
    "jpeg": saved(noise(40, 30), exif=EXIF, quality=60),
    "progressive jpeg": saved(scene(40, 30), exif=EXIF, progressive=True, comment=b"hello"),
    "printing jpeg": saved(scene(40, 30).convert("CMYK")),
    "png": saved(scene(40, 30), "PNG", exif=EXIF),
    "palette png": saved(scene(40, 30).convert("P"), "PNG", transparency=3),
    "deep png": saved(scene(40, 30).convert("I;16"), "PNG"),
    "one bit png": saved(scene(40, 30).convert("1"), "PNG"),
    "webp": saved(scene(40, 30), "WEBP", exif=EXIF),
    "clear webp": saved(scene(40, 30).convert("RGBA"), "WEBP", lossless=True),
}
CHANGES = st.lists(
    st.tuples(st.sampled_from(["set", "cut", "double", "drop"]), st.floats(0, 1), st.integers(0, 255)),
    min_size=1,
    max_size=6,
)


def _changed(data: bytes, changes: list[tuple[str, float, int]]) -> bytes:
    for act, share, value in changes:
        place = int(share * len(data))
        if act == "set":
            data = data[:place] + bytes([value]) + data[place + 1 :]
        elif act == "cut":
            data = data[: place + 1]
        elif act == "double":
            data = data[:place] + data[place : place + value] + data[place:]
        else:
            data = data[:place] + data[place + value :]
    return data


def _is_a_photo_or_refused(data: bytes) -> None:
    try:
        photo = inspect_photo(data)
    except BadInput as refused:
        assert str(refused).endswith(".")  # noqa: PT017 - both ends are right
        return
    assert photo.width * photo.height <= 50_000_000
    assert max(opened(derive(data, 32)).size) <= 32


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(WHOLE)), CHANGES)
def test_a_photo_changed_anywhere_is_a_photo_or_is_refused(name: str, changes: list[tuple[str, float, int]]) -> None:
    _is_a_photo_or_refused(_changed(WHOLE[name], changes))


@settings(max_examples=60, deadline=None)
@given(changes=CHANGES)
def test_a_heic_changed_anywhere_is_a_photo_or_is_refused(heic: bytes, changes: list[tuple[str, float, int]]) -> None:
    _is_a_photo_or_refused(_changed(heic, changes))


@settings(deadline=None)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"RIFF\x20\0\0\0WEBPVP8X", b"\0\0\0\x18ftypheic"]),
    st.binary(),
)
def test_any_bytes_are_a_photo_or_are_refused(start: bytes, rest: bytes) -> None:
    _is_a_photo_or_refused(start + rest)


def test_the_whole_ones_are_photos() -> None:
    sizes = {(photo.width, photo.height) for photo in map(inspect_photo, WHOLE.values())}
    assert sizes == {(8, 8), (40, 30), (30, 40)}
