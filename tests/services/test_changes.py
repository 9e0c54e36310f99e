"""What changed since the period before: real changes first, noise called noise, and nothing said without visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from audit.services.changes import CHOOSE_PERIOD, NO_REAL_CHANGE, NOISE, NOTHING_BEFORE, WORSE, changes_of
from audit.services.compare_pages.overviews import Changes
from audit.services.comparisons import compare
from audit.services.filters import Filters
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains
from audit.store.connections import transaction
from tests.cast import GOOD_ANSWERS, NOW, Cast

TODAY = date(2026, 11, 23)
LAST_MONTHS = Filters(period="3m")
RECENT, EARLIER = date(2026, 9, 3), date(2026, 6, 3)


async def record(
    cast: Cast,
    first: date,
    count: int,
    random: Random,
    drink: float,
    branches: Sequence[str] = ("noon", "nest", "sun"),
    name: str = "",
) -> None:
    """Visits over two months; a drink is offered on so many of them, everything else is as good as ever."""
    known = [
        KnownVisit(
            f"{name}{first}-{number}", cast.branches[random.choice(branches)], {}, cast.ann.id,
            first + timedelta(days=random.randrange(60)),
            GOOD_ANSWERS | {"drink": "yes" if random.random() < drink else "no", "clean": random.choice([3, 5])},
            "imported", NOW,
        )
        for number in range(count)
    ]  # fmt: skip
    async with transaction():
        await record_visits(cast.version, cast.checklist, known, NOW)
        await chains.grow_rollup_version()


async def reading(cast: Cast, filters: Filters = LAST_MONTHS, person: str = "owner") -> Changes:
    sight, earlier = await cast.sight(person), filters.before(TODAY)
    before = await compare(sight, earlier, TODAY) if earlier else None
    return changes_of(await compare(sight, filters, TODAY), before, filters, "en")


async def test_a_real_change_stands_first_and_is_called_one(cast: Cast) -> None:
    random = Random(4)
    await record(cast, EARLIER, 150, random, drink=0.95)
    await record(cast, RECENT, 150, random, drink=0.6)
    found = await reading(cast)
    first, *others = found.standards
    assert (first.name, first.verdict.sentence) == ("Every guest is offered a drink", WORSE)
    assert first.before > 0.9 and 0.5 < first.now < 0.7
    assert first.visits == (150, 150) and first.interval[0] < first.difference < first.interval[1] < 0
    assert [one.verdict.sentence for one in others] == [NOISE] * 3
    assert found.sentence not in (None, NO_REAL_CHANGE)


async def test_the_same_again_is_noise(cast: Cast) -> None:
    random = Random(5)
    await record(cast, EARLIER, 60, random, drink=0.8)
    await record(cast, RECENT, 60, random, drink=0.8)
    found = await reading(cast)
    assert all(one.verdict.sentence == NOISE for one in (*found.standards, *found.branches))
    assert (len(found.standards), len(found.branches), found.sentence) == (4, 3, NO_REAL_CHANGE)


async def test_a_branch_that_fell_off_is_named_with_its_points(cast: Cast) -> None:
    random = Random(6)
    await record(cast, EARLIER, 60, random, drink=0.8)
    await record(cast, RECENT, 60, random, drink=0.8)
    await record(cast, RECENT + timedelta(days=1), 40, random, drink=0.0, branches=("sun",))
    first, *others = (await reading(cast)).branches
    assert (first.name, first.unit, first.verdict.sentence) == ("Sun", "points", WORSE)
    assert first.difference == pytest.approx(first.now - first.before) and first.interval[1] < 0
    assert [one.verdict.sentence for one in others] == [NOISE] * 2


async def test_a_branch_with_few_visits_in_a_period_is_not_tested(cast: Cast) -> None:
    await record(cast, EARLIER, 30, Random(7), drink=0.5, branches=("noon", "nest"))
    await record(cast, RECENT, 30, Random(8), drink=0.5, branches=("noon", "nest"))
    await record(cast, EARLIER, 2, Random(9), drink=1, branches=("sun",), name="more")
    await record(cast, RECENT, 2, Random(10), drink=0, branches=("sun",), name="most")
    assert {one.name for one in (await reading(cast)).branches} == {"Noon", "Nest"}


async def test_without_a_period_there_is_nothing_before(cast: Cast) -> None:
    assert await reading(cast, Filters()) == Changes(why=CHOOSE_PERIOD)


async def test_without_visits_before_that_is_said(cast: Cast) -> None:
    await record(cast, RECENT, 5, Random(6), drink=1)
    assert await reading(cast, LAST_MONTHS) == Changes(why=NOTHING_BEFORE)


async def test_only_what_they_see_is_compared(cast: Cast) -> None:
    random = Random(7)
    await record(cast, EARLIER, 30, random, drink=1)
    await record(cast, RECENT, 30, random, drink=1)
    assert {one.name for one in (await reading(cast, person="manager")).branches} == {"Noon", "Nest"}
    assert await reading(cast, LAST_MONTHS, "stranger") == Changes(why=NOTHING_BEFORE)


@pytest.mark.parametrize("filters", [LAST_MONTHS, Filters(since=RECENT, until=TODAY)])
async def test_a_change_leads_to_its_standard_in_this_view(cast: Cast, filters: Filters) -> None:
    await record(cast, EARLIER, 20, Random(8), drink=0.8)
    await record(cast, RECENT, 20, Random(9), drink=0.8)
    assert {one.href.partition("?")[2] for one in (await reading(cast, filters)).standards} == {filters.query()}
