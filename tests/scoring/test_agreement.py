"""Agreement against the papers' own tables, irr and irrCAC."""

import pytest

from audit.scoring.agreement import ac1, alpha, intraclass, intraclass_from, percent_agreement
from tests.scoring.making import read_reference

# K. Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section C: 12 units, 4 observers.
KRIPPENDORFF = [
    [1, 1, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [5, 5, 5], [1, 1], [3],
]  # fmt: skip

# P. Shrout and J. Fleiss (1979), table 2: 6 targets rated by 4 judges.
SHROUT_FLEISS = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]


def joint_visits() -> list[list[float]]:
    return [[float(row["r1"]), float(row["r2"])] for row in read_reference("prevalence_paradox.csv")]


@pytest.mark.parametrize(
    "level, expected",
    [
        ("nominal", 0.743421052632),
        ("ordinal", 0.815387503755),
        ("interval", 0.849107142857),
        ("ratio", 0.797402774712),
    ],
)
def test_alpha_of_krippendorffs_own_data(level: str, expected: float) -> None:
    assert alpha(KRIPPENDORFF, level).value == pytest.approx(expected, abs=1e-9)


def test_agreement_and_ac1_of_the_same_data() -> None:
    assert percent_agreement(KRIPPENDORFF).value == pytest.approx(0.8181818182)
    assert ac1(KRIPPENDORFF).value == pytest.approx(0.77544, abs=1e-5)


def test_where_nearly_all_pass_alpha_collapses_and_ac1_does_not() -> None:
    joint = joint_visits()
    assert percent_agreement(joint).value == pytest.approx(0.95)
    assert alpha(joint).value == pytest.approx(-0.02051, abs=1e-5)
    assert ac1(joint).value == pytest.approx(0.94744, abs=1e-5)


def test_intervals_from_twenty_units_on() -> None:
    interval = percent_agreement(joint_visits()).interval
    assert interval is not None
    assert interval == pytest.approx((0.90, 0.99), abs=0.02)
    assert ac1(joint_visits()).interval == pytest.approx((0.899, 0.995), abs=0.02)
    assert alpha(KRIPPENDORFF).interval is None


def test_all_ratings_equal_leave_alpha_undefined() -> None:
    assert alpha([[1, 1], [1, 1]]).value is None
    assert percent_agreement([[1, 1], [1, 1]]).value == 1.0
    assert ac1([[1, 1], [1, 1]]).value is None


def test_no_unit_rated_twice() -> None:
    assert percent_agreement([[1], [2]]).value is None
    assert alpha([]).value is None


def test_intraclass_correlations_of_shrout_and_fleiss() -> None:
    found = intraclass(SHROUT_FLEISS)
    assert (found.one, found.agreement, found.consistency) == pytest.approx((0.165742, 0.289764, 0.714841), abs=1e-6)
    assert (found.one_mean, found.agreement_mean, found.consistency_mean) == pytest.approx(
        (0.442797, 0.620051, 0.909316), abs=1e-6
    )


def test_intraclass_correlation_without_variation_is_undefined() -> None:
    assert intraclass([[5, 5], [5, 5]]).agreement is None
    assert intraclass([[5, 5]]).one is None


def test_intraclass_correlation_from_components() -> None:
    assert intraclass_from(2.55556283819, 5.24445076692, 1.0194433652) == pytest.approx(0.289764, abs=1e-5)
    assert intraclass_from(0, 0, 0) is None
