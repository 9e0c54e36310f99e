"""The planner's table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.planning import (
    Sources,
    generalizability,
    half_width,
    reliability,
    visits_for_half_width,
    visits_for_reliability,
    visits_to_halve,
)

WORKED = Sources(branch=16, auditor=16, period=9, residual=81)


@pytest.mark.parametrize(
    "visits, auditors, points, share",
    [
        (4, 1, 12.2, 0.29),
        (4, 4, 10.1, 0.38),
        (8, 1, 10.2, None),
        (8, 8, 7.1, None),
        (20, 1, 8.9, 0.43),
        (20, 20, 4.5, 0.75),
    ],
)
def test_send_someone_else(visits: int, auditors: int, points: float, share: float | None) -> None:
    assert half_width(WORKED, visits, auditors) == pytest.approx(points, abs=0.06)
    if share is not None:
        assert reliability(WORKED, visits, auditors) == pytest.approx(share, abs=0.01)


def test_auditors_who_see_every_branch_leave_the_order_of_branches_alone() -> None:
    assert generalizability(WORKED, 4, 4) == reliability(WORKED, 4, 4)
    assert generalizability(WORKED, 4, 1, same_auditors=True) == pytest.approx(16 / (16 + 90 / 4))
    assert generalizability(Sources(None, 1, 0, 9), 4, 1, same_auditors=True) is None


def test_visits_for_a_reliability_with_one_effect() -> None:
    assert visits_for_reliability(Sources(4.0, 0, 0, 36.0), 0.8) == 36
    assert visits_for_reliability(Sources(0.0, 0, 0, 36.0), 0.8) is None
    assert visits_for_reliability(Sources(None, 0, 0, 36.0), 0.8) is None


def test_visits_for_a_half_width() -> None:
    assert visits_for_half_width(Sources(None, 0, 0, 81.0), 5.0) == 13
    assert visits_for_half_width(Sources(None, 0, 0, 81.0), 0.01) is None


def test_four_times_the_visits_halve_a_range() -> None:
    assert visits_to_halve(4) == 12
    both = [half_width(Sources(None, 0, 0, 81.0), n, 1) for n in (4, 4 + visits_to_halve(4))]
    assert both[1] == pytest.approx(both[0] / 2)


variances = st.floats(0.01, 100)


@given(variances, variances, variances, st.integers(1, 50))
def test_the_planned_visits_reach_the_target_and_one_less_does_not(b: float, a: float, e: float, percent: int) -> None:
    sources, target = Sources(b, a, 0.0, e), percent / 51
    visits = visits_for_reliability(sources, target)
    if visits is not None:
        assert (reliability(sources, visits, visits) or 0) >= target - 1e-9
        assert visits == 1 or (reliability(sources, visits - 1, visits - 1) or 0) < target + 1e-9
