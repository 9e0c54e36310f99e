"""Flags with a bound on false alarms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.flags import benjamini_hochberg, flag_by_probability

# Y. Benjamini and Y. Hochberg (1995), section 3.2: 15 p-values; Bonferroni rejects 3, they 4 at .05.
P_1995 = [
    0.0001,
    0.0004,
    0.0019,
    0.0095,
    0.0201,
    0.0278,
    0.0298,
    0.0344,
    0.0459,
    0.3240,
    0.4262,
    0.5719,
    0.6528,
    0.7590,
    1.0,
]


def test_benjamini_and_hochberg_reject_four() -> None:
    adjusted = benjamini_hochberg(P_1995)
    assert adjusted[:4] == pytest.approx([0.0015, 0.003, 0.0095, 0.035625])
    assert adjusted[-2:] == pytest.approx([0.813214285714, 1.0])
    assert sum(p <= 0.05 for p in adjusted) == 4


def test_adjusted_p_values_keep_their_places() -> None:
    order = [5, 0, 14, 3, 7, 1, 2, 4, 6, 8, 9, 10, 11, 12, 13]
    adjusted = benjamini_hochberg(P_1995)
    assert benjamini_hochberg([P_1995[place] for place in order]) == [adjusted[place] for place in order]


def test_no_p_values() -> None:
    assert benjamini_hochberg([]) == []


@pytest.mark.parametrize(
    "probabilities, flagged",
    [
        ([], []),
        ([0.5, 0.2], []),
        ([0.99, 0.5, 0.92], [0, 2]),
        ([0.99, 0.98, 0.97, 0.75, 0.1], [0, 1, 2, 3]),  # doubts .01 .02 .03 .25: mean .0775
        ([0.99, 0.98, 0.97, 0.60], [0, 1, 2]),  # the fourth would make it .115
    ],
)
def test_flags_stay_within_one_in_ten(probabilities: list[float], flagged: list[int]) -> None:
    assert np.flatnonzero(flag_by_probability(probabilities)).tolist() == flagged


@given(st.lists(st.floats(0, 1), max_size=40))
def test_the_expected_share_of_false_flags_is_bounded(probabilities: list[float]) -> None:
    flags = flag_by_probability(probabilities)
    doubts = [1 - p for p, flag in zip(probabilities, flags, strict=True) if flag]
    assert sum(doubts) <= 0.1 * len(doubts) + 1e-9
