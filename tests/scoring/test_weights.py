"""Weights on paper and in effect."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.weights import band_changes, composite_reliability, effective_weights


def test_a_standard_that_never_varies_has_no_effect() -> None:
    credit = np.array([[1.0, 1.0], [1.0, 0.0], [1.0, 1.0], [1.0, 0.0]])
    assert effective_weights(credit, [3, 1]) == pytest.approx([0.0, 1.0])


def test_independent_standards_weigh_as_their_weight_times_their_spread() -> None:
    credit = np.array([[0.0, 0.0], [0.0, 0.5], [1.0, 0.0], [1.0, 0.5]])
    # w = (1/2, 1/2); variances .25 and .0625: shares 4 to 1.
    assert effective_weights(credit, [1, 1]) == pytest.approx([0.8, 0.2])


def test_scores_that_do_not_vary_have_no_effective_weights() -> None:
    assert effective_weights(np.ones((5, 2)), [1, 1]) is None
    assert effective_weights(np.ones((1, 2)), [1, 1]) is None


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=4, max_size=12))
def test_effective_weights_add_up(credit: list[list[float]]) -> None:
    found = effective_weights(np.array(credit), [2, 1, 1])
    assert found is None or sum(found) == pytest.approx(1.0)


def test_reliability_of_a_composite() -> None:
    between, within = np.diag([4.0, 1.0]), np.diag([4.0, 9.0])
    assert composite_reliability([1, 1], between, within) == pytest.approx(5 / 18)
    assert composite_reliability([1, 0], between, within) == pytest.approx(0.5)
    assert composite_reliability([1, 0], np.zeros((2, 2)), np.zeros((2, 2))) is None


def test_a_branch_near_an_edge_changes_its_band_with_the_weights() -> None:
    scores = np.array([[90.0, 90.0, 90.0], [60.5, 80.5, 99.5]])
    steady, wavering = band_changes(scores, [1, 1, 1], [60, 80, 95])
    assert steady == 0.0
    assert 0.2 < wavering < 0.8
