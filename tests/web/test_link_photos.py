"""The photos of a shared report: those frozen with it, small and large, over its link alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.store.models import SharedReport, Visit
from tests.web.salons import PHOTO_NOON, PHOTO_SUN
from tests.web.sites import Browser
from tests.web.test_report_readers import shared_with_code
from tests.web.test_shares import BRANCH, latest, link_in


@pytest.fixture(autouse=True)
async def accepted(owner: Browser) -> None:
    """The visit to sun counts, with its photo of a broken standard."""
    await Visit.filter(id="sun-1").update(status="accepted", accepted_at=datetime.now(UTC) - timedelta(hours=1))


async def test_a_photo_of_the_report_is_shown_as_a_thumbnail(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    picture = (await stranger.get(link)).one("img")
    assert picture["src"] == f"{link}/photos/{PHOTO_SUN}" and picture["alt"]
    answer = await stranger.client.get(str(picture["src"]))
    assert answer.content.startswith(b"\xff\xd8") and answer.headers["content-type"] == "image/jpeg"
    assert answer.headers["cache-control"] == "no-store" and not stranger.client.cookies


async def test_a_photo_is_opened_larger(owner: Browser, stranger: Browser) -> None:
    link, word = await shared_with_code(owner)
    page = await stranger.post(link, {"code": word})
    [address] = [one for one in page.links if "/photos/" in one]
    assert (await stranger.client.get(address)).content.startswith(b"\xff\xd8")
    for wrong in (address.replace("screen", "huge"), address.partition("&")[0]):
        assert (await stranger.get(wrong)).status == 404


@pytest.mark.parametrize("sha256", [PHOTO_NOON, "0" * 64, "x"])
async def test_no_other_photo(owner: Browser, stranger: Browser, sha256: str) -> None:
    link = link_in(await owner.post(BRANCH))
    assert (await stranger.get(f"{link}/photos/{sha256}")).status == 404


async def test_a_photo_ends_with_its_link(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    await SharedReport.all().update(revoked_at=datetime.now(UTC))
    assert (await stranger.get(f"{link}/photos/{PHOTO_SUN}")).status == 404


async def test_behind_a_code_a_photo_needs_the_seal_of_the_opened_page(owner: Browser, stranger: Browser) -> None:
    link, word = await shared_with_code(owner)
    address = str((await stranger.post(link, {"code": word})).one("img")["src"])
    assert (await stranger.client.get(address)).status_code == 200
    for seal in ("", "?seal=", f"?seal={'0' * 32}", "?seal=é"):
        assert (await stranger.get(f"{link}/photos/{PHOTO_SUN}{seal}")).status == 404
    other, _ = await shared_with_code(owner)
    seal = address.partition("?")[2]
    assert (await stranger.get(f"{other}/photos/{PHOTO_SUN}?{seal}")).status == 404


async def test_a_report_of_before_has_no_photos(owner: Browser, stranger: Browser) -> None:
    link, report = link_in(await owner.post(BRANCH)), await latest()
    document = {name: value for name, value in report.document.items() if name != "photos"}
    await SharedReport.filter(id=report.id).update(document=document)
    assert not (await stranger.get(link)).all("img")
