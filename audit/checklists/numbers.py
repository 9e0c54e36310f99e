"""Exact numbers: what JSON says, kept to the last digit, and back again without loss.

Limits keep hostile numbers (`1e999999999`) from filling the memory: up to a million million, and no finer
than the finest number a browser knows.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

LARGEST = 10**12
FINEST_EXPONENT = -350


def exact(value: object) -> Fraction | None:
    """The number as a fraction; None for anything else (a boolean, NaN, too large or too fine a number).

    A float counts as the shortest decimal that spells it, so 0.1 is a tenth.
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, float):
        return _exact_decimal(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return _exact_decimal(value)
    if isinstance(value, int | Fraction):
        number = Fraction(value)
        return number if abs(number) <= LARGEST else None
    return None


def _exact_decimal(value: Decimal) -> Fraction | None:
    if not value.is_finite():
        return None
    if value == 0:
        return Fraction(0)
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < FINEST_EXPONENT or value.adjusted() > len(str(LARGEST)):
        return None
    return Fraction(value) if abs(value) <= LARGEST else None


def whole(value: object) -> int | None:
    """The number as an int when it is whole (4 and 4.0 are the same number in JSON), else None."""
    number = exact(value)
    return int(number) if number is not None and number.denominator == 1 else None


def json_number(number: Fraction) -> int | float:
    """The number as JSON writes it; lossless for every fraction that `survives_json`."""
    return int(number) if number.denominator == 1 else float(number)


def survives_json(number: Fraction) -> bool:
    """Whether every reader of JSON, the browser included, gets exactly this number back."""
    return exact(float(number)) == number


def half_up(number: Fraction, places: int) -> Decimal:
    """Rounded to so many decimals; a half goes away from zero, as people do it on paper."""
    scaled = abs(number) * 10**places
    units = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(units if number >= 0 else -units).scaleb(-places)
