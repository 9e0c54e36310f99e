"""The latest results of a standard are found from its months, and are those that a walk through all visits finds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

from audit.store import checklists, results
from audit.store.month_sums import month_of_latest
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import Cast
from tests.random_visits import SIGHTS, Seen, View, counted, random_view, record_random_visits
from tests.store.test_sums import selection_of, standard_facts


def counts(one: Seen, key: str) -> bool:
    return dict(standard_facts(one)).get(key, (False,))[0]


async def test_the_latest_results_of_a_standard_in_any_view(cast: Cast) -> None:
    seen = await record_random_visits(cast, Random(23), 120)
    random, ids = Random(24), await checklists.list_standard_ids()
    for person in [person for person in SIGHTS for _ in range(20)]:
        view, key, limit = random_view(random), random.choice(list(ids)), random.choice((1, 5, 20, 400))
        selection = replace(await selection_of(cast, view), standard_id=ids[key])
        rows = await results.list_standard_results(await cast.sight(person), selection, limit)
        there = [(one.day, one.id) for one in counted(seen, view, person) if counts(one, key)]
        expected = sorted(there, reverse=True)[:limit]
        found = [(row.visit_date, row.visit_id) for row in rows]
        assert found[: len(expected)] == expected and len(found) == len(expected), (person, key, limit, view)


async def test_the_months_say_from_when_on_to_look(cast: Cast) -> None:
    seen = await record_random_visits(cast, Random(25), 120)
    ids = await checklists.list_standard_ids()
    drink = Selection(standard_id=ids["drink"])
    days = sorted((one.day for one in counted(seen, View(), "owner") if counts(one, "drink")), reverse=True)
    for wanted in (1, 10, len(days)):
        assert await month_of_latest(WHOLE_CHAIN, drink, wanted) == days[wanted - 1].replace(day=1)
    assert await month_of_latest(WHOLE_CHAIN, drink, len(days) + 1) == days[-1].replace(day=1)
    since = date(days[-1].year, days[-1].month, 15)
    assert await month_of_latest(WHOLE_CHAIN, replace(drink, since=since), 10_000) == since
    assert await month_of_latest(WHOLE_CHAIN, replace(drink, auditor_id=1), 1) is None, "the months know no auditor"
    assert await month_of_latest(WHOLE_CHAIN, Selection(since=since), 1) == since
