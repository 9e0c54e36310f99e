"""Where the salons are: three countries, their regions, and twenty-four branches written by hand.

Cities lie where they lie; coordinates are those of the quarter, to about a hundred metres.
"""

from __future__ import annotations

from dataclasses import dataclass

from audit.services.demo.chain import DemoBranch, DemoRegion

COUNTRIES = ("Netherlands", "Indonesia", "Romania")
LANGUAGE_OF = {"Netherlands": "nl", "Indonesia": "id", "Romania": "ro"}

REGIONS = tuple(
    DemoRegion(name, parent)
    for name, parent in (
        ("Netherlands", None),
        ("Randstad", "Netherlands"),
        ("South and East Netherlands", "Netherlands"),
        ("Indonesia", None),
        ("Jakarta and West Java", "Indonesia"),
        ("Central and East Java", "Indonesia"),
        ("Bali", "Indonesia"),
        ("Romania", None),
        ("Muntenia and Dobrogea", "Romania"),
        ("Transylvania and Banat", "Romania"),
        ("Moldavia", "Romania"),
    )
)


@dataclass(frozen=True, slots=True)
class City:
    """A city with salons: what every branch in it shares."""

    code: str
    name: str
    region: str
    country: str
    latitude: float
    longitude: float
    time_zone: str


CITIES = {
    city.code: city
    for city in (
        City("UTR", "Utrecht", "Randstad", "Netherlands", 52.0893, 5.1214, "Europe/Amsterdam"),
        City("AMS", "Amsterdam", "Randstad", "Netherlands", 52.3500, 4.8777, "Europe/Amsterdam"),
        City("RTM", "Rotterdam", "Randstad", "Netherlands", 51.9200, 4.4890, "Europe/Amsterdam"),
        City("DHG", "Den Haag", "Randstad", "Netherlands", 52.0772, 4.3164, "Europe/Amsterdam"),
        City("EIN", "Eindhoven", "South and East Netherlands", "Netherlands", 51.4386, 5.4780, "Europe/Amsterdam"),
        City("MST", "Maastricht", "South and East Netherlands", "Netherlands", 50.8480, 5.6990, "Europe/Amsterdam"),
        City("GRN", "Groningen", "South and East Netherlands", "Netherlands", 53.2160, 6.5650, "Europe/Amsterdam"),
        City("JKT", "Jakarta", "Jakarta and West Java", "Indonesia", -6.2607, 106.8137, "Asia/Jakarta"),
        City("BDG", "Bandung", "Jakarta and West Java", "Indonesia", -6.8857, 107.6138, "Asia/Jakarta"),
        City("SMG", "Semarang", "Central and East Java", "Indonesia", -6.9903, 110.4229, "Asia/Jakarta"),
        City("YOG", "Yogyakarta", "Central and East Java", "Indonesia", -7.7926, 110.3658, "Asia/Jakarta"),
        City("SUB", "Surabaya", "Central and East Java", "Indonesia", -7.2620, 112.7390, "Asia/Jakarta"),
        City("MLG", "Malang", "Central and East Java", "Indonesia", -7.9730, 112.6230, "Asia/Jakarta"),
        City("DPS", "Denpasar", "Bali", "Indonesia", -8.6725, 115.2330, "Asia/Makassar"),
        City("BUC", "București", "Muntenia and Dobrogea", "Romania", 44.4312, 26.1010, "Europe/Bucharest"),
        City("CTA", "Constanța", "Muntenia and Dobrogea", "Romania", 44.1760, 28.6520, "Europe/Bucharest"),
        City("CLJ", "Cluj-Napoca", "Transylvania and Banat", "Romania", 46.7695, 23.5910, "Europe/Bucharest"),
        City("BRV", "Brașov", "Transylvania and Banat", "Romania", 45.6420, 25.5890, "Europe/Bucharest"),
        City("SIB", "Sibiu", "Transylvania and Banat", "Romania", 45.7960, 24.1520, "Europe/Bucharest"),
        City("TIM", "Timișoara", "Transylvania and Banat", "Romania", 45.7580, 21.2290, "Europe/Bucharest"),
        City("IAS", "Iași", "Moldavia", "Romania", 47.1790, 27.5670, "Europe/Bucharest"),
    )
}

