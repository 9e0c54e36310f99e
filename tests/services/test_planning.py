"""Planning a visit: it reaches its auditor, on the branch's clock, or says field by field what is missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from audit.errors import BadInput, NotNow
from audit.services.planning import Plan, cancel_visit, plan_visit, reassign_visit
from audit.store import visits
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return Plan("sun", str(cast.ann.id), "salon-visit", "2026-12-01", "10:00", "11:30", play="A hurried guest")


async def test_a_planned_visit_is_on_its_auditors_list_with_its_briefing(plan: Plan, cast: Cast) -> None:
    visit_id = await plan_visit(WHOLE_CHAIN, plan, NOW)

    assert visit_id in {row.id for row in await visits.list_open_visits(cast.ann.id)}
    assert (await visits.get_documents(visit_id)).briefing == {"play": "A hurried guest"}


async def test_times_are_on_the_branchs_clock(plan: Plan) -> None:
    row = await visits.get_visit(WHOLE_CHAIN, await plan_visit(WHOLE_CHAIN, plan, NOW))

    assert row.due_from == datetime(2026, 12, 1, 3, tzinfo=UTC)  # Bandung is seven hours ahead


async def test_a_manager_plans_only_for_the_own_branches(plan: Plan, cast: Cast) -> None:
    with pytest.raises(BadInput) as refused:
        await plan_visit(await cast.sight("manager"), plan, NOW)

    assert [problem.place for problem in refused.value.problems] == ["branch"]


async def test_every_wrong_field_is_named_and_nothing_is_planned(cast: Cast) -> None:
    before = await visits.list_open_visits(cast.ann.id)

    with pytest.raises(BadInput) as refused:
        await plan_visit(WHOLE_CHAIN, Plan("nowhere", "x", "none", "31-12-2026", "25:00", "24"), NOW)

    assert {problem.place for problem in refused.value.problems} >= {"branch", "auditor", "checklist", "day", "starts"}
    assert await visits.list_open_visits(cast.ann.id) == before


async def test_a_visit_cannot_end_before_it_starts(plan: Plan) -> None:
    with pytest.raises(BadInput) as refused:
        await plan_visit(WHOLE_CHAIN, replace(plan, ends="09:00"), NOW)

    assert [problem.place for problem in refused.value.problems] == ["ends"]


async def test_a_visit_goes_to_somebody_else_and_leaves_the_first_list(plan: Plan, cast: Cast) -> None:
    visit_id = await plan_visit(WHOLE_CHAIN, plan, NOW)

    await reassign_visit(WHOLE_CHAIN, visit_id, cast.bob.id, NOW)

    assert visit_id not in {row.id for row in await visits.list_open_visits(cast.ann.id)}
    assert visit_id in {row.id for row in await visits.list_open_visits(cast.bob.id)}


async def test_a_cancelled_visit_cannot_be_cancelled_again(plan: Plan) -> None:
    visit_id = await plan_visit(WHOLE_CHAIN, plan, NOW)
    await cancel_visit(WHOLE_CHAIN, visit_id, "The branch is being rebuilt", NOW)

    with pytest.raises(NotNow):
        await cancel_visit(WHOLE_CHAIN, visit_id, "", NOW)
