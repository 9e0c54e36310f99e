"""Requests that change something are taken from our own pages only, whoever is signed in."""

from __future__ import annotations

import pytest

from audit.store import visits
from audit.store.sights import WHOLE_CHAIN
from tests.web.doors import Door, doors
from tests.web.pages import Page
from tests.web.sites import Browser

HERE = "http://audit.test"
OURS = [
    {"sec-fetch-site": "same-origin"},
    {"sec-fetch-site": "same-origin", "origin": HERE},
    {"sec-fetch-site": "none"},  # a form's answer loaded again by its person
    {"origin": HERE},
    {},  # no browser: nothing that somebody else could have sent along
]
FOREIGN = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},  # another host of the same domain
    {"sec-fetch-site": "cross-site", "origin": HERE},
    {"sec-fetch-site": ""},
    {"sec-fetch-site": "SAME-ORIGIN"},
    {"sec-fetch-site": "same-origin, cross-site"},
    {"origin": "https://evil.example"},
    {"origin": "http://audit.test.evil.example"},
    {"origin": "http://evil.example#audit.test"},
    {"origin": "http://audit.test:8080"},
    {"origin": "http://sub.audit.test"},
    {"origin": "null"},
    {"origin": ""},
    {"origin": "http://["},
    {"origin": "audit.test"},
]
UNSAFE = [pytest.param(door, id=str(door)) for door in doors() if door.method != "GET"]


async def send(browser: Browser, method: str, address: str, headers: dict[str, str]) -> Page:
    return await browser.ask(method, address, headers=headers)


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "QUERY"])
async def test_another_site_changes_nothing(owner: Browser, headers: dict[str, str], method: str) -> None:
    page = await send(owner, method, "/visits/noon-2/acceptance", headers)
    assert (page.status, page.text) == (403, "This request came from another site and was not carried out.")
    assert (await visits.get_visit(WHOLE_CHAIN, "noon-2")).status == "submitted"


@pytest.mark.parametrize("headers", OURS, ids=str)
async def test_our_own_pages_do(owner: Browser, headers: dict[str, str]) -> None:
    assert (await send(owner, "POST", "/visits/noon-2/acceptance", headers)).status == 303
    assert (await visits.get_visit(WHOLE_CHAIN, "noon-2")).status == "accepted"


@pytest.mark.parametrize("door", UNSAFE)
async def test_no_door_that_changes_something_opens_to_another_site(owner: Browser, door: Door) -> None:
    page = await send(owner, door.method, door.address(), {"sec-fetch-site": "cross-site"})
    assert page.status == 403


@pytest.mark.parametrize("headers", FOREIGN, ids=str)
async def test_reading_and_links_from_elsewhere_still_work(owner: Browser, headers: dict[str, str]) -> None:
    for method in ("GET", "HEAD"):
        assert (await send(owner, method, "/visits", headers)).status == 200


async def test_signing_in_for_somebody_else_from_another_site_is_refused_too(stranger: Browser) -> None:
    form = {"email": "ann@example.com", "password": "rain on a tin roof"}
    answer = await stranger.client.post("/sign-in", data=form, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
