"""Who works for the chain: the four demo accounts, two more managers, and auditors who mostly stay home."""

from __future__ import annotations

from audit.services.demo.chain import DemoBranch, DemoPerson
from audit.services.demo.places import LANGUAGE_OF

OWNER = DemoPerson("owner", "Bram Kuipers", "owner@example.com", "owner", signs_in=True)
AUDITOR_KEY = "auditor"

# Name, nickname, home. The first signs in; the last one travels, which holds the comparison together.
AUDITORS = (
    ("Noor Visser", "Kingfisher", "Netherlands"),
    ("Dewi Lestari", "Swift", "Indonesia"),
    ("Ioana Marin", "Robin", "Romania"),
    ("Thijs Bakker", "Heron", "Netherlands"),
    ("Agus Santoso", "Starling", "Indonesia"),
    ("Mihai Dumitru", "Magpie", "Romania"),
    ("Fleur Janssen", "Wren", "Netherlands"),
    ("Putri Wulandari", "Oriole", "Indonesia"),
    ("Elena Stan", "Sparrow", "Romania"),
    ("Lotte Meijer", "Kestrel", ""),
)
FIRST_NAMES = {
    "Netherlands": ("Sem", "Julia", "Daan", "Saar", "Lars", "Eva", "Ruben", "Isa"),
    "Indonesia": ("Budi", "Sari", "Rizky", "Ayu", "Bayu", "Indah", "Dimas", "Wati"),
    "Romania": ("Andreea", "Radu", "Maria", "Vlad", "Cristina", "Matei", "Ana", "Sorin"),
}
LAST_NAMES = {
    "Netherlands": ("de Jong", "Smit", "Mulder", "Vos", "Peters", "Dekker", "Brouwer", "Kok"),
    "Indonesia": ("Wijaya", "Pratama", "Nugroho", "Hidayat", "Saputra", "Kusuma", "Siregar", "Halim"),
    "Romania": ("Ionescu", "Rusu", "Stoica", "Munteanu", "Lungu", "Ene", "Dobre", "Barbu"),
}
COLOURS = ("Grey", "Blue", "Red", "Black", "Golden", "Green", "White", "Brown", "Silver", "Amber", "Violet", "Rose")
BIRDS = ("Finch", "Plover", "Lark", "Crane", "Owl", "Tern", "Dove", "Teal", "Falcon", "Snipe", "Gull", "Stork")

MANAGERS = {
    "Netherlands": ("Sanne de Wit", "manager@example.com"),
    "Indonesia": ("Rina Hapsari", "rina.hapsari@example.com"),
    "Romania": ("Andrei Popa", "andrei.popa@example.com"),
}


def list_people(branches: list[DemoBranch], visits: int) -> list[DemoPerson]:
    """Owner, managers, the franchisee who reads, and as many auditors as the visits keep busy."""
    countries = list(dict.fromkeys(branch.country for branch in branches))
    return [OWNER, *_managers(countries), _reader(branches), *_auditors(countries, _auditors_for(branches, visits))]


def _managers(countries: list[str]) -> list[DemoPerson]:
    return [
        DemoPerson(
            key=f"manager-{country}",
            name=MANAGERS[country][0],
            email=MANAGERS[country][1],
            role="manager",
            regions=(country,),
            language="" if country == "Netherlands" else LANGUAGE_OF[country],
            signs_in=country == "Netherlands",
        )
        for country in countries
    ]


def _reader(branches: list[DemoBranch]) -> DemoPerson:
    """The franchisee of up to two franchised branches in the country of the first of them."""
    franchised = [branch for branch in branches if branch.ownership == "franchise"]
    at_home = [branch for branch in franchised if branch.country == "Netherlands"] or franchised or branches
    return DemoPerson(
        key="reader",
        name="Maarten Vermeulen",
        email="reader@example.com",
        role="reader",
        branches=tuple(branch.code for branch in at_home[:2]),
        signs_in=True,
    )


def _auditors_for(branches: list[DemoBranch], visits: int) -> int:
    few = min(max(visits // 40, 3), len(AUDITORS))
    return max(few, len(branches) // 8) if visits >= 400 else few


def _auditors(countries: list[str], count: int) -> list[DemoPerson]:
    known = [row for row in AUDITORS if row[2] in countries or not row[2]]
    chosen = known[:count] if count >= len(known) else [*known[: count - 1], known[-1]]
    people = [_auditor(index, name, nickname, home) for index, (name, nickname, home) in enumerate(chosen)]
    for index in range(len(people), count):
        home = countries[index % len(countries)]
        turn = index // len(countries)
        first, last = FIRST_NAMES[home], LAST_NAMES[home]
        name = f"{first[turn % len(first)]} {last[(turn // len(first) + turn) % len(last)]}"
        nickname = f"{COLOURS[index % len(COLOURS)]} {BIRDS[(index // len(COLOURS) + index) % len(BIRDS)]}"
        lap = index // (len(COLOURS) * len(BIRDS))
        people.append(_auditor(index, name, nickname if lap == 0 else f"{nickname} {lap + 1}", home))
    return people


def _auditor(index: int, name: str, nickname: str, home: str) -> DemoPerson:
    is_account = index == 0
    return DemoPerson(
        key=AUDITOR_KEY if is_account else nickname,
        name=name,
        email="auditor@example.com" if is_account else f"{nickname.lower().replace(' ', '.')}@example.com",
        role="auditor",
        nickname=nickname,
        home=home,
        language="" if is_account else LANGUAGE_OF.get(home, "en"),
        signs_in=is_account,
    )
