from __future__ import annotations

from PIL import Image, ImageEnhance, ImageFilter, ImageOps

from audit.imaging import count_differing_bits, derive, inspect_photo
from audit.imaging.fingerprints import fingerprint
from tests.imaging.pictures import camera, noise, saved


def _view(seed: int) -> Image.Image:
    return noise(12, 9, seed).resize((800, 600), Image.Resampling.BICUBIC)


def test_a_ramp_has_the_fingerprint_one_can_work_out_by_hand() -> None:
    ramp = Image.linear_gradient("L").rotate(90)
    assert fingerprint(ramp) == "f" * 16
    assert fingerprint(ImageOps.invert(ramp)) == "0" * 16
    assert fingerprint(Image.new("RGB", (30, 30), "grey")) == "0" * 16


def test_the_bits_stand_row_by_row() -> None:
    picture = Image.new("L", (9, 8))
    picture.putpixel((1, 0), 255)
    assert fingerprint(picture) == "8000000000000000"
    picture.putpixel((8, 7), 255)
    assert fingerprint(picture) == "8000000000000001"


def test_the_same_photo_is_known_again_smaller_and_worse() -> None:
    for seed in range(5):
        original = saved(_view(seed))
        known = inspect_photo(original).fingerprint
        worse = saved(ImageEnhance.Brightness(_view(seed)).enhance(0.8).filter(ImageFilter.GaussianBlur(2)), quality=40)
        for again in (derive(original, 320), worse, saved(_view(seed), "PNG")):
            assert count_differing_bits(known, inspect_photo(again).fingerprint) <= 6


def test_it_is_taken_upright() -> None:
    upright, lying = saved(_view(1)), saved(_view(1).transpose(Image.Transpose.ROTATE_90), exif=camera(6))
    assert count_differing_bits(inspect_photo(upright).fingerprint, inspect_photo(lying).fingerprint) <= 3


def test_other_photos_are_far_apart() -> None:
    seen = [inspect_photo(saved(_view(seed))).fingerprint for seed in range(12)]
    distances = [count_differing_bits(one, other) for one in seen for other in seen if one != other]
    assert len(set(seen)) == 12
    assert min(distances) > 12


def test_bits_are_counted() -> None:
    assert count_differing_bits("0" * 16, "f" * 16) == 64
    assert count_differing_bits("00000000000000ff", "00000000000000f0") == 4
