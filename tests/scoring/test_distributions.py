"""The plain-Python distributions say what scipy's say."""

from __future__ import annotations

from random import Random

import pytest
from scipy.special import bdtr, ndtr, ndtri

from audit.scoring.distributions import Z95, binomial_at, binomial_up_to, normal_below


@pytest.mark.parametrize("trials", [1, 2, 3, 10, 100, 1_000, 16_000])
@pytest.mark.parametrize("share", [1e-9, 0.02, 0.37, 0.5, 0.98, 1 - 1e-9])
def test_binomial_sums_are_scipys(trials: int, share: float) -> None:
    random = Random(trials)
    near = [round(trials * share + random.gauss(0, (trials * share * (1 - share)) ** 0.5)) for _ in range(20)]
    for hits in {0, 1, trials - 1, trials, *(min(max(one, 0), trials) for one in near)}:
        assert binomial_up_to(hits, trials, share) == pytest.approx(float(bdtr(hits, trials, share)), abs=1e-10)
        below = float(bdtr(hits - 1, trials, share)) if hits else 0.0
        exactly = float(bdtr(hits, trials, share)) - below
        assert binomial_at(hits, trials, share) == pytest.approx(exactly, abs=1e-10)


def test_the_edges_are_certain() -> None:
    assert [binomial_up_to(hits, 4, 0.3) for hits in (-1, 4, 5)] == [0.0, 1.0, 1.0]
    assert [binomial_up_to(hits, 4, 0.0) for hits in (-1, 0, 3)] == [0.0, 1.0, 1.0]
    assert [binomial_up_to(hits, 4, 1.0) for hits in (3, 4)] == [0.0, 1.0]
    assert [binomial_at(hits, 4, 1.0) for hits in (3, 4)] == [0.0, 1.0]
    assert [binomial_at(hits, 4, 0.3) for hits in (-1, 5)] == [0.0, 0.0]


def test_small_tails_keep_their_digits() -> None:
    assert binomial_up_to(10, 1_000, 0.5) == pytest.approx(float(bdtr(10, 1_000, 0.5)), rel=1e-9)
    assert normal_below(-12.0) == pytest.approx(float(ndtr(-12.0)), rel=1e-12)


def test_the_normal_distribution_is_scipys() -> None:
    for step in range(-80, 81):
        assert normal_below(step / 10) == pytest.approx(float(ndtr(step / 10)), rel=1e-12)
    assert pytest.approx(float(ndtri(0.975)), abs=1e-15) == Z95
