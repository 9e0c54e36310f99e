"""From a number back to its visits: the list behind a number holds exactly the visits that it counts."""

from __future__ import annotations

from random import Random
from urllib.parse import parse_qsl, urlsplit

import pytest

from audit.errors import BadInput
from audit.services.filters import Filters, read_filters
from audit.services.standard_pages import standard_page
from audit.services.visit_lists import VisitsPage, visits_page
from audit.services.visit_traces import Trace, read_trace, visits_behind
from tests.cast import TODAY, Cast
from tests.random_visits import STANDARD_OF, Seen, record_random_visits


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(21), 60)


async def opened(cast: Cast, address: str, person: str = "owner") -> VisitsPage:
    """The list at an address, as the door reads it."""
    query = dict(parse_qsl(urlsplit(address).query))
    trace, state = read_trace(query), query.get("state", "")
    return await visits_page(await cast.sight(person), read_filters(query), trace, state, 1, TODAY, "en")


@pytest.mark.parametrize("key", STANDARD_OF.values())
async def test_every_number_of_a_standard_leads_to_as_many_visits(cast: Cast, seen: list[Seen], key: str) -> None:
    page = await standard_page(await cast.sight("owner"), key, Filters(), "", TODAY, "en")
    lines = [row for table in page.tables for row in table.rows if row.visits_href]
    assert len(lines) >= 6
    for row in lines:
        assert (await opened(cast, row.visits_href)).total == row.visits, row.name
    assert (await opened(cast, page.examples_href)).total == page.examples_total > 0


async def test_a_list_is_narrowed_to_what_was_kept_or_broken(cast: Cast, seen: list[Seen]) -> None:
    def wanted(*kept: bool) -> int:
        return sum(
            STANDARD_OF.get(item.key) == "drink" and item.state == "counted" and bool(item.kept) in kept
            for one in seen if one.branch == "noon" for item in one.score.items
        )  # fmt: skip

    for kept, count in (("yes", wanted(True)), ("no", wanted(False)), ("", wanted(True, False))):
        page = await opened(cast, visits_behind(Filters(), branch="noon", standard="drink", kept=kept))
        assert page.total == count > 0
        assert {row.branch for row in page.rows} == {"Noon"}


async def test_each_part_can_be_taken_away_again(cast: Cast, seen: list[Seen]) -> None:
    trace = {"branch": "noon", "standard": "drink", "kept": "no", "auditor": str(cast.ann.id), "version": "1"}
    page = await opened(cast, visits_behind(Filters(period="12m"), **trace))
    assert len(page.narrowings) == 4
    for one in page.narrowings:
        wider = await opened(cast, one.href)
        assert len(wider.narrowings) == 3 and wider.total >= page.total
        assert wider.filters.filters[0].value == "12m"


@pytest.mark.parametrize(
    "trace,place",
    [
        (Trace(branch="nowhere"), "branch"),
        (Trace(branch="x" * 900), "branch"),
        (Trace(standard="nothing"), "standard"),
        (Trace(auditor="0"), "auditor"),
        (Trace(auditor="ann"), "auditor"),
    ],
)
async def test_what_is_not_there_is_named(cast: Cast, trace: Trace, place: str) -> None:
    with pytest.raises(BadInput) as refused:
        await visits_page(await cast.sight("owner"), Filters(), trace, "", 1, TODAY, "en")
    assert refused.value.problems[0].place == place


@pytest.mark.parametrize("query", [{"kept": "maybe"}, {"version": "two"}, {"version": "9" * 40}, {"version": "-1"}])
def test_a_trace_that_makes_no_sense_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(BadInput):
        read_trace(query)


async def test_a_franchisee_cannot_ask_who_looked_nor_at_others_branches(cast: Cast, seen: list[Seen]) -> None:
    for trace in (Trace(auditor=str(cast.ann.id)), Trace(branch="noon")):
        with pytest.raises(BadInput):
            await visits_page(await cast.sight("reader"), Filters(), trace, "", 1, TODAY, "en")
    own = await visits_page(await cast.sight("reader"), Filters(), Trace(branch="sun"), "", 1, TODAY, "en")
    assert own.total == sum(one.branch == "sun" for one in seen)


async def test_a_manager_cannot_ask_for_a_branch_of_another_region(cast: Cast, seen: list[Seen]) -> None:
    with pytest.raises(BadInput):
        await visits_page(await cast.sight("manager"), Filters(), Trace(branch="sun"), "", 1, TODAY, "en")
