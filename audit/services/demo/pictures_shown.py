"""Which picture shows which item: a visit's photos, by the names of the pictures that can be drawn."""

from __future__ import annotations

import random
from collections.abc import Mapping, Set
from datetime import date

# An item's picture when it is broken, and when it is shown for being well kept.
BROKEN: Mapping[str, str] = {
    "open": "closed-door",
    "front": "dark-sign",
    "station": "hair-on-floor",
    "tools": "used-towels",
    "result": "uneven-cut",
    "toilet": "empty-roll",
    "drink_served": "spilt-coffee",
}
KEPT: Mapping[str, str] = {
    "drink_served": "coffee",
    "waiting": "waiting-corner",
    "front": "shopfront",
    "station": "work-station",
    "welcome": "desk",
}
RECEIPT = ("receipt", "receipt")
SHARE_OF_VISITS, RECENT_SHARE, RECENT_DAYS = 0.10, 0.45, 60
MOST_VISITS = 400


def shows_pictures(day: date, today: date, so_far: int, rng: random.Random) -> bool:
    """Whether a visit comes with photos: recent ones more often, and never more visits than are worth the room."""
    share = RECENT_SHARE if (today - day).days <= RECENT_DAYS else SHARE_OF_VISITS
    return rng.random() < share and so_far < MOST_VISITS


def choose_pictures(
    answered: Set[str], kept: Set[str], broken: Set[str], rng: random.Random
) -> dict[str, tuple[str, ...]]:
    """Pictures by item: everything broken that can be shown, now and then something good, mostly the receipt."""
    chosen: dict[str, tuple[str, ...]] = {item: (picture,) for item, picture in BROKEN.items() if item in broken}
    good = [item for item in KEPT if item in kept]
    if good and rng.random() < 0.5:
        item = rng.choice(good)
        chosen[item] = (KEPT[item],)
    if "story" in answered and rng.random() < 0.7:
        chosen[RECEIPT[0]] = (RECEIPT[1],)
    return chosen
