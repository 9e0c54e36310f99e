"""The sums of any view agree with counting its visits one by one, whichever part came from the rollups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from random import Random

import pytest

from audit.services import reviews
from audit.store import auditor_sums, chains, checklists, sums
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast
from tests.random_visits import SIGHTS, STANDARD_OF, Seen, View, counted, random_view, record_random_visits

VIEWS = 40
PEOPLE = [person for person in SIGHTS for _ in range(VIEWS // len(SIGHTS))]
SCORE = ("visits", "scored", "percent_micro", "square_micro", "failed")
STANDARD = ("counted", "kept", "not_applicable", "exceeded", "expectations")


@pytest.fixture
async def seen(cast: Cast) -> list[Seen]:
    return await record_random_visits(cast, Random(11), 120)


async def selection_of(cast: Cast, view: View) -> Selection:
    region = await chains.find_region(view.region) if view.region else None
    ids = await checklists.list_standard_ids()
    return Selection(
        view.since, view.until, region.path if region else "", view.checklist, view.channel, view.ownership,
        cast.branches.get(view.branch), standard_id=ids.get(view.standard),
    )  # fmt: skip


def totals(rows: Sequence[object], key: Sequence[str], columns: Sequence[str]) -> Counter[tuple[object, ...]]:
    """The sums of rows under their keys: a cell may come in parts. Zeros do not show."""
    total: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        for column in columns:
            total[*(getattr(row, name) for name in key), column] += getattr(row, column)
    return +total


def score_totals(cast: Cast, seen: Sequence[Seen]) -> Counter[tuple[object, ...]]:
    total: Counter[tuple[object, ...]] = Counter()
    for one in seen:
        cell = (cast.branches[one.branch], getattr(cast, one.auditor).id if one.auditor else None)
        micro = one.percent_micro
        facts = (1, micro is not None, micro or 0, (micro or 0) ** 2, one.score.failed)
        total.update({(*cell, column): int(fact) for column, fact in zip(SCORE, facts, strict=True)})
    return +total


def standard_facts(one: Seen) -> Iterator[tuple[str, tuple[bool, ...]]]:
    """Each standard of a visit with what it adds to the columns of STANDARD."""
    for item in one.score.items:
        if item.key in STANDARD_OF:
            counts, could = item.state == "counted", item.key == "advice"
            not_applicable = item.state == "not_applicable"
            yield STANDARD_OF[item.key], (counts, bool(item.kept), not_applicable, item.exceeded, counts and could)


async def standard_totals(cast: Cast, seen: Sequence[Seen], only: str) -> Counter[tuple[object, ...]]:
    ids, total = await checklists.list_standard_ids(), Counter[tuple[object, ...]]()
    for one in seen:
        for key, facts in standard_facts(one):
            if only in ("", key):
                cell = (cast.branches[one.branch], ids[key])
                total.update({(*cell, column): int(fact) for column, fact in zip(STANDARD, facts, strict=True)})
    return +total


async def auditor_totals(cast: Cast, seen: Sequence[Seen], only: str) -> Counter[tuple[object, ...]]:
    total: Counter[tuple[object, ...]] = Counter()
    for one in seen:
        auditor = getattr(cast, one.auditor).id if one.auditor else None
        facts = dict(standard_facts(one)).get(only, (False,) * len(STANDARD))
        total.update({(auditor, column): int(fact) for column, fact in zip(STANDARD[:3], facts, strict=False)})
    return +total


@pytest.mark.parametrize("person", SIGHTS)
async def test_scores_of_any_view_are_those_of_its_visits(cast: Cast, seen: list[Seen], person: str) -> None:
    random, sight = Random(f"scores {person}"), await cast.sight(person)
    for view in [View(), *(random_view(random) for _ in range(VIEWS))]:
        rows = await sums.list_score_sums(sight, await selection_of(cast, view))
        assert totals(rows, ("branch_id", "auditor_id"), SCORE) == score_totals(cast, counted(seen, view, person)), view


@pytest.mark.parametrize("person", SIGHTS)
async def test_standards_of_any_view_are_those_of_its_visits(cast: Cast, seen: list[Seen], person: str) -> None:
    random, sight = Random(f"standards {person}"), await cast.sight(person)
    for view in [View(), *(random_view(random) for _ in range(VIEWS))]:
        rows = await sums.list_standard_sums(sight, await selection_of(cast, view))
        expected = await standard_totals(cast, counted(seen, view, person), view.standard)
        assert totals(rows, ("branch_id", "standard_id"), STANDARD) == expected, view
        assert len({(row.branch_id, row.standard_id) for row in rows}) == len(rows)


def in_whole_months(view: View) -> View:
    """The same view from the first of a month to the last of another, as far as it has ends."""
    since = view.since.replace(day=1) if view.since else None
    until = view.until.replace(day=1) - timedelta(days=1) if view.until else None
    return View(since, until, view.region, view.checklist, view.channel, view.ownership, view.branch)


async def test_what_each_auditor_found_in_whole_months(cast: Cast, seen: list[Seen]) -> None:
    random, ids = Random(5), await checklists.list_standard_ids()
    for person in PEOPLE:
        view, key = in_whole_months(random_view(random)), random.choice(list(ids))
        selection = await selection_of(cast, view)
        rows = await auditor_sums.list_auditor_sums(await cast.sight(person), selection, ids[key])
        expected = await auditor_totals(cast, counted(seen, view, person), key)
        assert totals(rows, ("auditor_id",), STANDARD[:3]) == expected, (person, key, view)


async def test_the_first_and_last_day_of_any_view(cast: Cast, seen: list[Seen]) -> None:
    random = Random(6)
    for person in PEOPLE:
        view = random_view(random)
        found = await sums.find_first_and_last(await cast.sight(person), await selection_of(cast, view))
        days = [one.day for one in counted(seen, view, person)]
        assert found == ((min(days), max(days)) if days else (None, None)), (person, view)


async def test_a_rejected_visit_is_taken_out_of_months_and_days_alike(cast: Cast, seen: list[Seen]) -> None:
    gone, owner = {one.id for one in seen[::7]}, await cast.sight("owner")
    for visit in gone:
        await reviews.reject_visit(owner, visit, "not there that day", NOW)
    left, day = [one for one in seen if one.id not in gone], date(2026, 2, 14)
    for view in (View(), View(since=day), View(until=day), View(since=date(2026, 1, 1), until=date(2026, 3, 31))):
        rows = await sums.list_score_sums(WHOLE_CHAIN, await selection_of(cast, view))
        assert totals(rows, ("branch_id", "auditor_id"), SCORE) == score_totals(cast, counted(left, view, "owner"))


async def test_nothing_recorded_sums_to_nothing(cast: Cast) -> None:
    sight = await cast.sight("owner")
    assert await sums.list_score_sums(sight, Selection()) == []
    assert await sums.list_standard_sums(sight, Selection(since=date(2026, 1, 15))) == []
    assert await sums.find_first_and_last(sight, Selection()) == (None, None)
