"""Files for browsers: those that were there at the start, and no way out of their folder."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from audit.static_files import build_id, static_paths
from tests.web.sites import NAMES, Browser, Site

OUTSIDE = [
    "../settings.py", "../../audit/settings.py", "..%2f..%2fpyproject.toml", "%2e%2e/settings.py", "..%5csettings.py",
    "/etc/passwd", "%2fetc%2fpasswd", "css/../../settings.py", "css/%00desk.css", "css", "css/", "", ".",
    "css/desk.css/", "CSS/DESK.CSS", "....//....//settings.py", "file:///etc/passwd", "css/desk.css%00.png",
]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
@pytest.mark.parametrize("build", [build_id(), "any"])
async def test_nothing_but_our_own_files_is_served(stranger: Browser, build: str, path: str) -> None:
    answer = await stranger.get(f"/static/{build}/{path}")
    if answer.status == 307:  # the client has walked out of the folder by itself; a slash is added to what is left
        answer = await stranger.get(answer.headers["location"].removeprefix("http://audit.test"))
    assert answer.status == 404 and "AUDIT_" not in answer.text and "root:" not in answer.text


async def test_every_file_is_served_as_what_it_is(stranger: Browser) -> None:
    for path in static_paths():
        answer = await stranger.get(f"/static/{build_id()}/{path}")
        assert answer.status == 200 and answer.headers["x-content-type-options"] == "nosniff", path


async def test_a_file_of_another_build_is_not_kept(stranger: Browser) -> None:
    answer = await stranger.get("/static/older/css/desk.css")
    assert (answer.status, answer.headers["cache-control"]) == (200, "no-cache")


async def test_the_worker_and_the_manifest_live_at_the_root(stranger: Browser) -> None:
    worker, manifest = await stranger.get("/service-worker.js"), await stranger.get("/manifest.webmanifest")
    assert worker.headers["content-type"].startswith("text/javascript") and build_id() in worker.text
    assert manifest.response.json()["name"] and manifest.headers["content-type"] == "application/manifest+json"


async def test_every_picture_of_the_manifest_is_what_it_says(stranger: Browser) -> None:
    manifest = (await stranger.get("/manifest.webmanifest")).response.json()
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    assert {one["form_factor"] for one in manifest["screenshots"]} == {"narrow", "wide"}
    assert all(one["label"] for one in manifest["screenshots"])
    for picture in (*manifest["icons"], *manifest["screenshots"]):
        answer = await stranger.get(picture["src"])
        image = Image.open(io.BytesIO(answer.response.content))
        assert (answer.headers["content-type"], "x".join(map(str, image.size))) == (picture["type"], picture["sizes"])


async def test_every_shortcut_of_the_manifest_leads_an_auditor_somewhere(site: Site) -> None:
    auditor = await site.signed_in(NAMES["auditor"])
    manifest = (await auditor.get("/manifest.webmanifest")).response.json()
    statuses = {one["url"]: (await auditor.get(one["url"])).status for one in manifest["shortcuts"]}
    assert statuses == {"/today": 200, "/phone-check": 200}


async def test_health_says_that_all_is_well_and_nothing_else(stranger: Browser) -> None:
    answer = await stranger.get("/health")
    assert (answer.status, answer.response.json()) == (200, {"status": "ok", "problems": {}})
