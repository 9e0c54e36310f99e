from __future__ import annotations

from datetime import UTC, datetime

import pytest
from PIL import Image

from audit.errors import BadInput
from audit.imaging import inspect_photo
from tests.imaging.pictures import STORED, camera, jpeg_claiming, noise, png_chunk, png_claiming, saved, scene

AREZZO = {1: "N", 2: (43.0, 28.0, 2.814), 3: "E", 4: (11.0, 53.0, 6.4559)}


@pytest.mark.parametrize(
    "format, type",
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")],
)
def test_the_three_formats_of_the_web_are_photos(format: str, type: str) -> None:  # noqa: A002
    photo = inspect_photo(saved(scene(120, 80), format))
    assert (photo.width, photo.height, photo.type) == (120, 80, type)
    assert (photo.taken_at, photo.latitude, photo.longitude) == (None, None, None)


def test_what_phones_with_apples_call_heic_is_a_photo(heic: bytes) -> None:
    photo = inspect_photo(heic)
    assert (photo.width, photo.height, photo.type) == (120, 80, "image/heif")


@pytest.mark.parametrize("orientation", STORED)
def test_width_and_height_are_those_one_looks_at(orientation: int) -> None:
    turn = STORED[orientation]
    stored = scene(120, 80) if turn is None else scene(120, 80).transpose(turn)
    photo = inspect_photo(saved(stored, exif=camera(orientation)))
    assert (photo.width, photo.height) == (120, 80)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_time_and_place_are_read_from_every_format(format: str) -> None:  # noqa: A002
    exif = camera(original="2026:03:14 15:09:26", zone="+02:00", gps=AREZZO)
    photo = inspect_photo(saved(scene(), format, exif=exif))
    assert photo.taken_at == datetime(2026, 3, 14, 13, 9, 26, tzinfo=UTC)
    assert (photo.latitude, photo.longitude) == pytest.approx((43.467448, 11.885127), abs=1e-6)


@pytest.mark.parametrize(
    "picture",
    [
        scene().convert("L"),
        scene().convert("P"),
        scene().convert("1"),
        scene().convert("LA"),
        scene().convert("RGBA"),
        Image.new("I;16", (120, 80), 40_000),
        Image.new("RGB", (1, 1)),
        Image.new("RGB", (4000, 1)),
        Image.new("RGB", (1, 4000)),
    ],
    ids=lambda picture: f"{picture.mode} {picture.width} x {picture.height}",
)
def test_every_kind_of_pixel_and_shape_is_taken(picture: Image.Image) -> None:
    photo = inspect_photo(saved(picture, "PNG"))
    assert (photo.width, photo.height) == picture.size


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_jpegs_in_grey_and_in_printing_colours_are_taken(mode: str) -> None:
    assert inspect_photo(saved(scene().convert(mode))).width == 120


def test_a_photo_with_anything_behind_it_is_taken() -> None:
    assert inspect_photo(saved(scene()) + b"<html><script>alert(1)</script>").width == 120


def test_of_a_file_with_several_pictures_a_phone_makes_the_first_is_the_photo() -> None:
    several = saved(scene(120, 80), "MPO", save_all=True, append_images=[noise(30, 20)])
    assert inspect_photo(several).width == 120


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff",
        b"just a text",
        b"<!doctype html><title>x</title>",
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"%PDF-1.7\n",
        b"\x00\x00\x00\x20ftypisom" + bytes(24),
        saved(scene(), "GIF"),
        saved(scene(), "BMP"),
        saved(scene(), "TIFF"),
        saved(scene(), "ICO"),
        saved(scene(), "PPM"),
    ],
    ids=["nothing", "a byte", "text", "html", "svg", "pdf", "film", "gif", "bmp", "tiff", "ico", "ppm"],
)
def test_what_is_none_of_the_four_formats_is_refused_whatever_it_is_called(data: bytes) -> None:
    with pytest.raises(BadInput, match="Send a JPEG, PNG, WebP or HEIC file"):
        inspect_photo(data)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99])
def test_a_photo_that_breaks_off_is_refused(format: str, share: float) -> None:  # noqa: A002
    data = saved(noise(160, 120), format)
    with pytest.raises(BadInput, match="damaged or incomplete"):
        inspect_photo(data[: int(len(data) * share)])


def test_a_progressive_photo_that_breaks_off_is_refused_though_it_could_be_shown_blurred() -> None:
    data = saved(noise(160, 120), progressive=True)
    with pytest.raises(BadInput, match="damaged or incomplete"):
        inspect_photo(data[: len(data) * 3 // 4])


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_heic_that_breaks_off_is_refused(heic: bytes, share: float) -> None:
    with pytest.raises(BadInput, match="damaged or incomplete"):
        inspect_photo(heic[: int(len(heic) * share)])


@pytest.mark.parametrize(
    "data, megapixels",
    [
        (jpeg_claiming(65_000, 65_000), "4225"),
        (jpeg_claiming(10_000, 5_001), "50.0"),
        (png_claiming(30_000, 30_000), "900"),
        (png_claiming(2_000_000_000, 1), "2000"),
    ],
)
def test_a_photo_of_too_many_pixels_is_refused_by_its_header(data: bytes, megapixels: str) -> None:
    with pytest.raises(BadInput, match=f"has {megapixels} million pixels"):
        inspect_photo(data)


def test_a_small_file_of_many_real_pixels_is_refused() -> None:
    with pytest.raises(BadInput, match="has 36 million pixels; at most 25 million"):
        inspect_photo(saved(Image.new("1", (6000, 6000)), "PNG"))


def test_a_large_webp_is_refused_before_its_canvas_is_made() -> None:
    with pytest.raises(BadInput, match="at most 12 million"):
        inspect_photo(saved(Image.new("RGB", (5000, 2500)), "WEBP", method=0))


def test_a_jpeg_of_ten_thousand_passes_is_refused() -> None:
    data = saved(scene(), progressive=True)
    last_scan = data[data.rindex(b"\xff\xda") : -2]
    with pytest.raises(BadInput, match="keep the server busy"):
        inspect_photo(data[:-2] + last_scan * 10_000 + data[-2:])


@pytest.mark.parametrize("format", ["PNG", "WEBP"])
def test_moving_pictures_are_refused(format: str) -> None:  # noqa: A002
    with pytest.raises(BadInput, match="moving picture"):
        inspect_photo(saved(scene(), format, save_all=True, append_images=[noise(120, 80)]))


def test_an_animation_that_is_declared_wrongly_is_refused_too() -> None:
    data = saved(scene(), "PNG")
    with pytest.raises(BadInput, match="moving picture"):
        inspect_photo(data[:33] + png_chunk(b"acTL", bytes(8)) + data[33:])


def test_a_text_in_a_png_that_unpacks_to_megabytes_is_refused() -> None:
    from zlib import compress

    data = saved(scene(), "PNG")
    text = png_chunk(b"zTXt", b"Comment\0\0" + compress(bytes(50_000_000)))
    with pytest.raises(BadInput, match="damaged"):
        inspect_photo(data[:33] + text + data[33:])


@pytest.mark.parametrize(
    "exif",
    [
        b"Exif\0\0",
        b"Exif\0\0II*\0",
        b"Exif\0\0" + b"II*\0\x08\0\0\0" + b"\xff" * 5000,
        b"Exif\0\0MM\0*\0\0\0\x08" * 900,
    ],
)
def test_broken_exif_does_not_cost_the_photo(exif: bytes) -> None:
    photo = inspect_photo(saved(scene(), exif=exif))
    assert (photo.width, photo.taken_at, photo.latitude) == (120, None, None)
