"""The demo's rounds: one of the whole chain and one of a region, under way; auditors have answered, or not yet.

The rounds take in the visits that lie ahead, and add none of their own: what was planted stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from audit.services.demo.calendars import BY_PHONE, IN_PERSON
from audit.services.demo.chain import DemoChain, DemoVisit
from audit.services.demo.records import Ids
from audit.services.periods import period_of
from audit.store import assignments, rounds
from audit.store.assignments import NewAssignment
from audit.store.chains import RegionRow
from audit.store.rounds import NewRound

AHEAD = ("planned", "started")
ASKED_BEFORE = timedelta(days=20)
REPLY_TAKES = timedelta(days=2)
DECLINED_EVERY, SILENT_EVERY = 6, 4
REASONS = (
    "I am at my sister's wedding that day.",
    "The train does not run that day; the week after is fine.",
)


@dataclass(frozen=True, slots=True)
class DemoRound:
    """A round as it would be set up: whose, where, with what."""

    name: str
    checklist: str
    person: str
    region: str
    visits_each: int


ROUNDS = (
    DemoRound("Every salon, every quarter", IN_PERSON, "owner", "", 2),
    DemoRound("A call to every Dutch salon", BY_PHONE, "manager-Netherlands", "Netherlands", 1),
)


async def add_rounds(chain: DemoChain, ids: Ids, regions: Mapping[str, RegionRow], now: datetime) -> None:
    """The rounds with this quarter's plan, inside an open transaction."""
    countries = {branch.code: branch.country for branch in chain.branches}
    for one in ROUNDS:
        if one.person not in ids.people or (one.region and one.region not in regions):
            continue
        theirs = [
            visit
            for visit in chain.visits
            if visit.status in AHEAD and visit.checklist == one.checklist
            and (not one.region or countries[visit.branch] == one.region)
        ]  # fmt: skip
        await add_round(one, theirs, ids, regions, now)


async def add_round(
    one: DemoRound, theirs: Sequence[DemoVisit], ids: Ids, regions: Mapping[str, RegionRow], now: datetime
) -> None:
    """One round; the visits ahead are what is left of this quarter's."""
    first = period_of("quarter", now.date()).first
    region = regions[one.region].id if one.region else None
    new = NewRound(
        name=one.name, checklists=(one.checklist,), visits_each=one.visits_each, period="quarter", first_on=first,
        region_id=region, rest_days=60, has_different_auditors=True, most_visits=None, most_each=None,
        is_announced=False, starts="10:00", ends="17:00", briefing={}, goes_on=True, made_by_id=ids.people[one.person],
    )  # fmt: skip
    asked_at = now - ASKED_BEFORE
    plan_id = await rounds.add_plan(await rounds.add_round(new, asked_at), first, len(theirs), 0, asked_at)
    await assignments.put_assignments(
        [
            NewAssignment(
                visit.id, plan_id, ids.people[one.person], is_announced=False,
                why="least known" if place % 3 == 0 else "its turn", who="new here" if place % 2 else "was here before",
            )
            for place, visit in enumerate(theirs)
        ]
    )  # fmt: skip
    for place, visit in enumerate(theirs):
        word, reason = reply_of(place, visit)
        if word:
            await assignments.put_reply(visit.id, word, reason, asked_at + REPLY_TAKES)


def reply_of(place: int, visit: DemoVisit) -> tuple[str, str]:
    """What an auditor said. Whoever signs in as the auditor still has some to answer, and declines none."""
    if visit.status == "started":
        return "accepted", ""
    if place % SILENT_EVERY == SILENT_EVERY - 1:
        return "", ""
    if visit.auditor != "auditor" and place % DECLINED_EVERY == DECLINED_EVERY - 1:
        return "declined", REASONS[place // DECLINED_EVERY % len(REASONS)]
    return "accepted", ""
