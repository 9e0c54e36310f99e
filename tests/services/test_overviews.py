"""The manager's home is made once for each view, and made anew when anything in it changed."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from audit.services import comparisons, reviews
from audit.services.filters import Filters
from audit.services.overviews import overview
from tests.cast import NOW, TODAY, Cast
from tests.queries import counted_queries
from tests.random_visits import Seen, record_random_visits

EVERYTHING = Filters()


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(12), 60)


async def test_an_unchanged_view_is_not_made_twice(cast: Cast, seen: list[Seen]) -> None:
    owner = await cast.sight("owner")
    first = await overview(owner, EVERYTHING, TODAY, "en")
    async with counted_queries() as queries:
        again = await overview(owner, EVERYTHING, TODAY, "en")
    assert again == first
    assert again.heat is first.heat and again.standards is first.standards
    assert len(queries) <= 6  # the version of the sums, and what can be chosen in the filters


async def test_a_visit_that_came_to_nothing_shows_at_once(cast: Cast, seen: list[Seen]) -> None:
    owner = await cast.sight("owner")
    before = await overview(owner, EVERYTHING, TODAY, "en")
    await reviews.reject_visit(owner, seen[0].id, "not there that day", NOW)
    assert (await overview(owner, EVERYTHING, TODAY, "en")).visits == before.visits - 1


async def test_each_reader_has_a_page_of_their_own(cast: Cast, seen: list[Seen]) -> None:
    pages = {
        person: await overview(await cast.sight(person), EVERYTHING, TODAY, "en") for person in ("owner", "reader")
    }
    assert pages["owner"].severity is not None and pages["reader"].severity is None
    assert pages["owner"].visits > pages["reader"].visits
    dutch = await overview(await cast.sight("owner"), EVERYTHING, TODAY, "nl")
    assert dutch.standards is not pages["owner"].standards


async def test_tomorrow_has_another_period_before_it(cast: Cast, seen: list[Seen]) -> None:
    """From a day on, without an end: the visits are the same tomorrow, the days before to compare with are not."""
    owner, since = await cast.sight("owner"), Filters(since=date(2026, 5, 1))
    today, tomorrow = [await overview(owner, since, day, "en") for day in (TODAY, TODAY + timedelta(days=1))]
    assert today.visits == tomorrow.visits
    assert today.heat is not tomorrow.heat


async def test_only_so_many_sums_are_remembered(cast: Cast, seen: list[Seen], monkeypatch: pytest.MonkeyPatch) -> None:
    comparisons.remembered.clear()
    owner = await cast.sight("owner")
    cells = len((await comparisons.compare(owner, EVERYTHING, TODAY)).standard_sums)
    monkeypatch.setattr(comparisons, "REMEMBERED_CELLS", 2 * cells)
    for channel in ("in_person", "phone"):
        await comparisons.compare(owner, Filters(channel=channel), TODAY)
    assert sum(len(one.standard_sums) for one in comparisons.remembered.values()) <= 2 * cells
    monkeypatch.setattr(comparisons, "REMEMBERED_CELLS", 0)
    last = await comparisons.compare(owner, Filters(period="12m"), TODAY)
    assert list(comparisons.remembered.values()) == [last]
