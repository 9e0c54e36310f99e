"""When each branch is visited, and by whom: mostly by auditors at home, sometimes by somebody from abroad."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from audit.services.demo.chain import DemoBranch, DemoPerson

PHONE_SHARE = 0.16
ABROAD_SHARE = 0.18
TOGETHER_ABROAD = 4  # tries to find an auditor who is not in another country that day
SUNDAY = 6
YEAR_DAYS = 365
IN_PERSON, BY_PHONE = "salon-visit", "phone-call"


@dataclass(frozen=True, slots=True)
class Slot:
    """A visit to come about: where, when, who, and with which checklist."""

    branch: DemoBranch
    day: date
    auditor: DemoPerson
    checklist: str


def months_before(today: date) -> list[date]:
    """The first days of the twelve months up to and including today's."""
    index = today.year * 12 + today.month - 1
    return [date((index - back) // 12, (index - back) % 12 + 1, 1) for back in range(11, -1, -1)]


def plan_slots(
    branches: list[DemoBranch], people: list[DemoPerson], visits: int, today: date, rng: random.Random
) -> list[Slot]:
    """`visits` visits before `today`, in the order of their days; branches and auditors hang together."""
    auditors = [person for person in people if person.role == "auditor"]
    days = [
        (day, branch) for branch, count in _shares(branches, visits, rng) for day in _days(branch, count, today, rng)
    ]
    days.sort(key=lambda pair: (pair[0], pair[1].code))
    crew = _Crew(auditors, rng)
    slots = [
        Slot(branch, day, crew.send(branch, day), BY_PHONE if rng.random() < PHONE_SHARE else IN_PERSON)
        for day, branch in days
    ]
    return connected(slots)


def _shares(branches: list[DemoBranch], visits: int, rng: random.Random) -> list[tuple[DemoBranch, int]]:
    """How many visits each branch gets: about as many each, only a new one has but two."""
    counts = {branch.code: 2 if branch.opened_on and visits >= 4 * len(branches) else 0 for branch in branches}
    settled = [branch for branch in branches if not counts[branch.code]]
    left = visits - sum(counts.values())
    even = left * 3 // 4  # the rest falls where it falls
    for index in range(left):
        branch = settled[index % len(settled)] if index < even else rng.choice(settled)
        counts[branch.code] += 1
    return [(branch, counts[branch.code]) for branch in branches]


def _days(branch: DemoBranch, count: int, today: date, rng: random.Random) -> Iterable[date]:
    """`count` days spread over the year before today (or since the opening), never a Sunday."""
    first = branch.opened_on or today - timedelta(days=YEAR_DAYS)
    length = (today - first).days
    for index in range(count):
        offset = (index + rng.random()) / count * length
        day = first + timedelta(days=min(int(offset), length - 1))
        if day.weekday() == SUNDAY:
            day -= timedelta(days=1)
        yield max(day, first)


class _Crew:
    """The auditors, and in which country each of them is on a day."""

    def __init__(self, auditors: list[DemoPerson], rng: random.Random) -> None:
        self.rng = rng
        self.auditors = auditors
        self.travellers = [person for person in auditors if not person.home]
        self.of_country: dict[str, list[DemoPerson]] = {}
        self.where: dict[tuple[str, date], str] = {}

    def send(self, branch: DemoBranch, day: date) -> DemoPerson:
        """Somebody for this branch on this day, if at all possible not from a place across the world."""
        chosen = self._pick(branch.country)
        for _ in range(TOGETHER_ABROAD):
            if self.where.get((chosen.key, day), branch.country) == branch.country:
                break
            chosen = self._pick(branch.country)
        self.where[chosen.key, day] = branch.country
        return chosen

    def _pick(self, country: str) -> DemoPerson:
        """Half of those from abroad are somebody who travels anyway, where there is such a person."""
        if country not in self.of_country:
            home = [person for person in self.auditors if person.home == country]
            self.of_country[country] = home or self.auditors
        if self.rng.random() >= ABROAD_SHARE:
            return self.rng.choice(self.of_country[country])
        travels = self.travellers and self.rng.random() < 0.5
        return self.rng.choice(self.travellers if travels else self.auditors)


def connected(slots: list[Slot]) -> list[Slot]:
    """The same visits with as few auditors exchanged as it takes to hang all branches and auditors together.

    Severity can only be told from region where auditors have crossed over (docs/statistics.md).
    """
    slots = list(slots)
    while True:
        pieces = pieces_of(slots)
        if len(pieces) <= 1:
            return slots
        main, stray = pieces[0], pieces[-1]
        index = max(stray, key=lambda index: sum(slots[other].branch == slots[index].branch for other in stray))
        slots[index] = replace(slots[index], auditor=slots[main[0]].auditor)


def pieces_of(slots: list[Slot]) -> list[list[int]]:
    """The visits, by index, in groups that share neither branch nor auditor; the largest group first."""
    parent: dict[str, str] = {}

    def root(key: str) -> str:
        while parent.setdefault(key, key) != key:
            parent[key] = key = parent[parent[key]]
        return key

    for slot in slots:
        parent[root(f"branch {slot.branch.code}")] = root(f"auditor {slot.auditor.key}")
    groups: dict[str, list[int]] = {}
    for index, slot in enumerate(slots):
        groups.setdefault(root(f"auditor {slot.auditor.key}"), []).append(index)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))
