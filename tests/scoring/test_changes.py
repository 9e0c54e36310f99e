"""Whether a kept rate changed: as often wrong as it says it may be, and not fooled by branches that differ."""

from __future__ import annotations

from math import isclose, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.changes import ShareChange, discoveries, points_change, share_change

COUNTS = st.dictionaries(
    st.integers(1, 9),
    st.integers(0, 30).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))),
    max_size=6,
)


def change(before: dict[int, tuple[int, int]], now: dict[int, tuple[int, int]]) -> ShareChange:
    found = share_change(before, now)
    assert found is not None
    return found


@given(COUNTS, COUNTS)
def test_a_change_is_a_rate_before_a_rate_now_and_an_honest_interval(
    before: dict[int, tuple[int, int]], now: dict[int, tuple[int, int]]
) -> None:
    found = share_change(before, now)
    if found is None:
        assert not sum(n for n, _ in before.values()) or not sum(n for n, _ in now.values())
        return
    low, high = found.interval
    assert -1 <= low <= found.now - found.before <= high <= 1
    assert 0 <= found.p_value <= 1


@given(COUNTS, COUNTS)
def test_turning_time_round_turns_the_change_round(
    before: dict[int, tuple[int, int]], now: dict[int, tuple[int, int]]
) -> None:
    there, back = share_change(before, now), share_change(now, before)
    if there is None or back is None:
        assert there is back
        return
    assert (there.before, there.now) == (back.now, back.before)
    assert isclose(there.p_value, back.p_value, abs_tol=1e-12)
    assert isclose(there.interval[0], -back.interval[1], abs_tol=1e-12)


@pytest.mark.parametrize("empty", [{}, {1: (0, 0)}])
def test_without_visits_nothing_is_said(empty: dict[int, tuple[int, int]]) -> None:
    assert share_change(empty, {1: (3, 2)}) is None
    assert share_change({1: (3, 2)}, empty) is None


def test_one_branch_is_compared_as_agresti_and_caffo_do() -> None:
    found = change({1: (10, 4)}, {1: (10, 9)})
    # One success and one failure added to each: 5/12 and 10/12.
    error = sqrt(5 / 12 * 7 / 12 / 12 + 10 / 12 * 2 / 12 / 12)
    assert (found.before, found.now) == (0.4, 0.9)
    assert isclose(found.interval[0], 0.5 - 1.959963985 * error, rel_tol=1e-9)
    assert isclose(found.interval[1], 0.5 + 1.959963985 * error, rel_tol=1e-9)


def test_no_failure_at_all_is_no_certainty() -> None:
    found = change({1: (3, 3)}, {1: (3, 3)})
    assert found.interval[0] < -0.2 and found.interval[1] > 0.2 and found.p_value == 1


def test_branches_that_differ_make_a_change_less_sure() -> None:
    alike = change(dict.fromkeys(range(6), (10, 5)), dict.fromkeys(range(6), (10, 8)))
    apart = change(
        {b: (10, 10 if b < 3 else 0) for b in range(6)}, {b: (10, 10 if b < 5 else 0) for b in range(5)} | {5: (10, 0)}
    )
    assert alike.p_value < 0.001 < apart.p_value


def test_two_branches_as_clusters_have_the_variance_of_cochran() -> None:
    found = change({1: (10, 10), 2: (10, 0)}, {1: (1000, 500), 2: (1000, 500)})
    # Clusters off by 10 - 5 and 0 - 5 visits: (25 + 25) / 20^2 x 2 / 1; the other period is binomial.
    error = sqrt(50 / 400 * 2 + (1001 / 2002) ** 2 / 2002)
    assert isclose((found.interval[1] - found.interval[0]) / 2, 1.959963985 * error, rel_tol=1e-6)


def test_pure_noise_is_called_a_change_about_one_time_in_twenty() -> None:
    random, called = Random(3), 0
    for _ in range(2000):
        before, now = ({b: (8, sum(random.random() < 0.7 for _ in range(8))) for b in range(8)} for _ in range(2))
        called += change(before, now).p_value < 0.05
    assert 0.02 <= called / 2000 <= 0.07


@pytest.mark.parametrize(
    "p_values,found",
    [
        ([], set()),
        ([0.5], set()),
        ([0.1], {0}),
        ([0.1000001], set()),
        ([0.9, 0.04, 0.9, 0.9], set()),
        ([0.9, 0.025, 0.9, 0.9], {1}),
        ([0.05, 0.06, 0.07], {0, 1, 2}),  # the largest passes its rank and takes the others with it
        ([0.5, 0.001, 0.6, 0.002], {1, 3}),
    ],
)
def test_false_discoveries_are_kept_to_one_in_ten(p_values: list[float], found: set[int]) -> None:
    assert discoveries(p_values) == found


def test_the_example_of_benjamini_and_hochberg() -> None:
    # Their section 4: fifteen p-values of which the four smallest are rejected at 5 %.
    p_values = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590,
        1.0000,
    ]  # fmt: skip
    assert discoveries(p_values, 0.05) == {0, 1, 2, 3}


@given(st.lists(st.floats(0, 1), max_size=30), st.randoms(use_true_random=False))
def test_the_order_of_the_standards_does_not_matter(p_values: list[float], random: Random) -> None:
    order = list(range(len(p_values)))
    random.shuffle(order)
    shuffled = discoveries([p_values[place] for place in order])
    assert sorted(p_values[order[place]] for place in shuffled) == sorted(
        p_values[place] for place in discoveries(p_values)
    )


def test_points_of_one_branch_with_the_chains_spread() -> None:
    found = points_change((4, 80.0), (16, 72.0), visit_variance=64.0)
    # 8 points apart, error sqrt(64/4 + 64/16) = sqrt(20)
    assert (found.before, found.now) == (80.0, 72.0)
    assert found.interval == pytest.approx((-8 - 1.959964 * 20**0.5, -8 + 1.959964 * 20**0.5), abs=1e-4)
    assert found.p_value == pytest.approx(0.0736, abs=1e-4)


def test_points_there_and_back_mirror_each_other() -> None:
    there, back = points_change((5, 70.0), (7, 75.0), 90.0), points_change((7, 75.0), (5, 70.0), 90.0)
    assert there.p_value == back.p_value and there.interval == tuple(-end for end in reversed(back.interval))
