"""The demo's planner: whole, valid and repeatable at every size."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from audit.checklists.rules import visible_items
from audit.services.demo import plan_demo
from audit.services.demo.calendars import Slot, connected, pieces_of, plan_slots
from audit.services.demo.chain import DemoPerson
from audit.services.demo.people import list_people
from audit.services.demo.places import CITIES, written_branches
from audit.services.demo.streams import stream
from audit.services.demo.streets import list_branches
from tests.services.demo_chains import MADE, TODAY, checklists, planned, scored

SIZES = [(1, 1, 1), (2, 5, 3), (3, 10, 1), (24, 600, 1), (24, 600, 7), (60, 400, 2)]
sizes = pytest.mark.parametrize("branches, visits, seed", SIZES)


@sizes
def test_the_same_arguments_plan_the_same_chain(branches: int, visits: int, seed: int) -> None:
    again = plan_demo(checklists(), TODAY, branches=branches, visits=visits, seed=seed)
    assert again == planned(branches, visits, seed)


def test_another_seed_plans_another_chain_of_the_same_branches() -> None:
    one, other = planned(seed=1), planned(seed=7)
    assert one.branches == other.branches
    assert one.visits != other.visits
    assert one.truth["branches"] != other.truth["branches"]


@sizes
def test_there_are_as_many_branches_and_visits_as_were_asked_for(branches: int, visits: int, seed: int) -> None:
    chain = planned(branches, visits, seed)
    assert len(chain.branches) == branches
    assert len([visit for visit in chain.visits if visit.status in MADE]) == visits


@sizes
def test_names_are_given_once(branches: int, visits: int, seed: int) -> None:
    chain = planned(branches, visits, seed)
    lists = (
        [branch.code for branch in chain.branches],
        [branch.name for branch in chain.branches],
        [person.key for person in chain.people],
        [person.email for person in chain.people],
        [region.name for region in chain.regions],
        [visit.id for visit in chain.visits],
    )
    assert [len(set(names)) for names in lists] == [len(names) for names in lists]


@sizes
def test_everything_that_is_named_exists(branches: int, visits: int, seed: int) -> None:
    chain = planned(branches, visits, seed)
    codes = {branch.code for branch in chain.branches}
    regions = {region.name for region in chain.regions}
    assert {visit.branch for visit in chain.visits} <= codes
    assert {visit.auditor for visit in chain.visits} <= {person.key for person in chain.people}
    assert {branch.region for branch in chain.branches} <= regions
    for person in chain.people:
        assert set(person.regions) <= regions
        assert set(person.branches) <= codes


@sizes
def test_regions_come_after_those_they_lie_in(branches: int, visits: int, seed: int) -> None:
    seen: set[str | None] = {None}
    for region in planned(branches, visits, seed).regions:
        assert region.parent in seen
        seen.add(region.name)


@sizes
def test_every_visit_is_answered_as_the_form_asks(branches: int, visits: int, seed: int) -> None:
    attributes = {branch.code: branch.attributes for branch in planned(branches, visits, seed).branches}
    for visit, score in scored(branches, visits, seed):
        assert score.missing == ()
        visible = visible_items(checklists()[visit.checklist], visit.answers, attributes[visit.branch])
        assert set(visit.answers) <= visible


def test_what_is_broken_and_wants_evidence_has_a_comment() -> None:
    wanting = {item.key for item in checklists()["salon-visit"].items() if item.evidence == "when_broken"}
    broken = [
        visit.answers[item.key]
        for visit, score in scored()
        if visit.checklist == "salon-visit"
        for item in score.items
        if item.key in wanting and item.kept is False
    ]
    assert len(broken) > 100
    assert all(answer.get("comment") for answer in broken)


@sizes
def test_visits_were_made_in_the_year_before_and_sent_before_today(branches: int, visits: int, seed: int) -> None:
    chain = planned(branches, visits, seed)
    opened = {branch.code: branch.opened_on for branch in chain.branches}
    midnight = datetime(TODAY.year, TODAY.month, TODAY.day, tzinfo=UTC)
    for visit in chain.visits:
        if visit.status in MADE:
            assert TODAY - timedelta(days=366) <= visit.visit_date < TODAY
            assert visit.visit_date >= (opened[visit.branch] or visit.visit_date)
            assert visit.started_at is not None
            assert visit.submitted_at is not None
            assert visit.started_at < visit.submitted_at <= midnight
            assert visit.due_from < visit.due_to


def test_a_new_branch_has_too_few_visits_to_tell() -> None:
    chain = planned()
    assert chain.truth["new_branches"] == [branch.code for branch in chain.branches if branch.opened_on]
    (new,) = (branch.code for branch in chain.branches if branch.opened_on)
    assert sum(visit.branch == new and visit.status in MADE for visit in chain.visits) == 2


def test_the_demo_accounts_are_there_with_what_they_may_see() -> None:
    accounts = {person.email: person for person in planned().people if person.signs_in}
    assert set(accounts) == {f"{name}@example.com" for name in ("owner", "manager", "auditor", "reader")}
    assert accounts["manager@example.com"].regions == ("Netherlands",)
    franchised = {branch.code for branch in planned().branches if branch.ownership == "franchise"}
    assert len(accounts["reader@example.com"].branches) == 2
    assert set(accounts["reader@example.com"].branches) <= franchised


def test_auditors_mostly_stay_home_and_sometimes_do_not() -> None:
    chain = planned()
    homes = {person.key: person.home for person in chain.people if person.role == "auditor"}
    countries = {branch.code: branch.country for branch in chain.branches}
    assert len(homes) == 10
    assert len({person.nickname for person in chain.people if person.role == "auditor"}) == 10
    abroad = [homes[visit.auditor] != countries[visit.branch] for visit in chain.visits if visit.status in MADE]
    assert 0.05 < sum(abroad) / len(abroad) < 0.3


@sizes
def test_all_branches_and_auditors_hang_together(branches: int, visits: int, seed: int) -> None:
    chain = planned(branches, visits, seed)
    places = {branch.code: branch for branch in chain.branches}
    people = {person.key: person for person in chain.people}
    made = [visit for visit in chain.visits if visit.status in MADE]
    slots = [Slot(places[visit.branch], visit.visit_date, people[visit.auditor], visit.checklist) for visit in made]
    assert len(pieces_of(slots)) == 1


def test_pieces_are_joined_by_exchanging_few_auditors() -> None:
    places = written_branches(6)
    crew = [DemoPerson(f"auditor {index}", "", "", "auditor") for index in range(6)]
    apart = [Slot(place, TODAY, auditor, "salon-visit") for place, auditor in zip(places, crew, strict=True)] * 2
    assert len(pieces_of(apart)) == 6
    joined = connected(apart)
    assert len(pieces_of(joined)) == 1
    exchanged = [new.auditor != old.auditor for new, old in zip(joined, apart, strict=True)]
    assert sum(exchanged) == 5
    assert [replace(slot, auditor=crew[0]) for slot in joined] == [replace(slot, auditor=crew[0]) for slot in apart]


def test_what_lies_ahead_of_the_auditor_who_signs_in() -> None:
    ahead = [visit for visit in planned().visits if visit.status not in MADE and visit.auditor == "auditor"]
    statuses = [visit.status for visit in ahead]
    assert (statuses.count("started"), statuses.count("returned")) == (1, 1)
    assert statuses.count("planned") >= 4
    due_today = [visit for visit in ahead if visit.visit_date == TODAY]
    assert len(due_today) == 3
    assert all(set(visit.briefing) == {"play", "buy", "never"} for visit in ahead)
    assert all(visit.returned_reason for visit in ahead if visit.status == "returned")
    assert all(visit.answers for visit in ahead if visit.status != "planned")
    assert not any(visit.answers for visit in ahead if visit.status == "planned")


def test_hours_are_those_of_the_branch() -> None:
    zones = {branch.code: ZoneInfo(branch.time_zone) for branch in planned().branches}
    for visit in planned().visits:
        assert visit.due_from.astimezone(zones[visit.branch]).hour in range(9, 18)


def test_branches_lie_in_their_cities_and_spread_over_three_countries() -> None:
    branches = list_branches(200, stream(1, "branches"))
    cities = {city.name: city for city in CITIES.values()}
    assert {branch.country for branch in branches[:3]} == {"Netherlands", "Indonesia", "Romania"}
    for branch in branches:
        city = cities[branch.city]
        assert abs(branch.latitude - city.latitude) < 0.1
        assert abs(branch.longitude - city.longitude) < 0.1
        assert ZoneInfo(branch.time_zone)
        assert branch.code.startswith({"Netherlands": "NL", "Indonesia": "ID", "Romania": "RO"}[branch.country])


def test_a_large_chain_finds_enough_names_and_days() -> None:
    branches = list_branches(1000, stream(1, "branches"))
    people = list_people(branches, 10_000)
    slots = plan_slots(branches, people, 10_000, TODAY, stream(1, "slots"))
    assert len({branch.name for branch in branches}) == len({branch.code for branch in branches}) == 1000
    assert len({person.email for person in people}) == len(people)
    assert len({person.nickname for person in people if person.role == "auditor"}) == 125
    assert len(slots) == 10_000
    assert len(pieces_of(slots)) == 1
