"""Which answers are broken, as plain data: the phone asks for evidence there and computes no credit itself."""

from __future__ import annotations

from fractions import Fraction

from audit.checklists.model import Item, Step
from audit.scoring.credits import credit_of


def broken_answers(item: Item) -> dict[str, object] | None:
    """The answers whose credit is below `kept_at`, for an item that asks for evidence then; None otherwise.

    One of `{"in": [...]}` these answers, `{"over": seconds}` above it, `{"within": [[from, to], ...]}`
    half-open ranges (null: no end), `{"points": {option: share}, "below": share}` sums below it.
    """
    if item.evidence != "when_broken" or item.kept_at <= 0:
        return None
    if item.kind in ("time", "number"):
        return _broken_numbers(item)
    if item.kind == "choices":
        return _broken_sums(item)
    return {"in": [answer for answer in _possible_answers(item) if _is_broken(item, answer)]}


def _possible_answers(item: Item) -> list[str | int]:
    if item.kind == "yes_no":
        return ["yes", "no"]
    if item.kind == "expectation":
        return ["below", "meets", "exceeds"]
    if item.kind == "scale" and item.min is not None and item.max is not None:
        return list(range(item.min, item.max + 1))
    return [option.key for option in item.options]


def _is_broken(item: Item, answer: object) -> bool:
    credit = credit_of(item, answer)
    return credit is not None and credit < item.kept_at


def _broken_numbers(item: Item) -> dict[str, object] | None:
    if item.target is not None:
        if item.limit is None:
            return {"over": float(item.target)}
        return {"over": float(item.limit - item.kept_at * (item.limit - item.target))}
    return {"within": _broken_steps(item.steps, item.kept_at)} if item.steps else None


def _broken_steps(steps: tuple[Step, ...], kept_at: Fraction) -> list[list[float | None]]:
    """The ranges of the steps with too little credit; below the first step there is none at all."""
    starts = [float(step.start) for step in steps]
    ranges: list[list[float | None]] = [[None, starts[0]]]
    for step, start, end in zip(steps, starts, [*starts[1:], None], strict=True):
        if step.credit < kept_at:
            ranges.append([start, end])
    return ranges


def _broken_sums(item: Item) -> dict[str, object] | None:
    full = item.full
    if full is None:
        full = sum((option.points for option in item.options if option.points > 0), Fraction(0))
    if full <= 0:
        return None
    shares = {option.key: float(option.points / full) for option in item.options}
    return {"points": shares, "below": float(item.kept_at)}
