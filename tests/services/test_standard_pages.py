"""One standard: how every branch and auditor keeps it, and the latest visits where it was broken."""

from __future__ import annotations

from collections import Counter
from random import Random
from statistics import median

import pytest

from audit.errors import NotFound
from audit.services.compare_pages.standards import RateTable, StandardPage, StandardsPage
from audit.services.filters import Filters
from audit.services.standard_examples import SHOWN
from audit.services.standard_pages import standard_page, standards_page
from tests.cast import TODAY, Cast
from tests.queries import counted_queries
from tests.random_visits import STANDARD_OF, Seen, record_more, record_random_visits

EVERYTHING = Filters()
NAMES = {"noon": "Noon", "nest": "Nest", "sun": "Sun", "ann": "Ann", "bob": "Bob", None: "Nobody named"}


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(14), 50)


async def shown(
    cast: Cast, key: str = "drink", person: str = "owner", branch: str = "", filters: Filters = EVERYTHING
) -> StandardPage:
    return await standard_page(await cast.sight(person), key, filters, branch, TODAY, "en")


async def listed(cast: Cast, sort: str = "", number: int = 1, filters: Filters = EVERYTHING) -> StandardsPage:
    return await standards_page(await cast.sight("owner"), filters, sort, number, TODAY, "en")


def verdicts(seen: list[Seen], key: str) -> list[tuple[Seen, bool]]:
    """Each visit on which a standard counted, and whether it was kept."""
    return [
        (one, bool(item.kept))
        for one in seen
        for item in one.score.items
        if STANDARD_OF.get(item.key) == key and item.state == "counted"
    ]


def rates(table: RateTable) -> dict[str, tuple[int, float | None]]:
    return {str(row.name): (row.visits, row.share) for row in table.rows}


def shares(pairs: list[tuple[str, bool]]) -> dict[str, tuple[int, float]]:
    counted, kept = Counter(name for name, _ in pairs), Counter(name for name, is_kept in pairs if is_kept)
    return {name: (count, kept[name] / count) for name, count in counted.items()}


@pytest.mark.parametrize("key", STANDARD_OF.values())
async def test_a_standard_by_branch_and_by_auditor_is_what_its_visits_say(
    cast: Cast, seen: list[Seen], key: str
) -> None:
    page, found = await shown(cast, key), verdicts(seen, key)
    assert rates(page.tables[0]) == shares([(NAMES[one.branch], kept) for one, kept in found])
    assert rates(page.tables[1]) == shares([(NAMES[one.auditor], kept) for one, kept in found])


async def test_a_manager_reads_of_their_own_branches_only(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast, person="manager")
    north = [(one, kept) for one, kept in verdicts(seen, "drink") if one.branch != "sun"]
    assert rates(page.tables[0]) == shares([(NAMES[one.branch], kept) for one, kept in north])
    assert {one.branch for one in page.examples} <= {"Noon", "Nest"}


async def test_the_latest_visits_that_broke_it_are_shown(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast)
    days = sorted((one.day for one, kept in verdicts(seen, "drink") if not kept), reverse=True)
    assert (page.examples_total, [one.on for one in page.examples]) == (len(days), days[:SHOWN])


async def test_the_address_narrows_the_examples_to_a_branch(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast, branch="nest")
    broken = [one for one, kept in verdicts(seen, "drink") if not kept and one.branch == "nest"]
    assert page.examples_total == len(broken) > 0
    assert {one.branch for one in page.examples} == {"Nest"}
    assert rates(page.tables[0]) == rates((await shown(cast)).tables[0])


@pytest.mark.parametrize("branch", ["nowhere", "\0", "x" * 5000, "' OR 1=1 --"])
async def test_a_branch_that_is_not_there_broke_nothing(cast: Cast, seen: list[Seen], branch: str) -> None:
    assert (await shown(cast, branch=branch)).examples_total == 0


async def test_a_branch_of_others_is_as_one_that_is_not_there(cast: Cast, seen: list[Seen]) -> None:
    assert (await shown(cast, person="manager", branch="sun")).examples == ()


@pytest.mark.parametrize("key", ["", "nothing", "DRINK", "x" * 5000, "dr\0ink", "{promise}"])
async def test_a_standard_that_is_not_there_is_not_found(cast: Cast, key: str) -> None:
    with pytest.raises(NotFound):
        await shown(cast, key)


async def test_a_standard_without_visits_says_what_to_do_next(cast: Cast) -> None:
    page = await shown(cast)
    assert page.empty and (page.examples, page.tables) == ((), ())


async def test_every_standard_is_listed_with_how_often_it_is_kept(cast: Cast, seen: list[Seen]) -> None:
    rows = {row.promise: (row.visits, row.kept) for row in (await listed(cast)).rows}
    kept = {key: [is_kept for _, is_kept in verdicts(seen, key)] for key in STANDARD_OF.values()}
    assert sorted(rows.values()) == sorted((len(found), sum(found) / len(found)) for found in kept.values())


@pytest.mark.parametrize("sort,attribute", [("name", "promise"), ("kept", "kept"), ("gap", "gap")])
async def test_the_list_is_sorted_as_its_address_says(cast: Cast, seen: list[Seen], sort: str, attribute: str) -> None:
    up, down = [[getattr(row, attribute) for row in (await listed(cast, one)).rows] for one in (sort, f"-{sort}")]
    assert [one for one in up if one is not None] == sorted(one for one in up if one is not None)
    assert down == up[::-1] and len(up) == 4


@pytest.mark.parametrize("sort", ["made-up", "-", "\0", "kept,name"])
async def test_a_sort_order_that_is_none_is_the_usual_one(cast: Cast, seen: list[Seen], sort: str) -> None:
    assert {row.promise for row in (await listed(cast, sort)).rows} == {
        row.promise for row in (await listed(cast)).rows
    }


async def test_a_touchpoint_narrows_the_list(cast: Cast, seen: list[Seen]) -> None:
    page = await listed(cast, filters=Filters(touchpoint="refreshments"))
    assert [row.promise for row in page.rows] == ["Every guest is offered a drink"]


async def test_a_timed_standard_is_told_in_seconds_the_slowest_branch_first(cast: Cast, seen: list[Seen]) -> None:
    times = (await shown(cast, "welcome")).times
    assert times is not None
    by_name: dict[str, list[float]] = {}
    for one in seen:
        for item in one.score.items:
            if item.key == "greet_s" and item.state == "counted":
                by_name.setdefault(NAMES[one.branch], []).append(float(item.seconds or 0))
    assert {line.name: (line.visits, line.seconds) for line in times.lines} == {
        name: (len(values), median(values)) for name, values in by_name.items()
    }
    assert [line.seconds for line in times.lines] == sorted((line.seconds for line in times.lines), reverse=True)
    assert (await shown(cast, "drink")).times is None


async def test_many_broken_visits_cost_as_many_queries_as_few(cast: Cast) -> None:
    await record_random_visits(cast, Random(6), 6)
    async with counted_queries() as few:
        await shown(cast)
    await record_more(cast)
    async with counted_queries() as many:
        page = await shown(cast)
    assert page.examples_total >= 80 and len(few) == len(many) <= 30
