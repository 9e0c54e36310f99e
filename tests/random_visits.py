"""A few hundred made-up visits over eight months, two checklists and three branches, counted one by one.

What was written and what it should add up to, without SQL and without rollups: `counted` chooses the visits of
a period, a view and a sight as a person reading a list would.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from audit.checklists.model import Checklist
from audit.checklists.numbers import half_up
from audit.checklists.parsing import parse_checklist
from audit.scoring.scores import VisitScore
from audit.scoring.visits import score_visit
from audit.services.publishing import publish
from audit.services.recording import KnownVisit, record_visits
from audit.store import chains, visits
from audit.store.checklists import VersionRow
from audit.store.connections import transaction
from tests.cast import DOCUMENT, GOOD_ANSWERS, NOW, Cast

FIRST_DAY, DAYS = date(2025, 11, 20), 240
REGIONS = {"noon": {"North"}, "nest": {"North", "Harbour"}, "sun": {"South"}}
OWNERSHIP = {"noon": "own", "nest": "own", "sun": "franchise"}
CHANNELS = {"salon-visit": "in_person", "phone-call": "phone"}
SIGHTS = {"owner": {"noon", "nest", "sun"}, "manager": {"noon", "nest"}, "reader": {"sun"}, "stranger": set[str]()}
STANDARD_OF = {"greet_s": "welcome", "drink": "drink", "advice": "advice", "clean": "clean"}


@dataclass(frozen=True)
class Seen:
    """One visit that was written: where, by whom, when, with which checklist, and what it came to."""

    id: str
    branch: str
    auditor: str | None
    day: date
    checklist: str
    score: VisitScore

    @property
    def percent_micro(self) -> int | None:
        percent = self.score.percent
        return None if percent is None else int(half_up(percent, 6).scaleb(6))


def phone_call() -> Checklist:
    """A second checklist: two of the cast's standards by phone, one of them critical."""
    (arrival, *_), standards = DOCUMENT["sections"], DOCUMENT["standards"]  # type: ignore[misc]
    items = [item | ({"critical": "visit"} if item["key"] == "drink" else {}) for item in arrival["items"]]
    changes = {"key": "phone-call", "channel": "phone", "standards": standards[:2]}  # type: ignore[index]
    return parse_checklist({**DOCUMENT, **changes, "sections": [{**arrival, "items": items}]})


async def record_random_visits(cast: Cast, random: Random, count: int) -> list[Seen]:
    """Write `count` visits with each checklist into the open store, and some planned ones that count nowhere."""
    checklist = phone_call()
    version = (await publish(checklist, NOW)).version
    async with transaction():
        seen = await record(cast, random, count, cast.checklist, cast.version)
        seen += await record(cast, random, count, checklist, version)
        branch, auditor = cast.branches["noon"], cast.ann.id
        await visits.add_visits(
            [visits.NewVisit(f"planned-{n}", branch, auditor, version.id, visit_date=FIRST_DAY) for n in range(9)]
        )
        await chains.grow_rollup_version()
    return seen


async def record(cast: Cast, random: Random, count: int, checklist: Checklist, version: VersionRow) -> list[Seen]:
    seen, known = [], []
    for number in range(count):
        branch, auditor = random.choice(list(REGIONS)), random.choice(["ann", "bob", None])
        day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
        auditor_id = getattr(cast, auditor).id if auditor else None
        answers = random_answers(random, [item.key for item in checklist.items() if item.standard])
        visit = f"{checklist.key}-{number}"
        known.append(KnownVisit(visit, cast.branches[branch], {}, auditor_id, day, answers, "imported", NOW))
        seen.append(Seen(visit, branch, auditor, day, checklist.key, score_visit(checklist, answers, {})))
    await record_visits(version, checklist, known, NOW)
    return seen


async def record_more(cast: Cast, count: int = 80, branch: str = "noon") -> None:
    """Many visits more, each with a broken standard, in the same view."""
    answers = GOOD_ANSWERS | {"drink": "no"}
    known = [
        KnownVisit(f"more-{n}", cast.branches[branch], {}, cast.bob.id, FIRST_DAY, answers, "imported", NOW)
        for n in range(count)
    ]
    async with transaction():
        await record_visits(cast.version, cast.checklist, known, NOW)
        await chains.grow_rollup_version()


def random_answers(random: Random, keys: Sequence[str]) -> dict[str, Any]:
    """Answers to items; some standards do not apply, a few visits have nothing that counts."""
    every: dict[str, Any] = {
        "greet_s": random.choice([20, 60, 61, 75, 119, 400]),
        "drink": random.choice(["yes", "yes", "no", "na"]),
        "advice": random.choice(["below", "meets", "exceeds"]),
        "clean": random.choice([1, 3, 4, 5, 5]),
    }
    return {key: every[key] for key in keys if random.random() < 0.8}


@dataclass(frozen=True)
class View:
    """What somebody looks at: a period, a region, a checklist, a channel, an ownership, one branch or one standard."""

    since: date | None = None
    until: date | None = None
    region: str = ""
    checklist: str = ""
    channel: str = ""
    ownership: str = ""
    branch: str = ""
    standard: str = ""


def random_view(random: Random) -> View:
    """Any view: now and then everything, mostly with ends inside a month."""
    days = sorted(FIRST_DAY + timedelta(days=random.randrange(-20, DAYS + 20)) for _ in range(2))
    since, until = (day if random.random() < 0.7 else None for day in days)
    if since and random.random() < 0.3:
        since = since.replace(day=1)

    def maybe(*choices: str) -> str:
        return random.choice(choices) if random.random() < 0.25 else ""

    return View(
        since, until, maybe("North", "Harbour", "South"), maybe(*CHANNELS), maybe(*CHANNELS.values()),
        maybe("own", "franchise"), maybe(*REGIONS), maybe(*STANDARD_OF.values()),
    )  # fmt: skip


def counted(seen: Sequence[Seen], view: View, person: str) -> list[Seen]:
    """The visits of a view that a person of the cast may see summed up."""
    return [
        one
        for one in seen
        if (view.since is None or one.day >= view.since)
        and (view.until is None or one.day <= view.until)
        and view.region in ("", *REGIONS[one.branch])
        and view.checklist in ("", one.checklist)
        and view.channel in ("", CHANNELS[one.checklist])
        and view.ownership in ("", OWNERSHIP[one.branch])
        and view.branch in ("", one.branch)
        and one.branch in SIGHTS[person]
    ]
