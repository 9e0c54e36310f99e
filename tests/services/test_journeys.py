"""The comparison along the journey, by values and by sides: its numbers are those of the visits, it names no luck."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

import pytest

from audit.checklists.parsing import parse_checklist
from audit.services.compare_pages.journeys import GroupLine, JourneyPage
from audit.services.filters import Filters
from audit.services.journeys import HOLDS, NO_FIRST_TIME, journey_page
from audit.services.publishing import publish
from audit.services.recording import KnownVisit, record_visits
from audit.services.standard_groups import ALIKE, LESS
from audit.services.standard_pages import standards_page
from audit.store import chains
from audit.store.connections import transaction
from tests.cast import DOCUMENT, GOOD_ANSWERS, NOW, TODAY, Cast
from tests.queries import counted_queries
from tests.random_visits import STANDARD_OF, Seen, record_random_visits

SOURCES = {"welcome": "guests", "drink": "owners", "advice": "stylists", "clean": "law"}
VALUES = {"welcome": ["warm"], "drink": ["warm", "generous"], "advice": ["skilled"], "clean": []}


async def shown(cast: Cast, person: str = "owner", filters: Filters | None = None) -> JourneyPage:
    return await journey_page(await cast.sight(person), filters or Filters(), TODAY, "en")


def named(lines: tuple[GroupLine, ...]) -> dict[str, GroupLine]:
    return {str(line.name): line for line in lines}


async def with_sources(cast: Cast, **renamed: str) -> None:
    """A second version of the cast's checklist, whose standards say whose wish they are and what they stand for."""
    standards: Any = DOCUMENT["standards"]
    document = {
        **DOCUMENT,
        "standards": [
            {**one, "key": renamed.get(one["key"], one["key"]), "source": SOURCES[one["key"]],
             "values": VALUES[one["key"]]}
            for one in standards
        ],
    }  # fmt: skip
    text: Any = document["sections"]
    sections = [
        {**part, "items": [{**i, **({"standard": renamed.get(i["standard"], i["standard"])} if "standard" in i else {})}
                           for i in part["items"]]}
        for part in text
    ]  # fmt: skip
    checklist = parse_checklist({**document, "sections": sections})
    version = (await publish(checklist, NOW)).version
    known = [
        KnownVisit(f"v-{n}", cast.branches[["noon", "nest", "sun"][n % 3]], {}, cast.ann.id,
                   TODAY - timedelta(days=7 * n), GOOD_ANSWERS | {"drink": "no" if n % 2 else "yes"}, "imported", NOW)
        for n in range(36)
    ]  # fmt: skip
    async with transaction():
        await record_visits(version, checklist, known, NOW)
        await chains.grow_rollup_version()


def counted(seen: list[Seen], key: str) -> list[bool]:
    return [
        bool(item.kept)
        for one in seen
        for item in one.score.items
        if STANDARD_OF.get(item.key) == key and item.state == "counted"
    ]


async def test_each_moment_is_what_its_visits_say_in_the_order_of_the_journey(cast: Cast) -> None:
    seen = await record_random_visits(cast, Random(3), 60)
    page = await shown(cast)
    lines = named(page.groupings[0].lines)
    assert list(lines) == ["Greeting", "Refreshments", "Advice", "Outcome"]
    for name, key in (("Greeting", "welcome"), ("Refreshments", "drink"), ("Advice", "advice"), ("Outcome", "clean")):
        found = counted(seen, key)
        assert (lines[name].seen, lines[name].share) == (len(found), pytest.approx(sum(found) / len(found)))
        low, high = lines[name].interval
        assert 0 <= low < lines[name].share < high <= 1


async def test_the_sentence_names_the_moment_that_really_falls_behind(cast: Cast) -> None:
    await with_sources(cast)
    page = await shown(cast)
    assert str(page.sentence) == ("The guest's journey breaks most at Refreshments: 50 of 100 promises are kept there.")
    line = named(page.groupings[0].lines)["Refreshments"]
    assert line.verdict is LESS and line.bar.group == "below"
    assert page.false_alarms is not None


