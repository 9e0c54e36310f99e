"""One branch: its standards, visits and story agree with its visits; a franchise never learns of another branch."""

from __future__ import annotations

from random import Random

import pytest

from audit.errors import NotFound
from audit.services.branch_lists import PAGE_ROWS, branches_page
from audit.services.branch_pages import branch_page
from audit.services.branch_parts import VISITS_SHOWN
from audit.services.compare_pages.branches import BranchesPage, BranchPage
from audit.services.filters import Filters
from audit.store import chains
from audit.store.chains import NewBranch
from tests.cast import TODAY, Cast
from tests.queries import counted_queries
from tests.random_visits import STANDARD_OF, Seen, record_more, record_random_visits

EVERYTHING = Filters()


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(13), 50)


async def shown(cast: Cast, person: str, code: str, filters: Filters = EVERYTHING) -> BranchPage:
    return await branch_page(await cast.sight(person), code, filters, TODAY, "en")


async def listed(
    cast: Cast, person: str, sort: str = "", number: int = 1, filters: Filters = EVERYTHING
) -> BranchesPage:
    return await branches_page(await cast.sight(person), filters, sort, number, TODAY, "en")


def kept_at(seen: list[Seen], branch: str) -> dict[int, tuple[int, float]]:
    """For each standard's place: how often it counted at a branch, and how often it was kept."""
    kept: dict[int, list[bool]] = {}
    for one in seen:
        for item in one.score.items:
            if one.branch == branch and item.state == "counted" and item.key in STANDARD_OF:
                kept.setdefault(list(STANDARD_OF).index(item.key), []).append(bool(item.kept))
    return {place: (len(found), sum(found) / len(found)) for place, found in kept.items()}


PROMISES = (
    "Every guest is greeted within 60 seconds",
    "Every guest is offered a drink",
    "Every guest gets advice",
    "The salon is clean",
)


@pytest.mark.parametrize("person,code", [("owner", "noon"), ("manager", "nest"), ("reader", "sun")])
async def test_a_branchs_standards_are_those_of_its_visits(
    cast: Cast, seen: list[Seen], person: str, code: str
) -> None:
    page = await shown(cast, person, code)
    expected = {PROMISES[place]: found for place, found in kept_at(seen, code).items()}
    assert {one.promise: (one.visits, one.kept) for one in page.standards} == expected
    assert all(one.interval and one.interval[0] <= (one.kept or 0) <= one.interval[1] for one in page.standards)


async def test_what_is_kept_least_beside_the_chain_comes_first(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast, "owner", "sun")
    behind = [(one.kept or 0) - (one.chain or 0) for one in page.standards]
    assert len(behind) == 4 and behind == sorted(behind)


async def test_its_latest_visits_are_listed(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast, "owner", "noon")
    days = sorted((one.day for one in seen if one.branch == "noon"), reverse=True)
    assert [one.on for one in page.visits] == days[:VISITS_SHOWN]


async def test_a_franchise_stands_beside_the_chain_without_names(cast: Cast, seen: list[Seen]) -> None:
    page = await shown(cast, "reader", "sun")
    dots = [dot for one in page.standards for dot in one.strip.dots]
    assert {str(dot.name) for dot in dots} == {"Sun", "another branch"}
    assert {dot.href for dot in dots} == {None} and all(
        one.href.startswith("/visits?") and one.href.endswith("&branch=sun") for one in page.standards
    )
    assert {str(one.auditor) for one in page.visits} <= {"Shopper a", "Shopper b", "Nobody named"}
    owners = await shown(cast, "owner", "sun")
    assert [one.chain for one in page.standards] == [one.chain for one in owners.standards]


@pytest.mark.parametrize(
    "person,code",
    [
        ("manager", "sun"), ("reader", "noon"), ("stranger", "noon"), ("owner", "nowhere"), ("owner", ""),
        ("owner", "x" * 5000), ("owner", "no\0on"), ("owner", "NOON"),
    ],
)  # fmt: skip
async def test_what_is_not_theirs_is_not_found(cast: Cast, person: str, code: str) -> None:
    with pytest.raises(NotFound, match="There is nothing here, or it is not yours to see"):
        await shown(cast, person, code)


