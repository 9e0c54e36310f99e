"""Every address × every role, generated from the route table: a new route is tested by being there."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.routing import Route

from audit.app import create_app
from audit.web.access import ANYBODY, EVERYBODY
from audit.web.routes import ROUTES
from tests.web.doors import THEIRS, Door, doors
from tests.web.pages import Page
from tests.web.sites import NAMES, ROLES, Browser, Site

ALL = [pytest.param(door, id=str(door)) for door in doors()]
CLOSED = [pytest.param(door, id=str(door)) for door in doors() if door.may != ANYBODY]
NOWHERE = "/there-is-nothing-here"


async def ask(browser: Browser, door: Door, address: str) -> Page:
    return await browser.ask(door.method, address)


def told(page: Page) -> Any:
    """What an error says, without the time of the day."""
    if page.headers["content-type"] == "application/json":
        return {key: value for key, value in json.loads(page.text).items() if key != "server_time"}
    return page.text


def test_every_route_is_a_door_that_says_who_may_pass() -> None:
    for route in ROUTES:
        assert isinstance(route, Route), f"{route} is no door"
        may = getattr(route.endpoint, "may", None)
        assert may and (may == ANYBODY or may <= EVERYBODY), f"{route.path} does not say who may pass"


async def test_the_application_has_no_other_routes(site: Site) -> None:
    assert site.app.routes == ROUTES
    assert create_app(site.settings).routes == ROUTES


def test_no_two_doors_have_one_address() -> None:
    named = [str(door) for door in doors()]
    assert len(named) == len(set(named)) > 30


@pytest.mark.parametrize("door", CLOSED)
async def test_for_the_wrong_role_there_is_nothing_there(site: Site, door: Door) -> None:
    for role in ROLES:
        if role not in door.may:
            browser = await site.signed_in(NAMES[role])
            found = await ask(browser, door, door.address(**THEIRS[role]))
            prefix = "/sync" if door.path.startswith("/sync") else ""
            missing = await browser.ask(door.method, prefix + NOWHERE)
            assert (found.status, told(found)) == (404, told(missing)), role


@pytest.mark.parametrize("door", CLOSED)
async def test_for_the_right_role_there_is_something_there(site: Site, door: Door) -> None:
    for role in door.may:
        browser = await site.signed_in(NAMES[role])
        found = await ask(browser, door, door.address(**THEIRS[role]))
        assert found.status not in (401, 404) and found.status < 500, (role, found.text)


@pytest.mark.parametrize("door", CLOSED)
async def test_whoever_is_signed_out_signs_in_first(stranger: Browser, door: Door) -> None:
    found = await ask(stranger, door, door.address() + "?region=North&page=2")
    if door.path.startswith("/sync"):
        assert (found.status, json.loads(found.text)["error"]) == (401, "signed_out")
    elif door.method == "GET":
        target = urlsplit(found.headers["location"])
        assert (found.status, target.netloc, target.path) == (303, "", "/sign-in")
        assert parse_qs(target.query) == {"next": [door.address() + "?region=North&page=2"]}
    else:
        assert (found.status, found.heading) == (401, "This did not work")


@pytest.mark.parametrize("door", [one for one in CLOSED if one.values[0].method == "GET"])  # type: ignore[union-attr]
async def test_head_tells_no_more_than_get(site: Site, stranger: Browser, door: Door) -> None:
    for browser in (stranger, await site.signed_in("stranger")):
        get, head = [await browser.ask(method, door.address()) for method in ("GET", "HEAD")]
        assert (head.status, head.text) == (get.status, "")


@pytest.mark.parametrize("door", ALL)
async def test_a_method_that_is_not_offered_does_nothing(site: Site, owner: Browser, door: Door) -> None:
    offered = {one.method for one in doors() if one.path == door.path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE"} - offered:
        answer = await owner.ask(method, door.address())
        # A path that swallows slashes may lead to another door of the same method: then there is nothing.
        assert answer.status in (404, 405), (method, answer.status)


async def test_what_does_not_exist_is_said_in_a_sentence(stranger: Browser, ann: Browser) -> None:
    for browser in (stranger, ann):
        page = await browser.get(NOWHERE)
        assert (page.status, page.one("title").text) == (404, "This did not work · Scissors & Sun")
        assert "There is nothing here, or it is not yours to see." in page.words
        assert page.one("a")["href"] == "/"
