"""The median and its range: as often right as it says, whatever the shape, and silent where values are too few."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.scoring.durations import median_with_range


@pytest.mark.parametrize(
    "count,ranks", [(6, (1, 6)), (8, (1, 8)), (9, (2, 8)), (10, (2, 9)), (20, (6, 15)), (50, (18, 33))]
)
def test_the_ranks_are_those_of_the_tables(count: int, ranks: tuple[int, int]) -> None:
    _, interval = median_with_range(range(1, count + 1))
    assert interval == ranks


def test_one_long_wait_moves_the_median_little() -> None:
    assert median_with_range([40, 42, 44, 46, 48, 50])[0] == median_with_range([40, 42, 44, 46, 48, 5000])[0]


@pytest.mark.parametrize("count", range(1, 6))
def test_fewer_than_six_give_no_range(count: int) -> None:
    assert median_with_range([30.0] * count) == (30.0, None)


@given(st.lists(st.floats(0, 1e6), min_size=6, max_size=60))
def test_the_range_holds_the_median_and_does_not_ask_for_the_order(values: list[float]) -> None:
    middle, interval = median_with_range(values)
    assert interval and interval[0] <= middle <= interval[1]
    assert median_with_range(sorted(values, reverse=True)) == (middle, interval)


def test_skewed_times_lie_inside_as_often_as_they_should() -> None:
    random = Random(11)
    inside = 0
    for _ in range(1000):
        _, interval = median_with_range([random.lognormvariate(4, 0.8) for _ in range(15)])
        inside += interval is not None and interval[0] <= 2.718281828**4 <= interval[1]
    assert 940 <= inside <= 990
