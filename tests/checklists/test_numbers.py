"""Exact numbers and rounding."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.numbers import exact, half_up, json_number, survives_json, whole


@pytest.mark.parametrize(
    "value, number",
    [
        (3, Fraction(3)),
        (0.1, Fraction(1, 10)),
        (Decimal("0.10"), Fraction(1, 10)),
        (Decimal("1E+2"), Fraction(100)),
        (-0.0, Fraction(0)),
        (Fraction(1, 3), Fraction(1, 3)),
        (10**12, Fraction(10**12)),
        (True, None),
        ("3", None),
        (None, None),
        (10**12 + 1, None),
        (float("nan"), None),
        (float("-inf"), None),
        (Decimal("sNaN"), None),
        (Decimal("1E+999999"), None),
        (Decimal("1E-999999"), None),
        (Decimal("0E+999999"), Fraction(0)),
    ],
)
def test_exact(value, number):
    assert exact(value) == number


@pytest.mark.parametrize(
    "value, number", [(4, 4), (4.0, 4), (Decimal("4.00"), 4), (4.5, None), (True, None), ("4", None)]
)
def test_whole(value, number):
    assert whole(value) == number


@given(st.floats(-1e12, 1e12))
def test_every_float_in_range_goes_to_json_and_back(value):
    number = exact(value)
    assert number is not None
    assert survives_json(number)
    assert exact(json_number(number)) == number


@pytest.mark.parametrize(
    "number, places, text",
    [
        (Fraction(1, 8), 2, "0.13"),
        (Fraction(-1, 8), 2, "-0.13"),
        (Fraction(1, 3), 6, "0.333333"),
        (Fraction(2, 3), 6, "0.666667"),
        (Fraction(199, 200), 2, "1.00"),
        (Fraction(1, 2), 0, "1"),
        (Fraction(5, 2), 0, "3"),
        (Fraction(0), 6, "0.000000"),
        (Fraction(100), 6, "100.000000"),
        (Fraction(10**14), 1, "100000000000000.0"),
    ],
)
def test_half_up(number, places, text):
    assert f"{half_up(number, places):f}" == text


@given(st.fractions(-1000, 1000), st.integers(0, 6))
def test_half_up_is_the_nearest_and_a_half_goes_away_from_zero(number, places):
    rounded = Fraction(half_up(number, places))
    assert abs(rounded - number) <= Fraction(1, 2 * 10**places)
    assert abs(rounded) >= abs(number) or abs(rounded - number) < Fraction(1, 2 * 10**places)
