"""The list of visits: what somebody may see, the latest first, a page at a time, narrowed by its address."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from audit.errors import BadInput
from audit.services.filters import Filters
from audit.services.visit_lists import PAGE_ROWS, VisitsPage, visits_page
from audit.services.visit_traces import Trace
from audit.store import visits
from audit.store.visits import NewVisit
from tests.cast import NOW, TODAY, Cast
from tests.queries import counted_queries

STATUSES = ("planned", "started", "submitted", "accepted", "returned", "rejected", "cancelled")


async def add(cast: Cast, name: str, status: str = "accepted", branch: str = "noon", days_ago: int = 0) -> None:
    day = TODAY - timedelta(days=days_ago)
    new = NewVisit(name, cast.branches[branch], cast.ann.id, cast.version.id, status, visit_date=day)
    await visits.add_visits([new])


async def listed(
    cast: Cast,
    person: str = "owner",
    state: str = "",
    number: int = 1,
    filters: Filters | None = None,
    trace: Trace | None = None,
) -> VisitsPage:
    sight = await cast.sight(person)
    return await visits_page(sight, filters or Filters(), trace or Trace(), state, number, TODAY, "en")


def ids(page: VisitsPage) -> list[str]:
    return [row.id for row in page.rows]


async def test_the_latest_visit_comes_first(cast: Cast) -> None:
    for name, days_ago in (("old", 9), ("new", 1), ("middle", 5)):
        await add(cast, name, days_ago=days_ago)
    assert ids(await listed(cast)) == ["new", "middle", "old"]


@pytest.mark.parametrize(
    "state,shown",
    [
        ("", set(STATUSES)),
        ("review", {"submitted"}),
        ("accepted", {"accepted"}),
        ("open", {"planned", "started", "returned"}),
        ("out", {"rejected", "cancelled"}),
        ("made-up", set(STATUSES)),
    ],
)
async def test_the_address_chooses_the_state(cast: Cast, state: str, shown: set[str]) -> None:
    for status in STATUSES:
        await add(cast, status, status)
    page = await listed(cast, state=state)
    assert (set(ids(page)), page.total) == (shown, len(shown))
    assert [choice.is_current for choice in page.choices].count(True) == 1


async def test_everybody_lists_what_they_may_see(cast: Cast) -> None:
    for branch in ("noon", "nest", "sun"):
        for status in STATUSES:
            await add(cast, f"{branch}-{status}", status, branch)
    shown = {person: {one.split("-")[0] for one in ids(await listed(cast, person))} for person in ("owner", "manager")}
    assert shown == {"owner": {"noon", "nest", "sun"}, "manager": {"noon", "nest"}}
    assert set(ids(await listed(cast, "reader"))) == {"sun-submitted", "sun-accepted"}
    assert ids(await listed(cast, "stranger")) == []


@pytest.mark.parametrize("state", ["", "review", "open", "out"])
async def test_a_franchise_cannot_ask_for_what_was_not_handed_in(cast: Cast, state: str) -> None:
    await add(cast, "back", "returned", "sun")
    await add(cast, "done", "accepted", "sun")
    page = await listed(cast, "reader", state)
    assert (ids(page), page.choices) == (["done"], ())


async def test_a_franchise_reads_a_nickname(cast: Cast) -> None:
    await add(cast, "one", branch="sun")
    owner, reader = await listed(cast, "owner"), await listed(cast, "reader")
    assert (owner.rows[0].auditor, reader.rows[0].auditor) == ("Ann", "Shopper a")


async def test_what_waits_is_counted_in_the_first_sentence(cast: Cast) -> None:
    assert str((await listed(cast)).sentence) == "Every visit that came in has been looked at."
    await add(cast, "one", "submitted")
    assert str((await listed(cast)).sentence) == "1 visit waits for your word."
    await add(cast, "two", "submitted", "sun")
    assert str((await listed(cast)).sentence) == "2 visits wait for your word."
    assert str((await listed(cast, "manager")).sentence) == "1 visit waits for your word."


async def test_a_long_list_turns_page_by_page_and_loses_nobody(cast: Cast) -> None:
    for number in range(2 * PAGE_ROWS + 1):
        await add(cast, f"v-{number:03}", days_ago=number % 7)
    seen, page = [], await listed(cast)
    assert page.newer == "" and page.total == 2 * PAGE_ROWS + 1
    seen += ids(page)
    while page.older:
        number = int(parse_qs(urlsplit(page.older).query)["page"][0])
        page = await listed(cast, number=number)
        seen += ids(page)
    assert len(seen) == len(set(seen)) == 2 * PAGE_ROWS + 1
    assert page.newer == "/visits?page=2"


@pytest.mark.parametrize("number", [2, 50, 100_000])
async def test_a_page_beyond_the_last_is_empty_and_leads_back(cast: Cast, number: int) -> None:
    await add(cast, "one")
    page = await listed(cast, number=number)
    assert (page.rows, page.total, page.older) == ((), 1, "") and page.newer


async def test_filters_narrow_the_list_and_stay_in_its_addresses(cast: Cast) -> None:
    for branch in ("noon", "nest", "sun"):
        await add(cast, branch, branch=branch, days_ago=10)
    await add(cast, "today", branch="nest")
    filters = Filters(until=TODAY - timedelta(days=5), region="Harbour")
    page = await listed(cast, filters=filters)
    assert ids(page) == ["nest"]
    assert all("region=Harbour" in choice.href and "until=" in choice.href for choice in page.choices)


async def test_a_region_that_is_not_there_is_refused(cast: Cast) -> None:
    with pytest.raises(BadInput, match="There is no region “Atlantis”"):
        await listed(cast, filters=Filters(region="Atlantis"))


async def test_a_visit_without_a_day_shows_when_it_is_due(cast: Cast) -> None:
    new = NewVisit("due", cast.branches["noon"], None, cast.version.id, due_from=NOW)
    await visits.add_visits([new])
    row = (await listed(cast)).rows[0]
    assert (row.visit_date, str(row.auditor), row.percent) == (date(2026, 11, 23), "Nobody named", None)


async def test_many_visits_cost_as_many_queries_as_one(cast: Cast) -> None:
    await add(cast, "one")
    async with counted_queries() as few:
        await listed(cast)
    for number in range(PAGE_ROWS):
        await add(cast, f"v-{number}")
    async with counted_queries() as many:
        await listed(cast)
    assert len(many) == len(few) <= 9
