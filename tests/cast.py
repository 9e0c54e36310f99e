"""A small chain with named people, the same in every test.

Two regions: north (own branches noon and nest) and south (franchise sun). `owner` sees all, `manager` the
north, `reader` is the franchisee of sun, `ann` and `bob` are auditors, `stranger` has nothing to do with anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from audit.checklists.model import Checklist
from audit.checklists.parsing import parse_checklist
from audit.services.publishing import publish
from audit.store import chains, people, visits
from audit.store.chains import NewBranch
from audit.store.checklists import VersionRow
from audit.store.connections import transaction, writer
from audit.store.people import PersonRow
from audit.store.raw import fetch_one
from audit.store.sights import Sight, sight_of
from audit.store.visits import NewVisit

NOW = datetime(2026, 11, 23, 14, 31, tzinfo=UTC)
TODAY = date(2026, 11, 23)

# Four scored items, one of them timed and one that can be exceeded, a gate, a comment and photos.
DOCUMENT: dict[str, object] = {
    "key": "salon-visit",
    "name": {"en": "Salon visit", "nl": "Salonbezoek"},
    "language": "en",
    "bands": [{"from": 0, "name": "Poor"}, {"from": 60, "name": "Fair"}, {"from": 80, "name": "Good"}],
    "standards": [
        {"key": "welcome", "promise": "Every guest is greeted within 60 seconds", "touchpoint": "greeting"},
        {"key": "drink", "promise": "Every guest is offered a drink", "touchpoint": "refreshments"},
        {"key": "advice", "promise": "Every guest gets advice", "touchpoint": "advice"},
        {"key": "clean", "promise": "The salon is clean", "touchpoint": "outcome"},
    ],
    "sections": [
        {
            "key": "arrival",
            "title": "Arrival",
            "items": [
                {"key": "greet_s", "kind": "time", "text": "S", "standard": "welcome", "target": 60, "limit": 120},
                {"key": "drink", "kind": "yes_no", "text": "A drink", "standard": "drink", "allow_na": True},
                {
                    "key": "drink_why",
                    "kind": "text",
                    "text": "Why not?",
                    "required": False,
                    "show_when": {"item": "drink", "is": "no"},
                },
            ],
        },
        {
            "key": "service",
            "title": "Service",
            "items": [
                {"key": "advice", "kind": "expectation", "text": "Advice", "standard": "advice"},
                {"key": "clean", "kind": "scale", "text": "Clean", "standard": "clean", "min": 1, "max": 5},
                {"key": "pictures", "kind": "photo", "text": "Pictures", "required": False},
            ],
        },
    ],
}  # fmt: skip
GOOD_ANSWERS: dict[str, object] = {"greet_s": 42, "drink": "yes", "advice": "exceeds", "clean": 5}


@dataclass(frozen=True)
class Cast:
    """Who and what there is. Sights are resolved; `branches` and `visits` are ids by name."""

    owner: PersonRow
    manager: PersonRow
    reader: PersonRow
    ann: PersonRow
    bob: PersonRow
    stranger: PersonRow
    branches: dict[str, int]
    version: VersionRow
    checklist: Checklist

    async def sight(self, name: str) -> Sight:
        person = getattr(self, name)
        assert isinstance(person, PersonRow)
        return await sight_of(person)


async def make_cast() -> Cast:
    """Fill the open, empty store with the chain."""
    async with transaction():
        await chains.put_chain(name="Scissors & Sun", language="en")
        north, south = await chains.add_region("North"), await chains.add_region("South")
        harbour = await chains.add_region("Harbour", north)
        await chains.put_branches(
            [
                NewBranch("noon", "Noon", north.id, "Groningen", "Netherlands", time_zone="Europe/Amsterdam"),
                NewBranch("nest", "Nest", harbour.id, "Delfzijl", "Netherlands", time_zone="Europe/Amsterdam"),
                NewBranch(
                    "sun", "Sun", south.id, "Bandung", "Indonesia", time_zone="Asia/Jakarta", ownership="franchise"
                ),
            ]
        )
        branches = await chains.list_branch_ids()
        ids = {
            "owner": await add("owner"),
            "manager": await add("manager"),
            "reader": await add("reader"),
            "ann": await add("ann", "auditor"),
            "bob": await add("bob", "auditor"),
            "stranger": await add("stranger", "manager"),
        }
        await people.put_scope(ids["manager"], [north.id], [])
        await people.put_scope(ids["reader"], [], [branches["sun"]])
    checklist = parse_checklist(DOCUMENT)
    published = await publish(checklist, NOW)
    rows = {name: await people.get_person(person_id) for name, person_id in ids.items()}
    return Cast(**rows, branches=branches, version=published.version, checklist=checklist)


async def add(name: str, role: str = "") -> int:
    """One person, called by their part."""
    return await people.add_person(
        email=f"{name}@example.com", name=name.title(), nickname=f"Shopper {name[0]}", role=role or name, now=NOW
    )


async def plan(cast: Cast, visit_id: str, branch: str = "noon", auditor: str = "ann") -> str:
    """A visit for an auditor at a branch; its id."""
    person = getattr(cast, auditor)
    await visits.add_visits([NewVisit(visit_id, cast.branches[branch], person.id, cast.version.id)])
    return visit_id


async def plan_many(auditor_id: int, number: int) -> None:
    """Many visits for an auditor, of the version and to the branch of one that is there."""
    row = await fetch_one(writer(), "SELECT branch_id, version_id FROM visit ORDER BY id LIMIT 1")
    assert row is not None
    await visits.add_visits([NewVisit(f"many-{place}", row[0], auditor_id, row[1]) for place in range(number)])
