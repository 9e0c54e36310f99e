"""Pictures for the demo's visits: drawn, not taken, so that nobody's salon and nobody's face is in them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

from audit.services.demo.pictures import rooms, things
from audit.services.demo.pictures.scenes import Scene

DRAWN: Mapping[str, Callable[[Scene], bytes]] = {
    "shopfront": rooms.shopfront,
    "dark-sign": rooms.dark_sign,
    "closed-door": rooms.closed_door,
    "desk": rooms.desk,
    "waiting-corner": rooms.waiting_corner,
    "work-station": rooms.work_station,
    "hair-on-floor": rooms.hair_on_floor,
    "coffee": things.coffee,
    "spilt-coffee": things.spilt_coffee,
    "used-towels": things.used_towels,
    "uneven-cut": things.uneven_cut,
    "empty-roll": things.empty_roll,
    "receipt": things.receipt,
}


def draw_pictures(rng: random.Random) -> dict[str, bytes]:
    """Every picture by its name: JPEGs of 1200 by 900, the same bytes for the same randomness."""
    return {name: draw(Scene(random.Random(rng.getrandbits(63)))) for name, draw in DRAWN.items()}  # noqa: S311
