"""A rate beside the chain's: the mid-P value against hand-made sums, and its symmetries."""

from __future__ import annotations

from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.differences import binomial_p_value


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
