"""The credit of one answer, from 0 to 1, exactly (docs/scoring.md, "Kinds of item").

Every kind has one function: it takes the item and the value, and either gives the credit, or None where
the item measures without scoring, or raises `ValueError` where the kind cannot take such a value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from audit.checklists.model import Item, Step
from audit.checklists.numbers import exact, whole

NONE, FULL = Fraction(0), Fraction(1)
EXPECTATIONS: Mapping[str, Fraction] = {"below": NONE, "meets": FULL, "exceeds": FULL}
YES_NO: Mapping[str, Mapping[str, Fraction]] = {
    "yes": {"yes": FULL, "no": NONE},
    "no": {"yes": NONE, "no": FULL},
}


def credit_of(item: Item, value: object) -> Fraction | None:
    """The credit of an answer that is there and is not n/a. Raises `ValueError` for a value the kind cannot take."""
    if item.kind in CREDIT_OF_KIND:
        return CREDIT_OF_KIND[item.kind](item, value)
    if not _is_unscored_value(item.kind, value):
        raise ValueError(value)
    return None


def _is_unscored_value(kind: str, value: object) -> bool:
    """Words for a text, nothing for a note; pictures stand beside the value, which may name them."""
    if kind == "note":
        return False
    if isinstance(value, str) or kind == "text":
        return isinstance(value, str)
    return value is None or (isinstance(value, list | tuple) and all(isinstance(one, str) for one in value))


def _by_word(item: Item, value: object) -> Fraction:
    of_word = YES_NO[item.pass_answer] if item.kind == "yes_no" else EXPECTATIONS
    if not isinstance(value, str) or value not in of_word:
        raise ValueError(value)
    return of_word[value]


def _scale(item: Item, value: object) -> Fraction:
    number = whole(value)
    if number is None or item.min is None or item.max is None or not item.min <= number <= item.max:
        raise ValueError(value)
    share = Fraction(number - item.min, item.max - item.min)
    return FULL - share if item.reverse else share


def _choice(item: Item, value: object) -> Fraction:
    points = {option.key: option.points for option in item.options}
    if not isinstance(value, str) or value not in points:
        raise ValueError(value)
    return _clipped(points[value] / max(points.values()))


def _choices(item: Item, value: object) -> Fraction | None:
    points = {option.key: option.points for option in item.options}
    if not isinstance(value, list | tuple) or not all(isinstance(key, str) and key in points for key in value):
        raise ValueError(value)
    if len(set(value)) < len(value):
        raise ValueError(value)
    full = sum((of for of in points.values() if of > 0), NONE) if item.full is None else item.full
    return _clipped(sum((points[key] for key in value), NONE) / full) if full > 0 else None


def _time(item: Item, value: object) -> Fraction | None:
    seconds = exact(value)
    if seconds is None or seconds < 0:
        raise ValueError(value)
    if item.target is None:
        return _by_steps(item.steps, seconds)
    if seconds <= item.target:
        return FULL
    if item.limit is None or seconds >= item.limit:
        return NONE
    return (item.limit - seconds) / (item.limit - item.target)


def _number(item: Item, value: object) -> Fraction | None:
    number = exact(value)
    if number is None:
        raise ValueError(value)
    return _by_steps(item.steps, number)


def _by_steps(steps: tuple[Step, ...], number: Fraction) -> Fraction | None:
    """The credit of the last step that starts at or below the number; below the first step, none."""
    if not steps:
        return None
    reached = [step.credit for step in steps if step.start <= number]
    return reached[-1] if reached else NONE


def _clipped(share: Fraction) -> Fraction:
    return min(max(share, NONE), FULL)


CREDIT_OF_KIND: Mapping[str, Callable[[Item, object], Fraction | None]] = {
    "yes_no": _by_word,
    "expectation": _by_word,
    "scale": _scale,
    "choice": _choice,
    "choices": _choices,
    "time": _time,
    "number": _number,
}
