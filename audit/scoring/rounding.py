"""How numbers are rounded for people: a half always goes up, from the number as it is written.

Python's own `round` goes to the even digit (2.5 becomes 2), and 100 * 0.285 is a little less than 28.5.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal


def half_up(value: float, decimals: int = 0) -> Decimal:
    """The value with so many decimals; a half goes away from 0."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def whole(value: float) -> int:
    """The nearest whole number, a half up: for scores, which are shown without decimals."""
    return int(half_up(value))


def per_hundred(share: float) -> int:
    """A share of 1 as so many in 100."""
    return int((Decimal(repr(share)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