async def test_a_branch_without_visits_says_what_to_do_next(cast: Cast) -> None:
    page = await shown(cast, "owner", "noon")
    assert page.empty and str(page.empty.said) == "No visit to this branch counts in this period."
    assert (page.report_href, page.standards, page.visits) == (None, (), ())


async def test_a_region_in_the_address_changes_nothing_on_one_branchs_page(cast: Cast, seen: list[Seen]) -> None:
    cut = await shown(cast, "owner", "noon", Filters(region="South", ownership="franchise", touchpoint="greeting"))
    assert cut == await shown(cast, "owner", "noon")


async def test_more_visits_do_not_cost_more_queries(cast: Cast) -> None:
    await record_random_visits(cast, Random(1), 6)
    async with counted_queries() as few:
        await shown(cast, "owner", "noon")
    await record_more(cast)
    async with counted_queries() as many:
        page = await shown(cast, "owner", "noon")
    assert len(page.visits) == VISITS_SHOWN and len(few) == len(many) <= 30


async def test_everybody_lists_the_branches_they_see(cast: Cast, seen: list[Seen]) -> None:
    found = {
        person: {row.code for row in (await listed(cast, person)).rows}
        for person in ("owner", "manager", "reader", "stranger")
    }
    assert found == {
        "owner": {"noon", "nest", "sun"},
        "manager": {"noon", "nest"},
        "reader": {"sun"},
        "stranger": set(),
    }


async def test_each_branch_is_listed_with_its_visits(cast: Cast, seen: list[Seen]) -> None:
    rows = {row.code: (row.visits, row.last_visit) for row in (await listed(cast, "owner")).rows}
    for code in ("noon", "nest", "sun"):
        days = [one.day for one in seen if one.branch == code]
        scored = sum(one.branch == code and one.score.percent is not None for one in seen)
        assert rows[code][1] == max(days) and scored <= rows[code][0] <= len(days)


@pytest.mark.parametrize("sort", ["name", "-name", "visits", "-visits", "score", "-score", "last", "-last"])
async def test_the_list_is_sorted_as_its_address_says(cast: Cast, seen: list[Seen], sort: str) -> None:
    rows = (await listed(cast, "owner", sort)).rows
    attribute = {"name": "name", "visits": "visits", "score": "score", "last": "last_visit"}[sort.lstrip("-")]
    values = [getattr(row, attribute) for row in rows if getattr(row, attribute) is not None]
    assert values == sorted(values, reverse=sort.startswith("-")) and len(rows) == 3


@pytest.mark.parametrize("sort", ["", "made-up", "-", "--name", "name;drop table branch", "\0", "x" * 5000])
async def test_a_sort_order_that_is_none_is_the_usual_one(cast: Cast, sort: str) -> None:
    rows = [row.code for row in (await listed(cast, "owner", sort)).rows]
    assert sorted(rows) == ["nest", "noon", "sun"]


async def test_a_long_list_turns_page_by_page(cast: Cast) -> None:
    await chains.put_branches([NewBranch(f"b-{number:03}", f"Branch {number:03}") for number in range(PAGE_ROWS)])
    pages = [await listed(cast, "owner", "name", number) for number in (1, 2, 3, 99)]
    assert [len(page.rows) for page in pages] == [PAGE_ROWS, 3, 3, 3]
    assert len({row.code for page in pages[:2] for row in page.rows}) == PAGE_ROWS + 3
    assert pages[0].pages and pages[0].pages.next_href == "/branches?sort=name&page=2"


async def test_many_branches_cost_as_many_queries_as_few(cast: Cast) -> None:
    async with counted_queries() as few:
        await listed(cast, "owner")
    await chains.put_branches([NewBranch(f"b-{number}", f"Branch {number}") for number in range(60)])
    await chains.grow_rollup_version()
    async with counted_queries() as many:
        await listed(cast, "owner")
    assert len(few) == len(many) <= 25
