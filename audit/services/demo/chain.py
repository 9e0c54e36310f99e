"""What the demo's planner gives: a whole chain with a year of visits, as plain values.

The planner knows no database and no clock. Everything in it follows from the seed, the sizes and the
day it is told is today, so the same call always plans the same chain.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

CHAIN_NAME = "Salon Lumière"


@dataclass(frozen=True, slots=True)
class DemoRegion:
    """A region by its unique name; `parent` is the name of the one it lies in, None at the top."""

    name: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class DemoBranch:
    """A salon. `ownership` is own or franchise; `opened_on` is set where it opened within the year."""

    code: str
    name: str
    region: str
    city: str
    country: str
    address: str
    latitude: float
    longitude: float
    time_zone: str
    language: str
    ownership: str
    attributes: Mapping[str, str]
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody with a role. `regions` and `branches` are what they may see; empty with an owner: all.

    `home` is the country where an auditor mostly works, `signs_in` whether it is one of the demo accounts.
    """

    key: str
    name: str
    email: str
    role: str
    nickname: str = ""
    regions: tuple[str, ...] = ()
    branches: tuple[str, ...] = ()
    home: str = ""
    language: str = ""
    signs_in: bool = False


@dataclass(frozen=True, slots=True)
class DemoVisit:
    """One visit. `answers` is the answers document; `pictures` names, by item, the pictures that show it.

    `briefing` has its parts (`play`, `buy`, `never`) in each language.
    `status` is accepted, submitted, returned, started or planned. Moments are in UTC.
    """

    id: str
    branch: str
    auditor: str
    checklist: str
    status: str
    visit_date: date
    due_from: datetime
    due_to: datetime
    started_at: datetime | None = None
    submitted_at: datetime | None = None
    returned_reason: str = ""
    briefing: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    pictures: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DemoChain:
    """Everything there is to fill in. `truth` can be written as JSON: what was planted, by name."""

    name: str
    regions: tuple[DemoRegion, ...]
    branches: tuple[DemoBranch, ...]
    people: tuple[DemoPerson, ...]
    visits: tuple[DemoVisit, ...]
    truth: Mapping[str, object]
