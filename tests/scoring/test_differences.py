"""A rate beside the chain's: the mid-P value against hand-made sums, and its symmetries."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.differences import binomial_p_value, is_ordinary, mantel_haenszel_p_value, share_of_others


def test_nine_of_ten_beside_a_half_is_the_two_tails_with_the_observed_halved() -> None:
    at = comb(10, 9) / 2**10
    beyond = comb(10, 10) / 2**10

    assert binomial_p_value(9, 10, 0.5) == pytest.approx(2 * (beyond + at / 2))


def test_the_expected_outcome_is_no_difference() -> None:
    assert binomial_p_value(5, 10, 0.5) == pytest.approx(1.0)


def test_without_a_visit_nothing_is_different() -> None:
    assert binomial_p_value(0, 0, 0.8) == 1.0


def test_one_broken_visit_where_the_chain_never_breaks_is_impossible_by_chance() -> None:
    assert binomial_p_value(9, 10, 1.0) == 0.0
    assert binomial_p_value(10, 10, 1.0) == 1.0


@given(st.integers(1, 200), st.floats(0.01, 0.99), st.data())
def test_kept_and_broken_are_mirror_images(counted: int, share: float, data: st.DataObject) -> None:
    kept = data.draw(st.integers(0, counted))

    assert binomial_p_value(kept, counted, share) == pytest.approx(
        binomial_p_value(counted - kept, counted, 1 - share), abs=1e-9
    )
    assert 0 <= binomial_p_value(kept, counted, share) <= 1


# Admissions to Berkeley 1973 by department (Bickel and others 1975): admitted and all, men beside women.
ADMISSIONS = [
    (512, 825, 89, 108), (353, 560, 17, 25), (120, 325, 202, 593),
    (138, 417, 131, 375), (53, 191, 94, 393), (22, 373, 24, 341),
]  # fmt: skip
STRATA = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(
        lambda four: (min(four[:2]), max(four[:2]), min(four[2:]), max(four[2:]))
    ),
    max_size=8,
)


@pytest.mark.parametrize("counted", [101, 250, 1_000, 5_000])
@pytest.mark.parametrize("share", [0.02, 0.1, 0.5, 0.9, 0.98])
def test_what_is_called_ordinary_could_not_be_called_different(counted: int, share: float) -> None:
    ordinary = [kept for kept in range(counted + 1) if is_ordinary(kept, counted, share)]
    assert all(binomial_p_value(kept, counted, share) > 0.25 for kept in ordinary)


def test_mantel_and_haenszel_agree_with_r() -> None:
    assert mantel_haenszel_p_value(ADMISSIONS) == pytest.approx(0.2169237, abs=1e-7)  # mantelhaen.test, correct = FALSE


def test_who_was_sent_to_weak_branches_is_not_called_harsh() -> None:
    weak_and_strong = [(8, 40, 2, 10), (9, 10, 36, 40)]
    assert mantel_haenszel_p_value(weak_and_strong) == pytest.approx(1.0)
    assert share_of_others(weak_and_strong) == pytest.approx((40 * 0.2 + 10 * 0.9) / 50)


@given(STRATA)
def test_it_does_not_matter_who_is_called_the_one_and_who_the_others(strata: list[tuple[int, int, int, int]]) -> None:
    turned = [(ko, no, k, n) for k, n, ko, no in strata]
    assert mantel_haenszel_p_value(strata) == pytest.approx(mantel_haenszel_p_value(turned))
    assert 0.0 <= mantel_haenszel_p_value(strata) <= 1.0


@pytest.mark.parametrize("strata", [[], [(1, 2, 0, 0)], [(0, 0, 3, 4)], [(3, 3, 4, 4)]])
def test_without_anybody_to_compare_with_nothing_is_different(strata: list[tuple[int, int, int, int]]) -> None:
    assert mantel_haenszel_p_value(strata) == 1.0


def test_without_others_at_the_same_branches_there_is_no_share() -> None:
    assert share_of_others([(1, 2, 0, 0)]) is None
