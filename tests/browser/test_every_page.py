"""Every address that answers with a page, as the route table has them: a new page is looked at by being there."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from audit.web.access import ANYBODY
from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import sign_in
from tests.databases import copy_sqlite
from tests.servers import Server, running
from tests.web.doors import FILES, THEIRS, Door, doors
from tests.web.salons import PASSWORD, fill_salon
from tests.web.sites import NAMES

NO_PAGES = ("/static/", "/manifest.webmanifest", "/service-worker.js", "/health", "/sync/", "/photos/")
PAGES = [
    door
    for door in doors()
    if door.method == "GET" and not door.path.endswith(FILES) and not door.path.startswith(NO_PAGES)
]


@pytest.fixture(scope="module")
def site(migrated_sqlite: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The small chain that has one of everything."""
    folder = tmp_path_factory.mktemp("salon")
    url = copy_sqlite(migrated_sqlite, folder / "audit.sqlite3")
    with ThreadPoolExecutor(1) as thread:  # Playwright's event loop has this one
        thread.submit(lambda: asyncio.run(fill_salon(url, folder / "photos"))).result()
    with running(Server(folder)) as server:
        yield server


@pytest.mark.parametrize("role", ["owner", "reader", "auditor"])
def test_every_page_of_a_role_is_accessible_and_fits(open_page: Callable[..., Page], role: str) -> None:
    page = open_page(**DESK)
    sign_in(page, f"{NAMES[role]}@example.com", PASSWORD)

    for door in (door for door in PAGES if door.may != ANYBODY and role in door.may):
        check_at_each_size(page, door, door.address(**THEIRS[role]))


def test_every_page_for_strangers_is_accessible_and_fits(open_page: Callable[..., Page]) -> None:
    page = open_page(**DESK)

    for door in (door for door in PAGES if door.may == ANYBODY):
        check_at_each_size(page, door, door.address())


def check_at_each_size(page: Page, door: Door, address: str) -> None:
    page.set_viewport_size(DESK["viewport"])  # type: ignore[arg-type] # a width and a height
    page.goto(address)
    expect(page.locator("h1")).to_have_count(1)
    for size in (DESK, PHONE):
        page.set_viewport_size(size["viewport"])  # type: ignore[arg-type] # a width and a height
        check_accessibility(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{door} scrolls sideways"
