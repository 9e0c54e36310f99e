"""What the acts on the phone tell: where, when, how quickly and in which order a visit was written down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import asin, cos, radians, sin, sqrt

from audit.errors import N_, say, say_count
from audit.scoring.integrity.notes import IntegrityNote
from audit.scoring.rounding import half_up, whole

FEWEST_ITEMS = 10
"""Below so many answers the pace and the order of a visit say nothing."""
SECONDS_AN_ITEM = 6.0
TAP_SECONDS = 1.5
FAR_METRES = 500.0
LATE_SECONDS = 3 * 3600.0
VERY_LATE_SECONDS = 24 * 3600.0
IN_ORDER = 0.25
EARTH_METRES = 6_371_008.8

SHORT = (
    N_("On site for {minutes} minutes, with {count} item answered."),
    N_("On site for {minutes} minutes, with {count} items answered."),
)
HURRIED = (
    N_("{count} answer came within {seconds} seconds."),
    N_("{count} answers in a row came within {seconds} seconds."),
)
FAR = N_("The phone was {km} km from the branch when the visit began.")
FAR_PHOTOS = N_("Photos were taken up to {km} km from the branch.")
BACKWARDS = N_("The items were answered in an order that a walk through the branch does not have: mostly backwards.")
WRITTEN_LATE = N_("The first answer was written {hours} hours after leaving.")
SENT_LATE = N_("The visit was handed in {hours} hours after leaving.")
STRAIGHT = (
    N_("The {count} answer on a scale is the same."),
    N_("All {count} answers on a scale are the same."),
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Moments in seconds since 1970, as far as the phone told them. `answered`: (item, when), first answers in time."""

    answered: Sequence[tuple[str, float]] = ()
    arrived: float | None = None
    left: float | None = None
    handed_in: float | None = None


def on_site_note(trace: Trace) -> list[IntegrityNote]:
    """The time on site is short for what was answered there. Items answered after leaving do not count."""
    if trace.arrived is None or trace.left is None or trace.left < trace.arrived:
        return []
    seconds, count = trace.left - trace.arrived, len(trace.answered)
    if count < FEWEST_ITEMS or seconds >= SECONDS_AN_ITEM * count:
        return []
    return [IntegrityNote("on_site", say_count(*SHORT, count, minutes=whole(seconds / 60)))]


def hurry_note(trace: Trace) -> list[IntegrityNote]:
    """The longest run of answers that came more quickly than a person reads: each within `TAP_SECONDS` of the last."""
    best: Sequence[tuple[str, float]] = ()
    start = 0
    for place in range(1, len(trace.answered) + 1):
        is_end = place == len(trace.answered)
        if is_end or trace.answered[place][1] - trace.answered[place - 1][1] > TAP_SECONDS:
            if place - start > len(best):
                best = trace.answered[start:place]
            start = place
    if len(best) < FEWEST_ITEMS:
        return []
    seconds = max(1, whole(best[-1][1] - best[0][1]))
    return [IntegrityNote("hurry", say_count(*HURRIED, len(best), seconds=seconds), tuple(item for item, _ in best))]


def metres_between(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The distance of two places (latitude, longitude in degrees) on a ball: haversines, exact to half a percent."""
    first, second = radians(one[0]), radians(other[0])
    half = sin((second - first) / 2) ** 2
    half += cos(first) * cos(second) * sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(half)))


def distance_note(
    phone: tuple[float, float] | None, branch: tuple[float, float] | None, accuracy: float
) -> list[IntegrityNote]:
    """The phone was far from the branch, also when it is given the benefit of its own accuracy."""
    if phone is None or branch is None:
        return []
    metres = metres_between(phone, branch) - max(0.0, accuracy)
    if metres < FAR_METRES:
        return []
    return [IntegrityNote("distance", say(FAR, km=half_up(metres / 1000, 1)))]


def photo_distance_note(
    photos: Sequence[tuple[str, tuple[float, float], float]], branch: tuple[float, float] | None
) -> list[IntegrityNote]:
    """Photos, as (item, where the phone was, its accuracy), that were taken far from the branch."""
    if branch is None:
        return []
    metres = {item: metres_between(phone, branch) - max(0.0, accuracy) for item, phone, accuracy in photos}
    far = {item: distance for item, distance in metres.items() if distance >= FAR_METRES}
    if not far:
        return []
    return [IntegrityNote("photo_distance", say(FAR_PHOTOS, km=half_up(max(far.values()) / 1000, 1)), tuple(far))]


def order_note(trace: Trace, order: Mapping[str, int]) -> list[IntegrityNote]:
    """The share of neighbours answered in the checklist's order is far below what any walk gives."""
    places = [order[item] for item, _ in trace.answered if item in order]
    if len(places) < FEWEST_ITEMS:
        return []
    forward = sum(later > earlier for earlier, later in pairwise(places))
    if forward / (len(places) - 1) > IN_ORDER:
        return []
    return [IntegrityNote("order", say(BACKWARDS))]


def late_notes(trace: Trace) -> list[IntegrityNote]:
    """Memory fades: the visit was written down, or handed in, long after leaving."""
    if trace.left is None:
        return []
    first = trace.answered[0][1] if trace.answered else None
    if first is not None and first - trace.left >= LATE_SECONDS:
        return [IntegrityNote("late", say(WRITTEN_LATE, hours=whole((first - trace.left) / 3600)))]
    if trace.handed_in is not None and trace.handed_in - trace.left >= VERY_LATE_SECONDS:
        return [IntegrityNote("late", say(SENT_LATE, hours=whole((trace.handed_in - trace.left) / 3600)))]
    return []


def straight_note(scales: Sequence[tuple[str, object]]) -> list[IntegrityNote]:
    """Every answer on a scale or against an expectation is the same, of many: (item, value), n/a left out."""
    if len(scales) < FEWEST_ITEMS or len({str(value) for _, value in scales}) > 1:
        return []
    items = tuple(item for item, _ in scales)
    return [IntegrityNote("straight", say_count(*STRAIGHT, len(scales)), items)]
