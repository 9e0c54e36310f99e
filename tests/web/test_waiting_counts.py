"""The numbers in the bar: what waits for review, what is overdue, which visits are due; for everybody their own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.store.actions import NewAction, add_action
from audit.store.chains import list_branch_ids
from tests.queries import counted_queries
from tests.web.sites import Browser, Site

ALL = (", 2 visits to review", ", 1 action overdue")


async def open_overdue(branch: str, count: int = 1) -> None:
    now = datetime.now(UTC)
    branch_id = (await list_branch_ids())[branch]
    for _ in range(count):
        await add_action(
            NewAction(branch_id, now.date() - timedelta(days=5), "hand", now - timedelta(days=9), title="Wash")
        )


async def counts(browser: Browser, address: str) -> list[str]:
    page = await browser.get(address)
    links = [one for one in page.all("a") if (one.get("class") or "") == "top-bar__link"]
    return [one.text for one in links if any(sign.isdigit() for sign in one.text)]


async def test_a_number_stands_beside_its_place_and_is_read_out(site: Site, owner: Browser) -> None:
    await open_overdue("noon")
    said = " ".join(await counts(owner, "/branches"))
    assert all(words in said for words in ALL)
    dutch = await (await site.signed_in("owner", "nl")).get("/branches")
    assert "2 bezoeken te beoordelen" in dutch.words


async def test_a_manager_and_a_franchise_see_their_own_numbers(manager: Browser, reader: Browser) -> None:
    await open_overdue("noon", 2)
    assert "1 visit to review" in " ".join(await counts(manager, "/branches"))
    assert await counts(reader, "/branches") == []
    await open_overdue("sun")
    assert len(await counts(reader, "/branches")) == 1


async def test_beyond_a_hundred_it_says_so(owner: Browser) -> None:
    await open_overdue("noon", 120)
    said = " ".join(await counts(owner, "/branches"))
    assert "99+" in said and "more than 99 actions overdue" in said


@pytest.mark.parametrize("destination", ["image", "empty"])
async def test_photos_and_parts_of_pages_are_spared_the_counting(owner: Browser, destination: str) -> None:
    async with counted_queries() as whole:
        await owner.get("/reviews")
    async with counted_queries() as part:
        await owner.get("/reviews", **{"sec-fetch-dest": destination})
    assert len(part) == len(whole) - 1
