"""Intervals for shares."""

import pytest

from audit.scoring.intervals import wilson


@pytest.mark.parametrize(
    "hits, trials, low, high",
    [
        # Brown, Cai and DasGupta (2001) give the formula; these are its values by hand arithmetic.
        (0, 10, 0.0, 0.277533),
        (10, 10, 0.722467, 1.0),
        (5, 10, 0.236593, 0.763407),
        (81, 263, 0.255292, 0.366207),
    ],
)
def test_wilson_interval(hits: int, trials: int, low: float, high: float) -> None:
    assert wilson(hits, trials) == pytest.approx((low, high), abs=1e-5)


def test_no_trial_has_no_interval() -> None:
    assert wilson(0, 0) is None
