"""The branches in three groups: a long list is cut where it says least, and says how many it leaves out."""

from __future__ import annotations

import pytest

from audit.errors import say
from audit.scoring.analysis import Analysis, BranchResult, Component, Plan, Reliability, ScoreResult
from audit.services.branch_plots import CALLED_SHOWN, MIDDLE_SHOWN, branch_plot
from audit.services.branch_verdicts import halving
from audit.services.filters import Filters
from audit.services.open_branches import open_branches

WHY = say("Nothing to say.")


def result(number: int, score: float, group: str = "same", visits: int = 8) -> BranchResult:
    ends = (score - 6, score + 6)
    return BranchResult(f"B{number:03}", f"Branch {number:03}", visits, score, score, ends, (1, 9), group, 0.1, None)


def analysis(*branches: BranchResult, residual: float | None = 81.0) -> Analysis:
    variances = {"branch": 16.0, "auditor": 9.0, "residual": residual}
    components = {name: Component(value, None, None if value else WHY) for name, value in variances.items()}
    score = ScoreResult(80.0, components, 80.0, 0.0, True, 1, Reliability(0.2, 0.6, None), 2.0)
    return Analysis(99, len(branches), 3, None, None, score, branches, (), (), Plan(0.8, 9, (), None), ())


def test_a_long_middle_shows_both_its_ends_and_says_how_many_are_left_out() -> None:
    many = [result(number, 90 - number / 10) for number in range(MIDDLE_SHOWN + 7)]
    (group,) = branch_plot(analysis(*many), Filters()).groups
    names = [bar.name for bar in group.branches]
    assert (len(names), group.hidden) == (MIDDLE_SHOWN, 7)
    assert names[0] == "Branch 000" and names[-1] == f"Branch {MIDDLE_SHOWN + 6:03}"


@pytest.mark.parametrize("group,first", [("above", 0), ("below", 5)])
def test_of_many_that_are_called_the_far_end_is_shown(group: str, first: int) -> None:
    many = [result(number, 90 - number / 10, group) for number in range(CALLED_SHOWN + 5)]
    (shown,) = branch_plot(analysis(*many), Filters()).groups
    assert (len(shown.branches), shown.hidden) == (CALLED_SHOWN, 5)
    assert shown.branches[0].name == f"Branch {first:03}"


def test_a_report_shows_them_all() -> None:
    many = [result(number, 90 - number / 10, group) for number in range(80) for group in ("above", "same", "below")]
    plot = branch_plot(analysis(*many), Filters(), len(many), len(many))
    assert sum(len(group.branches) for group in plot.groups) == 240
    assert [group.hidden for group in plot.groups] == [0, 0, 0]


def test_every_bar_leads_to_its_branch_and_every_count_to_its_visits() -> None:
    (group,) = branch_plot(analysis(result(7, 80)), Filters(period="6m")).groups
    assert group.branches[0].href == "/branches/B007?period=6m"
    assert group.branches[0].visits_href == "/visits?period=6m&state=counted&branch=B007"


def test_where_to_go_first_is_where_the_fewest_visits_settle_something() -> None:
    lines = open_branches(analysis(result(1, 81), result(2, 86), result(3, 72, "below"), result(4, 76)), Filters())
    # From 86 to the chain's 80 are 6 points: (1.96 / 6)^2 x (81 + 9) = 9.6, so ten visits, of which eight were made.
    assert [(line.name, line.more) for line in lines] == [("Branch 002", 2), ("Branch 004", 14), ("Branch 001", 79)]
    assert lines[0].plan_href == "/visits/new?branch=B002"


def test_a_branch_known_as_well_as_it_needs_to_be_is_no_longer_open() -> None:
    assert open_branches(analysis(result(1, 86, visits=10)), Filters()) == ()
    assert open_branches(analysis(result(1, 86), residual=None), Filters()) == ()


def test_what_would_halve_a_range_is_said_only_where_a_question_is_open() -> None:
    assert str(halving(result(1, 80, visits=4))).startswith("With about 12 more visits")
    assert halving(result(1, 70, "below")) is None and halving(None) is None
