"""Control charts against the NHS's rules and published tables."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.control_charts import assurance, mean_range, p_chart, xmr
from tests.scoring.making import REFERENCE

CASES = json.loads((REFERENCE / "spc_mdc_rules.json").read_text())
KINDS = {
    "Above UCL": "above_limit",
    "Below LCL": "below_limit",
    "7 Point Trend (Increasing)": "rising",
    "7 Point Trend (Decreasing)": "falling",
    "2 in 3 Above CL": "two_of_three_above",
    "2 in 3 Below CL": "two_of_three_below",
    "7 Points Above CL": "shift_above",
    "7 Points Below CL": "shift_below",
    "Common Cause": None,
}


@pytest.mark.parametrize("name", CASES)
def test_limits_and_signals_are_those_of_making_data_count(name: str) -> None:
    case = CASES[name]
    chart = xmr(case["y"], is_screened=case["screen"])
    assert chart.mean == pytest.approx(case["mean"])
    assert chart.lower == (None if case["lpl"] is None else pytest.approx(case["lpl"]))
    assert chart.upper == (None if case["upl"] is None else pytest.approx(case["upl"]))
    assert list(chart.signals) == [KINDS[signal] for signal in case["special"]]


@pytest.mark.parametrize(
    "name, expected",
    [("assure_pass", "consistent_pass"), ("assure_fail", "consistent_fail"), ("assure_mixed", "hit_and_miss")],
)
def test_assurance(name: str, expected: str) -> None:
    assert assurance(xmr(CASES[name]["y"]), CASES[name]["target"]) == expected


def test_assurance_where_less_is_better() -> None:
    assert assurance(xmr(CASES["assure_pass"]["y"]), 85, higher_is_better=False) == "consistent_fail"


def test_ranges_that_stick_out_are_left_out_once() -> None:
    points = CASES["outlier"]["y"]
    assert mean_range(np.array(points), is_screened=False) > mean_range(np.array(points))


def test_few_points_have_no_limits_and_say_so() -> None:
    chart = xmr([80, 70, 90, 75, 85])
    assert (chart.mean, chart.lower, chart.signals) == (80, None, (None,) * 5)
    assert str(chart.why) == "Fewer than 6 visits are too few for limits."
    assert xmr([]).mean is None


def test_limits_from_fewer_than_twelve_points_are_on_trial() -> None:
    assert xmr([80, 70, 90, 75, 85, 82]).is_trial
    assert not xmr([80, 70, 90, 75, 85, 82] * 2).is_trial


def test_scores_that_do_not_vary_have_no_limits_and_say_so() -> None:
    assert "do not vary" in str(xmr([80.0] * 12).why)


def test_a_tie_breaks_a_trend() -> None:
    rising = [50, 46, 52, 47, 53, 47, 48, 49, 50, 51, 52, 53, 47, 52, 46, 53]
    tied = [value if place != 8 else 49 for place, value in enumerate(rising)]
    assert "rising" in xmr(rising).signals
    assert "rising" not in xmr(tied).signals


# D. Montgomery, Introduction to Statistical Quality Control, 6th ed., table 7.1: nonconforming orange
# juice cans in 30 samples of 50.
CANS = [12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7, 13, 9, 6]


def test_orange_juice() -> None:
    chart = p_chart(CANS, [50] * 30)
    assert chart is not None
    assert (chart.mean, chart.upper[0], chart.lower[0]) == pytest.approx((0.2313, 0.4102, 0.0524), abs=5e-5)


def test_laney_stretches_limits_that_chance_alone_makes_too_narrow() -> None:
    hits = [30_000, 29_200, 31_100, 28_700, 30_900, 29_500]
    plain, stretched = p_chart(hits, [100_000] * 6), p_chart(hits, [100_000] * 6, is_laney=True)
    assert plain is not None
    assert stretched is not None
    assert stretched.sigma_z > 5
    assert stretched.upper[0] - stretched.mean == pytest.approx((plain.upper[0] - plain.mean) * stretched.sigma_z)
    assert p_chart([], []) is None


@given(st.lists(st.integers(0, 100), max_size=40))
def test_upside_down_scores_have_upside_down_signals(scores: list[int]) -> None:
    turned = {"above_limit": "below_limit", "rising": "falling", "shift_above": "shift_below"}
    turned |= {"two_of_three_above": "two_of_three_below"}
    turned |= {second: first for first, second in turned.items()}
    up, down = xmr(scores), xmr([100 - score for score in scores])
    assert [turned.get(signal or "") for signal in up.signals] == list(down.signals)
