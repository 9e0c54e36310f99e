"""Every file of a collection of real and hostile photos, against what is known about each."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from PIL import ImageChops, ImageStat

from audit.errors import BadInput
from audit.imaging import count_differing_bits, derive, inspect_photo
from tests.imaging.pictures import opened

pytestmark = pytest.mark.extra

# Decided: a HEIC is taken when it decodes, of several pictures the one it names as first; animations are not.
DECIDED = {"heic/heif": "accept", "truncated": "accept", "animated gif": "reject", "animated webp": "reject"}


def _listed() -> list[dict[str, Any]]:
    folder = os.environ.get("EXTRA_CASES")
    return json.loads((Path(folder) / "photos/index.json").read_text())["files"] if folder else []


def _expected(case: dict[str, Any]) -> str:
    return DECIDED[case["kind"]] if case["expect"] == "decide" else case["expect"]


def _cases(expected: str) -> list[Any]:
    """Without the collection one that is skipped by name."""
    found = [pytest.param(case, id=case["file"]) for case in _listed() if _expected(case) == expected]
    return found or [pytest.param(None, id="none")]


@pytest.mark.parametrize("case", _cases("accept"))
def test_is_taken_and_shown_upright_without_metadata(extra_cases: Path, case: dict[str, Any]) -> None:
    data = (extra_cases / "photos" / case["file"]).read_bytes()
    photo = inspect_photo(data)
    assert [photo.width, photo.height] == case["display_size"]
    if "gps_lat" in case:
        assert (photo.latitude, photo.longitude) == pytest.approx((case["gps_lat"], case["gps_lon"]), abs=1e-5)
    shown = derive(data, 10_000)
    assert list(opened(shown).size) == case["display_size"]
    assert not any(mark in shown for mark in (b"Exif", b"http", b"<script", b"ICC_PROFILE", b"Photoshop"))
    assert not opened(shown).getexif()


@pytest.mark.parametrize("case", _cases("reject"))
def test_is_refused_with_a_sentence(extra_cases: Path, case: dict[str, Any]) -> None:
    data = (extra_cases / "photos" / case["file"]).read_bytes()
    for act in (inspect_photo, lambda data: derive(data, 320)):
        with pytest.raises(BadInput, match=r"^[A-Z].+\.$"):
            act(data)


@pytest.mark.parametrize(
    "name, upright",
    [
        *(
            (f"orient_{turned}", "orient_1_none_128.jpg")
            for turned in ("3_128.jpg", "4_128.jpg", "6.webp", "7_128.jpg")
        ),
        *((f"landscape_orient_{turned}.jpg", "landscape_orient_1.jpg") for turned in (3, 5, 7)),
    ],
)
def test_looks_like_its_upright_brother(extra_cases: Path, name: str, upright: str) -> None:
    folder = extra_cases / "photos"
    turned, reference = (folder / name).read_bytes(), (folder / upright).read_bytes()
    apart = ImageChops.difference(opened(derive(turned, 64)), opened(derive(reference, 64)))
    assert max(ImageStat.Stat(apart).mean) < 12  # of 255: each landscape carries its own number
    known = inspect_photo(reference).fingerprint
    assert count_differing_bits(inspect_photo(turned).fingerprint, known) <= 4
