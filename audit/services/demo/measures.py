"""From a probability to an answer, and what that answer is worth on average.

Every item gets one number p. For yes and no, expectations, times and counts it is the probability that
the item is kept; a scale or a choice takes p on each of its steps, so that p is its mean credit where
the steps are even. `draw` makes an answer from p; `mean_credit` and `kept_share` say exactly what such
answers come to, which is what makes a planted effect a known one.
"""

from __future__ import annotations

import math
import random
from statistics import NormalDist

from audit.checklists.model import Item

NORMAL = NormalDist()
# The spread of seconds around their median, on the log scale: a factor of about two either way.
SECONDS_SD = 0.6
SURELY, NEVER = 0.9975, 0.01
EXCEEDS = 0.34
EARLY = 0.5  # half the guests who are served in time do not wait at all


def draw(item: Item, p: float, rng: random.Random) -> str | int:
    """An answer to the item, kept with probability p (or with mean credit p)."""
    if item.kind == "yes_no":
        return item.pass_answer if rng.random() < p else _other(item.pass_answer)
    if item.kind == "expectation":
        return ("exceeds" if rng.random() < EXCEEDS * p * p else "meets") if rng.random() < p else "below"
    if item.kind == "time":
        return _seconds(item, p, rng)
    if item.kind == "number":
        return rng.choice((2, 2, 2, 3, 3, 4)) if rng.random() < p else rng.choice((0, 1))
    steps = steps_of(item)
    reached = sum(rng.random() < p for _ in range(steps))
    return _step_answer(item, reached)


def steps_of(item: Item) -> int:
    """How many steps lie between the worst and the best answer of a scale or a choice."""
    if item.kind == "choice":
        return len(item.options) - 1
    assert item.min is not None
    assert item.max is not None
    return item.max - item.min


def mean_credit(item: Item, p: float) -> float:
    """The mean credit of answers drawn with p."""
    if item.kind in ("yes_no", "expectation"):
        return p
    if item.kind == "time":
        return _mean_time_credit(item, p)
    if item.kind == "number":
        return p + (1 - p) * 0.25
    return sum(chance * credit for chance, credit in _by_step(item, p))


def kept_share(item: Item, p: float) -> float:
    """The share of answers drawn with p that keep the item."""
    if item.kind in ("yes_no", "expectation", "time", "number"):
        return p
    return sum(chance for chance, credit in _by_step(item, p) if credit >= item.kept_at)


def logit(p: float) -> float:
    return math.log(p / (1 - p))


def chance(value: float) -> float:
    """The probability at a value on the logit scale, kept away from never and always."""
    return min(max(1 / (1 + math.exp(-value)), NEVER), SURELY)


def _other(answer: str) -> str:
    return "no" if answer == "yes" else "yes"


def _seconds(item: Item, p: float, rng: random.Random) -> int:
    """Seconds whose chance to stay within the target is p."""
    assert item.target is not None
    seconds = float(item.target) * math.exp(SECONDS_SD * (rng.gauss(0, 1) - NORMAL.inv_cdf(p)))
    if item.key == "wait" and seconds <= item.target and rng.random() < EARLY:
        return 0
    within = seconds <= item.target
    # Rounding must not carry a broken promise back within its target.
    return max(1, math.floor(seconds)) if within else math.ceil(seconds)


def _mean_time_credit(item: Item, p: float) -> float:
    """p for those in time, and the falling credit between target and limit, over a log-normal spread."""
    assert item.target is not None
    assert item.limit is not None
    target, limit = float(item.target), float(item.limit)
    shift = NORMAL.inv_cdf(p)
    end = shift + math.log(limit / target) / SECONDS_SD
    between = NORMAL.cdf(end) - p
    mean = target * math.exp(SECONDS_SD**2 / 2 - SECONDS_SD * shift)
    seconds = mean * (NORMAL.cdf(end - SECONDS_SD) - NORMAL.cdf(shift - SECONDS_SD))
    return p + (limit * between - seconds) / (limit - target)


def _step_answer(item: Item, reached: int) -> str | int:
    if item.kind == "choice":
        return sorted(item.options, key=lambda option: option.points)[reached].key
    assert item.min is not None
    assert item.max is not None
    return item.max - reached if item.reverse else item.min + reached


def _by_step(item: Item, p: float) -> list[tuple[float, float]]:
    """For each number of steps reached: its chance and its credit."""
    steps = steps_of(item)
    if item.kind == "choice":
        points = sorted(float(option.points) for option in item.options)
        credits_ = [point / points[-1] for point in points]
    else:
        credits_ = [reached / steps for reached in range(steps + 1)]
    return [
        (math.comb(steps, reached) * p**reached * (1 - p) ** (steps - reached), credit)
        for reached, credit in enumerate(credits_)
    ]
