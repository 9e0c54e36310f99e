"""Rounds: proposed from the chain's history, planned once, going on by themselves; auditors answer and are reminded."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput, NotFound, NotNow
from audit.reports.pdf import Press
from audit.scoring.proposals import Change
from audit.services import planning, replies, round_plans
from audit.services.job_tools import Tools
from audit.services.kept_sentences import unpack
from audit.services.periods import Period, period_after, period_of
from audit.services.proposals import next_period, suggest
from audit.services.rounds import RoundForm, add_round, end_round, set_opening_days
from audit.settings import read_settings
from audit.store import assignments, notices, opening_days, rounds, visits
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast, plan
from tests.databases import SECRET
from tests.jobs import run_due_jobs

FORM = RoundForm(name="Every quarter", checklists=("salon-visit",), first_on="2027-01-01", rest_days="30")
QUARTER = date(2027, 1, 1)


@pytest.fixture
def tools(tmp_path: Path) -> Tools:
    settings = read_settings({"AUDIT_DATABASE": "sqlite://unused", "AUDIT_SECRET": SECRET})
    return Tools(settings, open_blobs(str(tmp_path)), Press())


async def make(cast: Cast, **changes: str) -> int:
    return await add_round(await cast.sight("owner"), replace(FORM, **changes), NOW)


async def planned(cast: Cast, round_id: int, first: date = QUARTER, skipped: tuple[str, ...] = ()) -> list[str]:
    """Plan a period; the ids of its visits."""
    sight = await cast.sight("owner")
    made = await round_plans.plan_next(sight, round_id, first, skipped, NOW)
    return [row.visit_id for row in await assignments.list_of_plan(sight, made.plan_id)]


async def told(person: int) -> list[str]:
    return [str(unpack(row.sentence)) for row in await notices.list_notices(person, 20)]


@pytest.mark.parametrize(
    "kind,day,first,last",
    [
        ("month", "2026-02-10", "2026-02-01", "2026-02-28"), ("quarter", "2026-11-23", "2026-10-01", "2026-12-31"),
        ("half_year", "2026-07-01", "2026-07-01", "2026-12-31"), ("year", "2028-12-31", "2028-01-01", "2028-12-31"),
    ],
)  # fmt: skip
def test_a_period_is_the_calendars(kind: str, day: str, first: str, last: str) -> None:
    period = period_of(kind, date.fromisoformat(day))
    assert period == Period(date.fromisoformat(first), date.fromisoformat(last))
    after = period_after(kind, period)
    assert after.first == period.last + timedelta(days=1) and period_of(kind, after.last) == after


async def test_every_branch_gets_its_visits_by_different_auditors_and_they_are_told(cast: Cast) -> None:
    round_id = await make(cast, visits_each="2")
    ids = await planned(cast, round_id)
    rows = [await visits.get_visit(WHOLE_CHAIN, visit) for visit in ids]
    assert Counter(row.branch_code for row in rows) == {"noon": 2, "nest": 2, "sun": 2}
    assert len({(row.branch_code, row.auditor_id) for row in rows}) == 6
    assert all(row.due_from and row.due_from.date() >= QUARTER and row.status == "planned" for row in rows)
    sun = next(row for row in rows if row.branch_code == "sun" and row.due_from)
    assert sun.due_from and sun.due_from.astimezone(UTC).hour == 3  # ten in Jakarta
    assert len(await told(cast.ann.id)) == 1 and "3 visits" in (await told(cast.ann.id))[0]
    assert "6 visits are planned" in (await told(cast.owner.id))[0]


async def test_what_is_not_ticked_is_not_planned(cast: Cast) -> None:
    round_id = await make(cast)
    row = await rounds.get_round(WHOLE_CHAIN_OWNER, round_id)
    suggested = await suggest(await cast.sight("owner"), row, period_of("quarter", QUARTER), NOW.date())
    first, *others = suggested.proposal.visits
    ids = await planned(cast, round_id, skipped=(round_plans.name_of(first),))
    assert len(ids) == len(others) == 2


WHOLE_CHAIN_OWNER = replace(WHOLE_CHAIN, role="owner")


async def test_a_period_is_planned_once(cast: Cast) -> None:
    round_id = await make(cast)
    await planned(cast, round_id)
    with pytest.raises(NotNow):
        await planned(cast, round_id)
    assert await round_plans.plan_by_itself(round_id, QUARTER, NOW) == 0
    plans = (await rounds.list_plans([round_id]))[round_id]
    assert [plan.visits for plan in plans] == [3] and len(await told(cast.owner.id)) == 1
    row = await rounds.get_round(WHOLE_CHAIN_OWNER, round_id)
    assert next_period(row, plans, NOW.date()).first == date(2027, 4, 1)


async def test_a_round_goes_on_by_itself_two_weeks_before_its_next_period(cast: Cast, tools: Tools) -> None:
    round_id = await make(cast)
    await round_plans.look_for_rounds(tools, NOW)
    assert await run_due_jobs(tools, NOW) == 0  # the first period waits for somebody to look at it
    await planned(cast, round_id)
    early, late = datetime(2027, 3, 10, tzinfo=UTC), datetime(2027, 3, 18, tzinfo=UTC)
    for now, count in ((early, 1), (late, 2), (late, 2)):
        await round_plans.look_for_rounds(tools, now)
        await run_due_jobs(tools, now)
        assert len((await rounds.list_plans([round_id]))[round_id]) == count
    await end_round(await cast.sight("owner"), round_id, late)
    await round_plans.look_for_rounds(tools, datetime(2027, 6, 20, tzinfo=UTC))
    assert await run_due_jobs(tools, datetime(2027, 6, 20, tzinfo=UTC)) == 0


async def test_who_was_there_lately_does_not_go_again(cast: Cast) -> None:
    await plan(cast, "lately", "noon", "ann")
    await visits.put_due("lately", datetime(2026, 12, 28, 9, tzinfo=UTC), datetime(2026, 12, 28, 11, tzinfo=UTC))
    ids = await planned(cast, await make(cast, rest_days="120"))
    rows = [await visits.get_visit(WHOLE_CHAIN, visit) for visit in ids]
    assert [row.auditor for row in rows if row.branch_code == "noon"] == ["Bob"]


async def test_a_form_says_everything_that_is_wrong_with_it(cast: Cast) -> None:
    wrong = RoundForm(" ", ("moon",), "0", "week", "soon", "Atlantis", "x", "", "0", "", "", "25:00", "x")
    with pytest.raises(BadInput) as error:
        await add_round(await cast.sight("owner"), wrong, NOW)
    places = {problem.place for problem in error.value.problems}
    assert places == {
        "name", "checklists", "visits_each", "period", "first_on", "region", "rest_days", "most_visits", "starts",
        "ends",
    }  # fmt: skip


async def test_a_manager_plans_for_a_region_and_sees_only_their_own_rounds(cast: Cast) -> None:
    manager = await cast.sight("manager")
    theirs = await make(cast)
    with pytest.raises(BadInput):
        await add_round(manager, FORM, NOW)
    own = await add_round(manager, replace(FORM, region="North"), NOW)
    with pytest.raises(NotFound):
        await rounds.get_round(manager, theirs)
    made = await round_plans.plan_next(manager, own, QUARTER, (), NOW)
    rows = await assignments.list_of_plan(manager, made.plan_id)
    assert {row.branch_code for row in rows} == {"noon", "nest"}


async def test_an_auditor_accepts_or_declines_and_the_planner_is_told(cast: Cast) -> None:
    (visit, *_) = await planned(cast, await make(cast))
    row = await visits.get_visit(WHOLE_CHAIN, visit)
    name = "ann" if row.auditor_id == cast.ann.id else "bob"
    sight = await cast.sight(name)
    await replies.reply(sight, visit, "accepted", "", NOW)
    with pytest.raises(BadInput):
        await replies.reply(sight, visit, "declined", "  ", NOW)
    await replies.reply(sight, visit, "declined", "My car broke down", NOW)
    assert "My car broke down" in (await told(cast.owner.id))[0]
    with pytest.raises(NotFound):
        await replies.reply(await cast.sight("bob" if name == "ann" else "ann"), visit, "accepted", "", NOW)
    other = cast.bob if name == "ann" else cast.ann
    await planning.reassign_visit(await cast.sight("owner"), visit, other.id, NOW)
    asked = await assignments.find_assignment(visit)
    assert asked and asked.reply == ""


async def test_a_visit_that_is_over_takes_no_answer(cast: Cast) -> None:
    await plan(cast, "v-1")
    await visits.put_status("v-1", "cancelled", ("planned",))
    with pytest.raises(NotNow):
        await replies.reply(await cast.sight("ann"), "v-1", "accepted", "", NOW)


async def test_a_visit_that_is_near_is_reminded_of_once(cast: Cast, tools: Tools) -> None:
    await planning.plan_visit(
        await cast.sight("owner"), planning.Plan("noon", str(cast.ann.id), "salon-visit", "2026-11-25"), NOW
    )
    for hours in (0, 6, 12, 18):
        await replies.look_for_due_visits(tools, NOW + timedelta(hours=hours))
    assert [line for line in await told(cast.ann.id) if line.startswith("Your visit")] == [
        "Your visit to Noon is on 2026-11-25."
    ]


async def test_a_moved_visit_keeps_its_hours_and_is_asked_for_again(cast: Cast) -> None:
    owner = await cast.sight("owner")
    visit = await planning.plan_visit(owner, planning.Plan("noon", str(cast.ann.id), "salon-visit", "2026-11-25"), NOW)
    await replies.reply(await cast.sight("ann"), visit, "accepted", "", NOW)
    await planning.move_visit(owner, visit, "2027-07-01", NOW)
    row = await visits.get_visit(WHOLE_CHAIN, visit)
    assert row.due_from == datetime(2027, 7, 1, 8, tzinfo=UTC)  # ten in Groningen, in summer
    asked = await assignments.find_assignment(visit)
    assert asked and asked.reply == "" and "is now on 2027-07-01" in (await told(cast.ann.id))[0]
    with pytest.raises(BadInput):
        await planning.move_visit(owner, visit, "tomorrow", NOW)


async def test_rounds_plan_on_the_days_the_chain_is_open(cast: Cast) -> None:
    round_id, owner = await make(cast, visits_each="2"), await cast.sight("owner")
    await set_opening_days(owner, ["6", "1", "x"], NOW)
    ids = await planned(cast, round_id)
    days = {(await visits.get_visit(WHOLE_CHAIN, one)).due_from for one in ids}
    assert len(ids) == 6 and {day.weekday() for day in days if day} <= {1, 6}
    with pytest.raises(BadInput):
        await set_opening_days(owner, [], NOW)
    assert await opening_days.get_weekdays() == {1, 6}


async def test_another_auditor_and_day_are_planned_instead_of_those_proposed(cast: Cast) -> None:
    round_id, owner = await make(cast), await cast.sight("owner")
    row = await rounds.get_round(owner, round_id)
    suggested = await suggest(owner, row, period_of("quarter", QUARTER), NOW.date())
    name, one = suggested.names[0], suggested.proposal.visits[0]
    other, day = cast.bob.id if one.auditor == cast.ann.id else cast.ann.id, date(2027, 2, 28)
    made = await round_plans.plan_next(owner, round_id, QUARTER, (), NOW, {name: Change(other, day), "no": Change(1)})
    rows = {row.branch_code: row for row in await assignments.list_of_plan(owner, made.plan_id)}
    moved = rows[suggested.branches[one.branch].code]
    assert len(rows) == 3 and moved.auditor_id == other and moved.due_from and moved.due_from.date() == day
    assert moved.who in ("new here", "joins groups", "was here before")


@pytest.mark.parametrize("by", [Change(auditor=1), Change(day=date(2026, 11, 1))])
async def test_nobody_unknown_goes_and_nobody_goes_yesterday(cast: Cast, by: Change) -> None:
    round_id, owner = await make(cast), await cast.sight("owner")
    suggested = await suggest(owner, await rounds.get_round(owner, round_id), period_of("quarter", QUARTER), NOW.date())
    with pytest.raises(BadInput):
        await round_plans.plan_next(owner, round_id, QUARTER, (), NOW, {suggested.names[0]: by})
    assert (await rounds.list_plans([round_id]))[round_id] == []