# city, name, address, latitude, longitude, ownership, setting: a street or a mall
WRITTEN = (
    ("UTR", "Utrecht Oudegracht", "Oudegracht 148", 52.0907, 5.1206, "own", "street"),
    ("JKT", "Jakarta Kemang", "Jl. Kemang Raya 24", -6.2607, 106.8137, "franchise", "street"),
    ("CLJ", "Cluj Eroilor", "Bulevardul Eroilor 16", 46.7699, 23.5949, "own", "street"),
    ("AMS", "Amsterdam Zuid", "Beethovenstraat 52", 52.3497, 4.8767, "franchise", "street"),
    ("BDG", "Bandung Dago", "Jl. Ir. H. Juanda 92", -6.8857, 107.6138, "own", "street"),
    ("BUC", "București Lipscani", "Strada Lipscani 43", 44.4318, 26.1009, "franchise", "street"),
    ("RTM", "Rotterdam Blaak", "Blaak 31", 51.9196, 4.4870, "own", "street"),
    ("SUB", "Surabaya Tunjungan", "Jl. Tunjungan 65", -7.2620, 112.7390, "franchise", "mall"),
    ("BRV", "Brașov Sfatului", "Piața Sfatului 8", 45.6420, 25.5890, "own", "street"),
    ("DHG", "Den Haag Spui", "Spui 70", 52.0767, 4.3164, "own", "street"),
    ("YOG", "Yogyakarta Malioboro", "Jl. Malioboro 52", -7.7926, 110.3658, "own", "mall"),
    ("IAS", "Iași Copou", "Bulevardul Carol I 22", 47.1745, 27.5715, "franchise", "street"),
    ("EIN", "Eindhoven Markt", "Markt 19", 51.4383, 5.4785, "franchise", "street"),
    ("DPS", "Denpasar Renon", "Jl. Raya Puputan 41", -8.6725, 115.2330, "franchise", "street"),
    ("TIM", "Timișoara Unirii", "Piața Unirii 5", 45.7580, 21.2290, "own", "street"),
    ("MST", "Maastricht Wyck", "Rechtstraat 60", 50.8489, 5.6995, "franchise", "street"),
    ("SMG", "Semarang Simpang Lima", "Jl. Ahmad Yani 118", -6.9903, 110.4229, "own", "mall"),
    ("SIB", "Sibiu Bălcescu", "Strada Nicolae Bălcescu 27", 45.7945, 24.1507, "franchise", "street"),
    ("GRN", "Groningen Herestraat", "Herestraat 84", 53.2165, 6.5650, "own", "street"),
    ("MLG", "Malang Ijen", "Jl. Besar Ijen 33", -7.9730, 112.6230, "franchise", "street"),
    ("CTA", "Constanța Tomis", "Bulevardul Tomis 112", 44.1760, 28.6520, "own", "mall"),
    ("UTR", "Utrecht Wittevrouwen", "Biltstraat 71", 52.0945, 5.1330, "franchise", "street"),
    ("JKT", "Jakarta Menteng", "Jl. HOS Cokroaminoto 77", -6.1950, 106.8310, "own", "mall"),
    ("BUC", "București Dorobanți", "Calea Dorobanți 134", 44.4560, 26.0960, "own", "street"),
)


def written_branches(count: int) -> list[DemoBranch]:
    """The first `count` branches (24 at most), taken in turn from the three countries."""
    numbers: dict[str, int] = {}
    branches: list[DemoBranch] = []
    for city_code, name, address, latitude, longitude, ownership, setting in WRITTEN[:count]:
        numbers[city_code] = numbers.get(city_code, 0) + 1
        branches.append(
            branch_in(CITIES[city_code], numbers[city_code], name, address, (latitude, longitude), ownership, setting)
        )
    return branches


def branch_in(
    city: City, number: int, name: str, address: str, place: tuple[float, float], ownership: str, setting: str
) -> DemoBranch:
    """A branch in a city; its code is the country, the city and a number: NL-UTR-01."""
    return DemoBranch(
        code=f"{LANGUAGE_OF[city.country].upper()}-{city.code}-{number:02d}",
        name=name,
        region=city.region,
        city=city.name,
        country=city.country,
        address=address,
        latitude=place[0],
        longitude=place[1],
        time_zone=city.time_zone,
        language=LANGUAGE_OF[city.country],
        ownership=ownership,
        attributes={
            "climate": "tropical" if city.country == "Indonesia" else "temperate",
            "setting": setting,
            "guest_toilet": "no" if setting == "mall" else "yes",
        },
    )


def regions_of(branches: list[DemoBranch]) -> tuple[DemoRegion, ...]:
    """The regions that hold these branches, each after the one it lies in."""
    used = {branch.region for branch in branches} | {branch.country for branch in branches}
    return tuple(region for region in REGIONS if region.name in used)
