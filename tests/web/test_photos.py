"""Photos: made anew from their pixels, for those who may see the visit, under the hash alone."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from tests.web.salons import NOON_JPEG, PHOTO_NOON
from tests.web.sites import Browser


@pytest.mark.parametrize("size", ["thumbnail", "screen"])
async def test_a_photo_is_served_as_a_jpeg_that_only_this_browser_keeps(manager: Browser, size: str) -> None:
    answer = await manager.get(f"/photos/{PHOTO_NOON}/{size}")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/jpeg")
    assert answer.headers["cache-control"] == "private, max-age=31536000, immutable"
    picture = Image.open(BytesIO(answer.response.content))
    assert picture.format == "JPEG" and not picture.getexif()
    assert answer.response.content != NOON_JPEG  # never the bytes as they came


@pytest.mark.parametrize("size", ["original", "", "THUMBNAIL", "1600", "..%2fthumbnail"])
async def test_there_are_no_other_sizes(manager: Browser, size: str) -> None:
    assert (await manager.get(f"/photos/{PHOTO_NOON}/{size}")).status == 404


@pytest.mark.parametrize("digest", ["0" * 64, PHOTO_NOON.upper(), PHOTO_NOON[:-1], "..", "..%2f..%2fsecret"])
async def test_a_hash_that_is_none_leads_nowhere(manager: Browser, digest: str) -> None:
    assert (await manager.get(f"/photos/{digest}/thumbnail")).status == 404
