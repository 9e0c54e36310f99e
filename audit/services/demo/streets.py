"""More branches than are written by hand: for chains of any size, a street in each of the cities in turn."""

from __future__ import annotations

import random

from audit.services.demo.chain import DemoBranch
from audit.services.demo.places import CITIES, WRITTEN, branch_in, written_branches

STREETS = {
    "Netherlands": (
        *("Stationsplein", "Nieuwstraat", "Kerkstraat", "Julianaplein", "Wilhelminapark", "Molenstraat", "Vismarkt"),
        *("Parklaan", "Schoolstraat", "Havenkade", "Beukenlaan", "Raadhuisplein", "Lindelaan", "Burgwal", "Singel"),
    ),
    "Indonesia": (
        *("Sudirman", "Diponegoro", "Gajah Mada", "Pemuda", "Merdeka", "Cendrawasih", "Melati", "Kartini", "Veteran"),
        *("Imam Bonjol", "Hasanuddin", "Pahlawan", "Mawar", "Anggrek", "Teuku Umar"),
    ),
    "Romania": (
        *("Independenței", "Mihai Eminescu", "Libertății", "Avram Iancu", "Horea", "Republicii", "Victoriei", "Traian"),
        *("Decebal", "Primăverii", "Teilor", "Castanilor", "Aviatorilor", "Decembrie", "Mărăști"),
    ),
}
ADDRESSES = {
    "Netherlands": "{street} {number}",
    "Indonesia": "Jl. {street} {number}",
    "Romania": "Strada {street} {number}",
}
# About two kilometres: a branch stays within its city.
SPREAD_DEGREES = 0.018


def list_branches(count: int, rng: random.Random) -> list[DemoBranch]:
    """`count` branches with unique codes and names: the written ones first, then one street after another."""
    branches = written_branches(count)
    numbers = {code: sum(1 for row in WRITTEN if row[0] == code) for code in CITIES}
    cities = list(CITIES.values())
    for index in range(count - len(branches)):
        city = cities[index % len(cities)]
        turn = index // len(cities)
        streets = STREETS[city.country]
        street, lap = streets[turn % len(streets)], turn // len(streets) + 1
        numbers[city.code] += 1
        place = (
            round(city.latitude + rng.uniform(-SPREAD_DEGREES, SPREAD_DEGREES), 4),
            round(city.longitude + rng.uniform(-SPREAD_DEGREES, SPREAD_DEGREES), 4),
        )
        branches.append(
            branch_in(
                city,
                numbers[city.code],
                f"{city.name} {street}" if lap == 1 else f"{city.name} {street} {lap}",
                ADDRESSES[city.country].format(street=street, number=rng.randrange(1, 180)),
                place,
                rng.choice(("own", "franchise")),
                rng.choice(("street", "street", "mall")),
            )
        )
    return branches
