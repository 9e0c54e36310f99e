"""What changed since the period before: real changes first, noise called noise, and nothing said without visits."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from audit.services.changes import CHOOSE_PERIOD, NOISE, NOTHING_BEFORE, WORSE, changes_of
from audit.services.compare_pages.overviews import Change
from audit.services.comparisons import compare
from audit.services.filters import Filters
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains
from audit.store.connections import transaction
from tests.cast import GOOD_ANSWERS, NOW, Cast

TODAY = date(2026, 11, 23)
LAST_MONTHS = Filters(period="3m")
RECENT, EARLIER = date(2026, 9, 3), date(2026, 6, 3)


async def record(cast: Cast, first: date, count: int, random: Random, drink: float) -> None:
    """Visits over two months; a drink is offered on so many of them, everything else is as good as ever."""
    known = [
        KnownVisit(
            f"{first}-{number}", cast.branches[random.choice(["noon", "nest", "sun"])], {}, cast.ann.id,
            first + timedelta(days=random.randrange(60)),
            GOOD_ANSWERS | {"drink": "yes" if random.random() < drink else "no", "clean": random.choice([3, 5])},
            "imported", NOW,
        )
        for number in range(count)
    ]  # fmt: skip
    async with transaction():
        await record_visits(cast.version, cast.checklist, known, NOW)
        await chains.grow_rollup_version()


async def changes(cast: Cast, filters: Filters = LAST_MONTHS, person: str = "owner") -> tuple[Change, ...]:
    found, why = await reading(cast, filters, person)
    assert why is None
    return found


async def reading(cast: Cast, filters: Filters, person: str = "owner") -> tuple[tuple[Change, ...], object]:
    sight = await cast.sight(person)
    return await changes_of(sight, filters, TODAY, await compare(sight, filters, TODAY), "en")


async def test_a_real_change_stands_first_and_is_called_one(cast: Cast) -> None:
    random = Random(4)
    await record(cast, EARLIER, 150, random, drink=0.95)
    await record(cast, RECENT, 150, random, drink=0.6)
    first, *others = await changes(cast)
    assert (first.name, first.verdict.sentence) == ("Every guest is offered a drink", WORSE)
    assert first.before > 0.9 and 0.5 < first.now < 0.7
    assert [one.verdict.sentence for one in others] == [NOISE] * 3


async def test_the_same_again_is_noise(cast: Cast) -> None:
    random = Random(5)
    await record(cast, EARLIER, 60, random, drink=0.8)
    await record(cast, RECENT, 60, random, drink=0.8)
    assert [one.verdict.sentence for one in await changes(cast)] == [NOISE] * 4


async def test_without_a_period_there_is_nothing_before(cast: Cast) -> None:
    assert await reading(cast, Filters()) == ((), CHOOSE_PERIOD)


async def test_without_visits_before_that_is_said(cast: Cast) -> None:
    await record(cast, RECENT, 5, Random(6), drink=1)
    assert await reading(cast, LAST_MONTHS) == ((), NOTHING_BEFORE)


async def test_only_what_they_see_is_compared(cast: Cast) -> None:
    random = Random(7)
    await record(cast, EARLIER, 30, random, drink=1)
    await record(cast, RECENT, 30, random, drink=1)
    assert await changes(cast, person="manager")
    assert await reading(cast, LAST_MONTHS, "stranger") == ((), NOTHING_BEFORE)


@pytest.mark.parametrize("filters", [LAST_MONTHS, Filters(since=RECENT, until=TODAY)])
async def test_a_change_leads_to_its_standard_in_this_view(cast: Cast, filters: Filters) -> None:
    await record(cast, EARLIER, 20, Random(8), drink=0.8)
    await record(cast, RECENT, 20, Random(9), drink=0.8)
    assert {one.href.partition("?")[2] for one in await changes(cast, filters)} == {filters.query()}
