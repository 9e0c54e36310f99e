"""A round's page stays light where there are many branches and auditors, and plans what it does not show."""

from __future__ import annotations

from dataclasses import replace

from audit.scoring.proposals import Change
from audit.services.round_pages import MOST_LINES, MOST_NAMED, RoundPage, round_page
from audit.services.rounds import RoundForm, add_round
from audit.store import chains
from audit.store.chains import NewBranch
from tests.cast import NOW, Cast, add

MANY = 150
FORM = RoundForm(name="Every quarter", checklists=("salon-visit",), first_on="2027-01-01", rest_days="30")


async def grow(auditors: int = MANY) -> None:
    """Many more branches and auditors than the cast has."""
    region = await chains.get_region("North")
    codes = [f"b{place:03}" for place in range(MANY)]
    await chains.put_branches([NewBranch(code, code, region.id, time_zone="Europe/Amsterdam") for code in codes])
    for place in range(auditors):
        await add(f"auditor{place:03}", "auditor")


async def page_of(cast: Cast, round_id: int, changes: dict[str, Change], opened: set[str]) -> RoundPage:
    return await round_page(await cast.sight("owner"), round_id, "en", NOW, changes, (), opened)


async def test_many_visits_have_fields_only_where_somebody_changes_them(cast: Cast) -> None:
    await grow()
    round_id = await add_round(await cast.sight("owner"), FORM, NOW)
    page = await page_of(cast, round_id, {}, set())
    assert len(page.lines) == MANY + 3 and not any(line.is_open for line in page.lines)
    first, second = page.lines[0].name, page.lines[1].name
    other = next(int(value) for value, _ in page.auditors if value != page.lines[1].auditor_id)
    page = await page_of(cast, round_id, {second: Change(other)}, {first})
    assert [line.name for line in page.lines if line.is_open] == [first, second]


async def test_what_is_more_than_a_page_holds_is_counted(cast: Cast) -> None:
    await grow(auditors=20)
    round_id = await add_round(
        await cast.sight("owner"), replace(FORM, visits_each="20", rest_days="0", different=""), NOW
    )
    page = await page_of(cast, round_id, {}, set())
    assert len(page.lines) == MOST_LINES and page.more > 0
    assert len(page.lines) + page.more <= 20 * (MANY + 3)


async def test_branches_left_out_are_named_once_and_the_rest_counted(cast: Cast) -> None:
    await grow(auditors=0)
    round_id = await add_round(await cast.sight("owner"), replace(FORM, visits_each="20"), NOW)
    (group,) = (await page_of(cast, round_id, {}, set())).left_out
    assert len(set(group.branches)) == MOST_NAMED and group.more == MANY + 3 - MOST_NAMED
