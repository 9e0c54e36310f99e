"""The comparison says what its visits say, for whoever looks, and is computed anew when something changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from audit.errors import BadInput
from audit.services import reviews
from audit.services.branches import import_branches
from audit.services.comparisons import REMEMBERED, compare, remembered
from audit.services.filters import Filters
from audit.store import chains
from tests.cast import NOW, TODAY, Cast
from tests.queries import counted_queries
from tests.random_visits import SIGHTS, STANDARD_OF, Seen, View, counted, random_view, record_random_visits

EVERYTHING = Filters()


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(12), 60)


def filters_of(view: View) -> Filters:
    return Filters(
        since=view.since, until=view.until, region=view.region, checklist=view.checklist, channel=view.channel,
        ownership=view.ownership,
    )  # fmt: skip


def kept_of(visits: list[Seen]) -> dict[str, tuple[int, float]]:
    """For each standard that counted: on how many visits, and how often it was kept."""
    found: dict[str, list[bool]] = {}
    for one in visits:
        for item in one.score.items:
            if item.state == "counted" and item.key in STANDARD_OF:
                found.setdefault(STANDARD_OF[item.key], []).append(bool(item.kept))
    return {key: (len(kept), sum(kept) / len(kept)) for key, kept in found.items()}


def means_of(visits: list[Seen]) -> dict[str, float]:
    """The plain mean score of each branch that has one."""
    scores = {branch: [one.score.percent for one in visits if one.branch == branch] for branch in SIGHTS["owner"]}
    known = {branch: [float(score) for score in found if score is not None] for branch, found in scores.items()}
    return {branch: sum(found) / len(found) for branch, found in known.items() if found}


@pytest.mark.parametrize("person", ["owner", "manager"])
async def test_any_view_is_what_its_visits_say(cast: Cast, seen: list[Seen], person: str) -> None:
    random, sight = Random(f"compare {person}"), await cast.sight(person)
    for chosen in [View(), *(random_view(random) for _ in range(6))]:
        view = replace(chosen, branch="", standard="")
        visits = counted(seen, view, person)
        analysis = (await compare(sight, filters_of(view), TODAY)).analysis
        assert analysis.visits == len(visits)
        assert {one.standard: (one.visits, one.kept) for one in analysis.standards if one.visits} == kept_of(visits)
        means = {one.branch: one.mean for one in analysis.branch_results if one.mean is not None}
        assert means == pytest.approx(means_of(visits), abs=1e-6)


async def test_a_touchpoint_chooses_standards_and_no_visits(cast: Cast, seen: list[Seen]) -> None:
    analysis = (await compare(await cast.sight("owner"), Filters(touchpoint="advice"), TODAY)).analysis
    assert analysis.visits == len(seen)
    assert [one.standard for one in analysis.standards if one.visits] == ["advice"]


async def test_a_stranger_compares_nothing(cast: Cast, seen: list[Seen]) -> None:
    comparison = await compare(await cast.sight("stranger"), EVERYTHING, TODAY)
    assert (comparison.analysis.visits, comparison.branches, comparison.scores) == (0, {}, ())


@pytest.mark.parametrize(
    "filters,place", [(Filters(region="Nowhere"), "region"), (Filters(checklist="x"), "checklist")]
)
async def test_what_is_not_there_cannot_be_compared(cast: Cast, filters: Filters, place: str) -> None:
    with pytest.raises(BadInput, match="There is no") as refused:
        await compare(await cast.sight("owner"), filters, TODAY)
    assert [problem.place for problem in refused.value.problems] == [place]


async def test_an_unchanged_view_costs_one_query(cast: Cast, seen: list[Seen]) -> None:
    sight = await cast.sight("owner")
    first = await compare(sight, EVERYTHING, TODAY)
    async with counted_queries() as queries:
        assert await compare(sight, EVERYTHING, TODAY) is first
    assert len(queries) == 1


async def test_a_view_costs_as_many_queries_whatever_is_in_it(cast: Cast) -> None:
    sight = await cast.sight("owner")
    filters = Filters(since=date(2025, 12, 10), until=date(2026, 3, 20))
    async with counted_queries() as empty:
        await compare(sight, filters, TODAY)
    await record_random_visits(cast, Random(1), 80)
    async with counted_queries() as full:
        await compare(sight, filters, TODAY)
    assert len(empty) <= len(full) <= 20 and len(full) - len(empty) <= 2  # the first and last day are looked up


async def test_everybodys_view_is_their_own(cast: Cast, seen: list[Seen]) -> None:
    found = {person: (await compare(await cast.sight(person), EVERYTHING, TODAY)).analysis.visits for person in SIGHTS}
    assert found == {person: len(counted(seen, View(), person)) for person in SIGHTS}


async def test_a_decision_on_a_visit_shows_at_once(cast: Cast, seen: list[Seen]) -> None:
    owner = await cast.sight("owner")
    before = (await compare(owner, EVERYTHING, TODAY)).analysis.visits
    await reviews.reject_visit(owner, seen[0].id, "not there that day", NOW)
    assert (await compare(owner, EVERYTHING, TODAY)).analysis.visits == before - 1


async def test_another_day_another_period(cast: Cast, seen: list[Seen]) -> None:
    owner, months = await cast.sight("owner"), Filters(period="12m")
    first = await compare(owner, months, date(2026, 6, 30))
    assert await compare(owner, months, date(2026, 6, 1)) is first
    assert (await compare(owner, months, date(2026, 12, 1))).analysis.visits < first.analysis.visits


async def test_settings_of_the_chain_show_at_once(cast: Cast, seen: list[Seen]) -> None:
    owner = await cast.sight("owner")
    assert (await compare(owner, EVERYTHING, TODAY)).few_visits == 3
    await chains.put_chain(few_visits=30)
    assert (await compare(owner, EVERYTHING, TODAY)).few_visits == 30


async def test_a_branch_that_moved_or_was_renamed_shows_at_once(cast: Cast, seen: list[Seen]) -> None:
    owner = await cast.sight("owner")
    before = await compare(owner, Filters(region="South"), TODAY)
    await import_branches(b"code,name,region\nnoon,High Noon,South\n", NOW)
    after = await compare(owner, Filters(region="South"), TODAY)
    assert (before.analysis.branches, after.analysis.branches) == (1, 2)
    assert "High Noon" in {one.name for one in after.analysis.branch_results}


async def test_only_so_many_views_are_remembered(cast: Cast) -> None:
    owner = await cast.sight("owner")
    for days in range(REMEMBERED + 5):
        await compare(owner, Filters(since=date(2026, 1, 1 + days % 28), until=date(2026, 2 + days // 28, 28)), TODAY)
    assert len(remembered) == REMEMBERED