async def test_where_all_moments_are_alike_none_is_named(cast: Cast) -> None:
    known = [
        KnownVisit(f"v-{n}", cast.branches["noon"], {}, cast.ann.id, TODAY, GOOD_ANSWERS, "imported", NOW)
        for n in range(9)
    ]
    async with transaction():
        await record_visits(cast.version, cast.checklist, known, NOW)
        await chains.grow_rollup_version()
    page = await shown(cast)
    assert page.sentence == HOLDS
    assert all(line.verdict is ALIKE for line in page.groupings[0].lines)


async def test_values_and_sides_stand_beside_each_other(cast: Cast) -> None:
    await with_sources(cast)
    page = await shown(cast)
    values = named(page.groupings[1].lines)
    assert {name: line.promises for name, line in values.items()} == {"warm": 2, "generous": 1, "skilled": 1}
    assert values["warm"].share == pytest.approx(0.75) and next(iter(values)) == "generous"
    sides = {str(side.line.name): side for side in page.sides}
    assert list(sides) == [
        "The guests' side", "The staff's side", "The owners' side", "Others: the law, suppliers, guides",
    ]  # fmt: skip
    assert [str(one.name) for one in sides["The owners' side"].weakest] == ["Every guest is offered a drink"]
    assert sides["The owners' side"].line.share == 0.5


async def test_a_value_leads_to_its_standards(cast: Cast) -> None:
    await with_sources(cast)
    line = named((await shown(cast)).groupings[1].lines)["warm"]
    assert line.href == "/standards?value=warm"
    page = await standards_page(await cast.sight("owner"), Filters(value="warm"), "name", 1, TODAY, "en")
    assert [row.promise for row in page.rows] == [
        "Every guest is greeted within 60 seconds", "Every guest is offered a drink",
    ]  # fmt: skip


async def test_delight_is_counted_where_a_promise_could_be_beaten(cast: Cast) -> None:
    await with_sources(cast)
    delight = (await shown(cast)).delight
    assert delight and [(str(one.name), one.share, one.visits) for one in delight.standards] == [
        ("Every guest gets advice", 1.0, 36)
    ]
    assert delight.interval and delight.interval[0] > 0.8


async def test_right_the_first_time_has_a_number_and_a_trend(cast: Cast) -> None:
    await with_sources(cast, clean="right-first-time")
    first_time = (await shown(cast)).first_time
    assert first_time and str(first_time.sentence) == "The salon is clean: on 100 of 100 visits."
    assert first_time.months and first_time.months.chart and len(first_time.months.chart.months) >= 8


async def test_without_such_a_standard_that_is_said(cast: Cast) -> None:
    await record_random_visits(cast, Random(4), 5)
    first_time = (await shown(cast)).first_time
    assert first_time and first_time.why == NO_FIRST_TIME


@pytest.mark.parametrize("person,seen_by", [("manager", {"noon", "nest"}), ("owner", {"noon", "nest", "sun"})])
async def test_only_what_they_may_see_is_counted(cast: Cast, person: str, seen_by: set[str]) -> None:
    seen = await record_random_visits(cast, Random(5), 40)
    line = named((await shown(cast, person)).groupings[0].lines)["Refreshments"]
    assert line.seen == len(counted([one for one in seen if one.branch in seen_by], "drink"))


async def test_without_visits_the_page_says_what_to_do_next(cast: Cast) -> None:
    page = await shown(cast)
    assert page.empty and page.groupings == ()


async def test_many_visits_cost_as_many_queries_as_few(cast: Cast) -> None:
    await record_random_visits(cast, Random(6), 6)
    async with counted_queries() as few:
        await shown(cast)
    await with_sources(cast)
    async with counted_queries() as many:
        await shown(cast)
    assert len(few) == len(many) <= 20
