"""Then and now, like for like."""

import numpy as np
import pytest

from audit.scoring.trends import (
    change_of_scores,
    change_of_share,
    change_on_common_standards,
    corrected,
    like_for_like,
    slopes,
)


def period(n: list[int], means: list[float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(n), np.array(n) * np.array(means)


def test_a_changed_mix_of_branches_is_no_change_of_scores() -> None:
    found = change_of_scores(period([10, 2], [90, 60]), period([2, 10], [90, 60]), 81)
    assert (found.difference, found.verdict, found.compared) == (pytest.approx(0.0), "noise", 2)


def test_a_change_beyond_chance_is_a_signal() -> None:
    found = change_of_scores(period([20, 20], [70, 80]), period([20, 20], [76, 86]), 81)
    assert found.difference == pytest.approx(6.0)
    assert found.interval == pytest.approx((6 - 1.96 * 81**0.5 / 20**0.5, 6 + 1.96 * 81**0.5 / 20**0.5), abs=1e-3)
    assert found.verdict == "signal"


def test_branches_of_one_period_only_are_left_out() -> None:
    found = change_of_scores(period([5, 0, 5], [70, 0, 80]), period([5, 5, 0], [71, 90, 0]), 81)
    assert (found.difference, found.compared) == (pytest.approx(1.0), 1)
    nothing = change_of_scores(period([5, 0], [70, 0]), period([0, 5], [0, 80]), 81)
    assert nothing.difference is None
    assert "Nothing was measured in both periods" in str(nothing.why)


# R. Newcombe (1998), table II: 56/70 and 48/80, method 10: .0524 to .3339.
def test_the_difference_of_two_shares_is_newcombes() -> None:
    found = change_of_share((48, 80), (56, 70))
    assert found.difference == pytest.approx(0.2)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)
    assert found.verdict == "signal"
    assert change_of_share((0, 0), (1, 2)).verdict is None


def test_a_trend_across_versions_looks_at_common_standards_only() -> None:
    before = {"greeting": (50, 100), "drink": (80, 100), "fax": (0, 100)}
    after = {"greeting": (70, 100), "drink": (80, 100), "app": (100, 100)}
    found = change_on_common_standards(before, after)
    assert (found.difference, found.compared, found.verdict) == (pytest.approx(0.1), 2, "signal")
    assert change_on_common_standards(before, {"app": (1, 1)}).why is not None


def test_a_visit_that_met_only_the_hard_standard_is_not_called_bad_for_it() -> None:
    # Standard 0 is always kept, standard 1 half the time; the last visit saw only the hard one, and broke it.
    visit, standard = np.array([0, 0, 1, 1, 2, 2, 3]), np.array([0, 1, 0, 1, 0, 1, 1])
    credit = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    found = like_for_like(visit, standard, credit, np.ones(7))
    plain = [100.0, 50.0, 100.0, 0.0]
    assert found[3] > plain[3]
    assert found[0] == pytest.approx(100 - 75 + 62.5)
    assert found[3] == pytest.approx(0 - 50 + 62.5)


def test_visits_that_saw_the_same_keep_their_differences() -> None:
    visit, standard = np.repeat([0, 1, 2], 2), np.tile([0, 1], 3)
    found = like_for_like(visit, standard, np.array([1.0, 1, 1, 0, 0, 0]), np.ones(6))
    assert np.diff(found) == pytest.approx([-50, -50])
    assert len(like_for_like(np.zeros(0, int), np.zeros(0, int), np.zeros(0), np.zeros(0))) == 0


def test_only_the_branch_that_drifts_is_flagged() -> None:
    random = np.random.default_rng(4)
    branch, years = np.repeat(np.arange(20), 12), np.tile(np.arange(12) / 12, 20)
    score = 80 + random.normal(0, 5, 240) - 30 * years * (branch == 7)
    found = slopes(branch, years, score, 25)
    assert [slope.branch for slope in found if slope.is_flagged] == [7]
    assert found[7].points_per_year == pytest.approx(-30, abs=12)
    assert slopes(branch[:5], years[:5], score[:5], 25) == ()


def test_correcting_for_severity() -> None:
    assert corrected([80, 70], [-4, 2]) == [84, 68]
