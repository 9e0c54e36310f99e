"""Security headers: exact, on every answer, also on those that something went wrong with."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.routing import Route

from audit.app import LARGEST_BODY_BYTES
from audit.static_files import static_url
from tests.web.doors import THEIRS, Door, doors
from tests.web.pages import Page
from tests.web.sites import NAMES, Browser, Site, serving, settings_in

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "x-audit": "1",
}
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
"""Of a picture alone: the browser's own page around it has styles."""
SYNC_HEADERS = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "x-audit": "1",
}
ALL = [pytest.param(door, id=str(door)) for door in doors()]
NEVER_KEPT = "no-store"


def check_headers(page: Page) -> None:
    is_picture = page.headers.get("content-type") == "image/jpeg"
    wanted = HEADERS | ({"content-security-policy": PICTURE_POLICY} if is_picture else {})
    assert {name: page.headers.get(name) for name in HEADERS} == wanted
    assert all(len(page.response.headers.get_list(name)) == 1 for name in HEADERS)
    assert "server" not in page.headers and "x-powered-by" not in page.headers


@pytest.mark.parametrize(
    "door", [one for one in ALL if not str(one.values[0]).split()[-1].startswith(("/static/", "/sync/"))]
)
async def test_every_answer_of_every_door_carries_them(site: Site, stranger: Browser, door: Door) -> None:
    check_headers(await stranger.ask(door.method, door.address()))
    for role in door.may & THEIRS.keys():
        browser = await site.signed_in(NAMES[role])
        check_headers(await browser.ask(door.method, door.address(**THEIRS[role])))


@pytest.mark.parametrize("door", [one for one in doors() if one.path.startswith("/sync/")], ids=str)
async def test_what_the_phone_s_script_asks_for_carries_what_protects_it_and_no_more(
    site: Site, stranger: Browser, door: Door
) -> None:
    for browser in (stranger, await site.signed_in(NAMES["auditor"])):
        page = await browser.ask(door.method, door.address())
        assert {name: page.headers.get(name) for name in SYNC_HEADERS} == SYNC_HEADERS
        assert "permissions-policy" not in page.headers


async def test_errors_carry_them_too(site: Site, owner: Browser) -> None:
    huge = {"content-length": str(LARGEST_BODY_BYTES + 1)}
    answers = {
        404: await owner.get("/there-is-nothing-here"),
        405: await owner.post("/visits"),
        422: await owner.get("/visits?since=yesterday"),
        403: await owner.ask("POST", "/sign-out", headers={"origin": "https://evil.example"}),
        413: await owner.ask("POST", "/sign-in", headers=huge),
    }
    for status, page in answers.items():
        assert page.status == status
        check_headers(page)
        assert page.headers["cache-control"] == NEVER_KEPT


async def fail_badly(request: Request) -> None:
    raise RuntimeError(f"secret detail at {request.url}")


async def test_a_fault_of_ours_is_told_in_a_sentence_and_no_more(
    data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with serving(settings_in(data_folder)) as site:
        site.app.router.routes = [Route("/welcome/{token}", fail_badly)]
        page = await site.stranger().get("/welcome/a-token-nobody-may-read")
    check_headers(page)
    assert (page.status, page.heading) == (500, "This did not work")
    assert "secret detail" not in page.text and "Traceback" not in page.text
    ours = [one for one in caplog.records if one.name == "audit.web"]
    assert [one.getMessage() for one in ours] == ["unexpected error at GET /welcome/{token}"]
    assert ours[0].exc_info is not None


async def test_a_broken_database_is_told_in_a_sentence(site: Site, owner: Browser, data_folder: Path) -> None:
    (data_folder / "audit.sqlite3").write_bytes(b"this is no database any more" * 1000)
    page = await owner.get("/visits")
    check_headers(page)
    assert page.status == 503 and "The database cannot be used: " in page.words


async def test_only_over_https_is_https_insisted_on(data_folder: Path, stranger: Browser) -> None:
    assert "strict-transport-security" not in (await stranger.get("/sign-in")).headers
    async with serving(settings_in(data_folder, url="https://audit.test")) as site:
        for address in ("/sign-in", "/there-is-nothing-here"):
            page = await site.stranger().get(address)
            assert page.headers["strict-transport-security"] == "max-age=31536000"


async def test_nothing_personal_is_kept_by_caches(site: Site) -> None:
    for role, name in NAMES.items():
        browser = await site.signed_in(name)
        for door in doors():
            if role in door.may and door.method == "GET":
                kept = (await browser.ask("GET", door.address(**THEIRS[role]))).headers["cache-control"]
                assert kept == NEVER_KEPT or kept.startswith("private"), (role, str(door), kept)


async def test_static_files_say_what_they_are_and_may_be_kept(stranger: Browser) -> None:
    page = await stranger.get(static_url("css/desk.css"))
    assert page.headers["content-type"] == "text/css; charset=utf-8"
    assert page.headers["x-content-type-options"] == "nosniff"
    assert page.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert "set-cookie" not in page.headers


async def test_no_page_loads_anything_from_another_site(owner: Browser) -> None:
    for address in ("/consistency", "/branches/noon", "/visits/noon-1", "/account", "/checklists/salon-visit"):
        page = await owner.get(address)
        for one in page.elements:
            for source in (one.get("src"), one.get("href") if one.name == "link" else None):
                assert not source or (source.startswith("/") and not source.startswith("//")), source
