"""Shares of R2 over all orders, from covariance matrices."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.scoring.drivers import explained_shares
from audit.scoring.drivers.shares import lmg, relative_weights
from tests.scoring.published import SWISS

matrices = st.integers(2, 5).flatmap(
    lambda size: st.lists(st.lists(st.floats(-3, 3), min_size=size, max_size=size), min_size=12, max_size=20)
)


def covariance(rows):
    return np.cov(np.array(rows).T)


def r2(matrix, chosen):
    if not chosen:
        return 0.0
    beside = matrix[np.ix_([len(matrix) - 1], chosen)]
    among = matrix[np.ix_(chosen, chosen)]
    return float((beside @ np.linalg.pinv(among, rcond=1e-9) @ beside.T)[0, 0] / matrix[-1, -1])


def over_all_orders(matrix):
    """The definition itself: the mean growth of R2 over every order in which standards are added."""
    count = len(matrix) - 1
    orders = list(permutations(range(count)))
    shares = np.zeros(count)
    for order in orders:
        for place, standard in enumerate(order):
            shares[standard] += r2(matrix, list(order[: place + 1])) - r2(matrix, list(order[:place]))
    return shares / len(orders)


def test_shares_of_a_published_table() -> None:
    assert explained_shares(np.array([SWISS]))[0] == pytest.approx(
        [0.057091221, 0.171173029, 0.260134679, 0.105570150, 0.112765923], abs=1e-8
    )


def test_relative_weights_of_the_same_table() -> None:
    """Worked out in R from the singular value decomposition of the data."""
    assert relative_weights(np.array([SWISS]))[0] == pytest.approx(
        [0.048416896, 0.154708250, 0.271964105, 0.114680030, 0.116965721], abs=1e-8
    )


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 4))
def test_shares_are_the_mean_growth_over_all_orders(seed, count) -> None:
    matrix = covariance(np.random.default_rng(seed).normal(size=(30, count + 1)).cumsum(axis=1))
    assert explained_shares(matrix[None])[0] == pytest.approx(over_all_orders(matrix), abs=1e-9)


@pytest.mark.parametrize("count", [1, 4, 15, 16, 40])
def test_shares_add_up_to_the_share_explained(count) -> None:
    matrix = covariance(np.random.default_rng(count).normal(size=(200, count + 1)).cumsum(axis=1))
    shares = explained_shares(matrix[None])[0]
    assert shares.sum() == pytest.approx(r2(matrix, list(range(count))), abs=1e-9)
    assert (shares >= 0).all()


@pytest.mark.parametrize("count, method", [(15, lmg), (16, relative_weights)])
def test_fifteen_standards_are_still_exact(count, method) -> None:
    rows = np.random.default_rng(count).normal(size=(200, count + 1)).cumsum(axis=1)
    assert explained_shares(covariance(rows)[None])[0] == pytest.approx(method(np.corrcoef(rows.T)[None])[0], abs=1e-9)


def test_many_matrices_at_once_are_each_by_itself() -> None:
    random = np.random.default_rng(4)
    matrices = np.array([covariance(random.normal(size=(40, 15)).cumsum(axis=1)) for _ in range(5)])
    alone = np.concatenate([explained_shares(one[None]) for one in matrices])
    assert explained_shares(matrices) == pytest.approx(alone, abs=1e-12)


@pytest.mark.parametrize("count", [5, 18])
def test_neither_order_nor_scale_matters(count) -> None:
    random = np.random.default_rng(count)
    rows = random.normal(size=(100, count + 1)).cumsum(axis=1)
    order = random.permutation(count)
    scaled = rows[:, [*order, count]] * random.uniform(0.1, 50, count + 1) + 7
    plain, moved = explained_shares(covariance(rows)[None])[0], explained_shares(covariance(scaled)[None])[0]
    assert moved == pytest.approx(plain[order], abs=1e-9)


@pytest.mark.parametrize("others", [2, 16])
def test_a_copy_of_the_outcome_takes_it_all_from_those_that_do_not_go_with_it(others) -> None:
    matrix = np.eye(others + 2)
    matrix[0, -1] = matrix[-1, 0] = 1.0
    assert explained_shares(matrix[None])[0] == pytest.approx([1.0] + [0.0] * others)


def test_what_goes_with_a_copy_shares_with_it() -> None:
    """First alone it explains .36, after the copy nothing: half of .36 is its share, by hand."""
    matrix = np.array([[1.0, 0.6, 1.0], [0.6, 1.0, 0.6], [1.0, 0.6, 1.0]])
    assert explained_shares(matrix[None])[0] == pytest.approx([0.82, 0.18])


@pytest.mark.parametrize("others", [1, 15])
def test_two_identical_standards_share_equally(others) -> None:
    rows = np.random.default_rng(others).normal(size=(80, others + 2)).cumsum(axis=1)
    shares = explained_shares(covariance(np.hstack([rows[:, :1], rows]))[None])[0]
    assert shares[0] == pytest.approx(shares[1], abs=1e-9)
    assert shares.sum() == pytest.approx(r2(covariance(rows), list(range(others + 1))), abs=1e-9)


@given(matrices)
def test_shares_stay_between_nothing_and_all(rows) -> None:
    shares = explained_shares(covariance(rows)[None])[0]
    assert (shares >= 0).all()
    assert shares.sum() <= 1 + 1e-6
