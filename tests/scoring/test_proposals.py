"""Who goes where next: branches that least is known of first, groups joined, rules kept, work shared."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.proposals import Change, Need, Past, Proposal, Proposed, Rules, change, propose

FIRST, LAST = date(2027, 1, 1), date(2027, 3, 31)
LONG_AGO = date(2026, 1, 5)
RULES = Rules(FIRST, LAST)
NOISE = 81.0


def needs(*variances: float | None, visits: int = 1) -> list[Need]:
    return [Need(branch, ("salon",) * visits, variance) for branch, variance in enumerate(variances)]


def went(*pairs: tuple[int, int]) -> list[Past]:
    return [Past(branch, auditor, LONG_AGO) for branch, auditor in pairs]


def branches_of(proposal: Proposal) -> list[int]:
    return sorted(visit.branch for visit in proposal.visits)


def test_a_small_budget_goes_to_the_branches_least_is_known_about() -> None:
    rules = Rules(FIRST, LAST, most_visits=2)
    proposal = propose(needs(4.0, 25.0, 9.0, 36.0), [1, 2], went((0, 1), (1, 2), (2, 1), (3, 2), (0, 2)), rules, NOISE)
    assert branches_of(proposal) == [1, 3]
    assert [(one.branch, one.lacking) for one in proposal.left_out] == [(2, "budget"), (0, "budget")]


def test_a_branch_nobody_has_visited_comes_first_of_all() -> None:
    (visit,) = propose(needs(400.0, None), [1], went((0, 1)), Rules(FIRST, LAST, most_visits=1), NOISE).visits
    assert (visit.branch, visit.why) == (1, "never visited")


def test_everybody_once_before_anybody_twice() -> None:
    rules = Rules(FIRST, LAST, most_visits=5)
    counted = Counter(branches_of(propose(needs(9.0, 9.0, 9.0, visits=2), [1, 2, 3], [], rules, NOISE)))
    assert sorted(counted.values()) == [1, 2, 2]


def test_two_visits_to_the_least_known_may_tell_more_than_one_to_each() -> None:
    """Of 100 a visit takes 55, a second one 16; of 4 a visit takes 0.2."""
    rules = Rules(FIRST, LAST, most_visits=2)
    proposal = propose(needs(100.0, 4.0, visits=2), [1, 2], went((0, 1), (1, 1)), rules, NOISE)
    assert branches_of(proposal) == [0, 0]


def test_groups_that_no_auditor_joins_are_joined() -> None:
    past = went((0, 1), (1, 1), (2, 2), (3, 2))
    proposal = propose(needs(9.0, 9.0, 9.0, 9.0), [1, 2], past, RULES, NOISE)
    assert (proposal.groups_before, proposal.groups_after) == (2, 1)
    assert "joins groups" in {visit.who for visit in proposal.visits}


def test_somebody_else_goes_than_before() -> None:
    past = went((0, 1), (0, 1), (0, 2), (1, 1))
    visit = next(one for one in propose(needs(9.0, 9.0), [1, 2, 3], past, RULES, NOISE).visits if one.branch == 0)
    assert (visit.auditor, visit.who) == (3, "new here")


def test_nobody_comes_back_before_they_have_rested() -> None:
    past = [Past(0, 1, FIRST - timedelta(days=10))]
    (visit,) = propose(needs(9.0), [1], past, Rules(FIRST, LAST, rest_days=60), NOISE).visits
    assert visit.day >= FIRST + timedelta(days=50) and visit.who == "was here before"
    proposal = propose(needs(9.0), [1], past, Rules(FIRST, LAST, rest_days=200), NOISE)
    assert not proposal.visits and proposal.left_out[0].lacking == "auditor"


def test_different_auditors_visit_a_branch_in_one_window() -> None:
    proposal = propose(needs(9.0, visits=3), [1, 2], [], RULES, NOISE)
    assert sorted(visit.auditor for visit in proposal.visits) == [1, 2]
    assert [one.lacking for one in proposal.left_out] == ["auditor"]
    rules = Rules(FIRST, LAST, different_auditors=False)
    assert len(propose(needs(9.0, visits=3), [1, 2], [], rules, NOISE).visits) == 3


def test_work_is_shared_and_nobody_gets_more_than_they_may() -> None:
    proposal = propose(needs(*[9.0] * 30), [1, 2, 3], [], RULES, NOISE)
    assert Counter(visit.auditor for visit in proposal.visits) == {1: 10, 2: 10, 3: 10}
    limited = propose(needs(*[9.0] * 30), [1, 2, 3], [], Rules(FIRST, LAST, most_each=4), NOISE)
    assert set(Counter(visit.auditor for visit in limited.visits).values()) == {4} and len(limited.left_out) == 18


def test_the_visits_of_a_branch_lie_far_apart_and_branches_are_spread() -> None:
    proposal = propose(needs(*[9.0] * 20, visits=2), list(range(8)), [], RULES, NOISE)
    for branch in range(20):
        days = sorted(visit.day for visit in proposal.visits if visit.branch == branch)
        assert all((later - earlier).days >= 30 for earlier, later in pairwise(days))
    months = Counter(visit.day.month for visit in proposal.visits)
    assert min(months.values()) >= 10


def test_without_auditors_everything_is_left_out() -> None:
    proposal = propose(needs(9.0, None), [], [], RULES, NOISE)
    assert not proposal.visits and len(proposal.left_out) == 2 and proposal.groups_before == 2


@st.composite
def chains(draw: st.DrawFn) -> tuple[list[Need], list[int], list[Past], Rules]:
    many = draw(st.integers(0, 8))
    variance = st.none() | st.floats(0, 400)
    all_needs = [Need(branch, ("salon", "phone")[: draw(st.integers(0, 2))], draw(variance)) for branch in range(many)]
    auditors = list(range(draw(st.integers(0, 4))))
    days = st.dates(FIRST - timedelta(days=90), LAST)
    past = draw(st.lists(st.builds(Past, st.integers(0, 9), st.integers(0, 5), days), max_size=12))
    most = st.none() | st.integers(0, 12)
    last = draw(st.dates(FIRST, LAST))
    rules = Rules(FIRST, last, draw(st.integers(0, 120)), draw(st.booleans()), draw(most), draw(most))
    return all_needs, auditors, past, rules


@given(chains())
def test_whatever_is_asked_the_rules_hold(chain: tuple[list[Need], list[int], list[Past], Rules]) -> None:
    all_needs, auditors, past, rules = chain
    proposal = propose(all_needs, auditors, past, rules, NOISE)
    assert proposal == propose(all_needs, auditors, past, rules, NOISE)
    asked = Counter((need.branch, checklist) for need in all_needs for checklist in need.checklists)
    told = [*proposal.visits, *proposal.left_out]
    assert Counter((one.branch, one.checklist) for one in told) == asked
    assert proposal.groups_after <= proposal.groups_before
    assert rules.most_visits is None or len(proposal.visits) <= rules.most_visits
    seen = [(one.branch, one.auditor, one.day) for one in past]
    for visit in proposal.visits:
        assert visit.auditor in auditors and rules.first <= visit.day <= rules.last and visit.day.weekday() < 6
        been = [day for branch, auditor, day in seen if (branch, auditor) == (visit.branch, visit.auditor)]
        seen.append((visit.branch, visit.auditor, visit.day))
        assert all(abs((visit.day - day).days) >= rules.rest_days for day in been)
        assert not rules.different_auditors or not any(rules.first <= day <= rules.last for day in been)
    loads = Counter(visit.auditor for visit in proposal.visits)
    assert rules.most_each is None or all(load <= rules.most_each for load in loads.values())


@pytest.mark.parametrize("many", [400])
def test_a_large_chain_keeps_to_one_group(many: int) -> None:
    past = [Past(branch, branch % 20, LONG_AGO) for branch in range(many)]
    proposal = propose(needs(*[9.0] * many), list(range(20)), past, RULES, NOISE)
    assert proposal.groups_before == 20 and proposal.groups_after == 1 and not proposal.left_out


def of_three(rules: Rules = RULES) -> tuple[Proposal, list[Need], list[Past], Rules]:
    """Branches 0 and 1 know auditor 1, branch 2 knows auditor 2; auditor 3 is new."""
    wanted, past = needs(9.0, 9.0, 9.0), went((0, 1), (1, 1), (2, 2))
    return propose(wanted, [1, 2, 3], past, rules, NOISE), wanted, past, rules


def place_of(proposal: Proposal, branch: int) -> int:
    return next(place for place, one in enumerate(proposal.visits) if one.branch == branch)


@pytest.mark.parametrize("auditor,who", [(2, "was here before"), (1, "joins groups"), (3, "new here")])
def test_another_auditor_is_explained_anew(auditor: int, who: str) -> None:
    proposal, wanted, past, rules = of_three(Rules(FIRST, LAST, most_visits=1))
    proposal = replace(proposal, visits=(Proposed(2, 9, "salon", FIRST, "its turn", "new here"),))
    after, broken = change(proposal, {0: Change(auditor)}, wanted, past, rules)
    assert (after.visits[0].auditor, after.visits[0].who, after.visits[0].why) == (auditor, who, "its turn")
    assert broken == ((),) and after.groups_after == (1 if auditor == 1 else 2)


def test_what_is_not_changed_keeps_its_place_and_its_reasons() -> None:
    proposal, wanted, past, rules = of_three()
    assert change(proposal, {}, wanted, past, rules) == (proposal, ((), (), ()))
    place = place_of(proposal, 1)
    after, _ = change(proposal, {place: Change(day=date(2027, 3, 5))}, wanted, past, rules)
    assert after.visits[place] == replace(proposal.visits[place], day=date(2027, 3, 5))
    assert [one for number, one in enumerate(after.visits) if number != place] == [
        one for number, one in enumerate(proposal.visits) if number != place
    ]


SUNDAY, FRIDAY = date(2027, 1, 3), date(2027, 1, 8)


@pytest.mark.parametrize(
    "by,rules,broken",
    [
        (Change(day=SUNDAY), RULES, ("closed",)),
        (Change(day=SUNDAY), replace(RULES, weekdays=frozenset({6})), ()),
        (Change(day=date(2027, 4, 2)), RULES, ("outside",)),
        (Change(1, FRIDAY), replace(RULES, rest_days=400), ("too soon",)),
        (Change(2, FRIDAY), replace(RULES, most_each=1), ("too many", "full day")),
        (Change(3, FRIDAY), RULES, ()),
    ],
)
def test_a_change_says_which_rules_it_goes_against(by: Change, rules: Rules, broken: tuple[str, ...]) -> None:
    visits = (
        Proposed(0, 3, "salon", FRIDAY, "its turn", "new here"),
        *(Proposed(branch, 2, "salon", FRIDAY, "its turn", "new here") for branch in (1, 2)),
    )
    _, wanted, past, _ = of_three()
    _, told = change(Proposal(visits, (), 2, 1), {0: by}, wanted, past, rules)
    assert told == (broken, (), ())


def test_twice_by_the_same_auditor_in_one_period_is_said() -> None:
    visits = tuple(Proposed(0, who, "salon", day, "its turn", "new here") for who, day in ((1, FIRST), (2, LAST)))
    _, told = change(Proposal(visits, (), 1, 1), {1: Change(1)}, needs(9.0), [], RULES)
    assert told == ((), ("same auditor",))


def test_visits_lie_on_opening_days_alone() -> None:
    rules = replace(RULES, weekdays=frozenset({1, 6}))
    proposal = propose(needs(*[9.0] * 12, visits=2), [1, 2, 3], [], rules, NOISE)
    assert len(proposal.visits) == 24 and {one.day.weekday() for one in proposal.visits} == {1, 6}
