"""The demo's actions: the rules a chain would have, what they opened lately, and how far branches are with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from audit.services.action_rules import open_by_rules
from audit.store import action_details, actions, log, remarks, visits
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from audit.store.visits import VisitRow

LATELY = timedelta(days=60)
REVIEW_TAKES = timedelta(days=2)
WORK_TAKES = timedelta(days=9)
SIGNING_TAKES = timedelta(days=3)
MOST_VISITS = 90
SAVED_REMARKS = (
    "Which drink was it, and who offered it?",
    "The photo is too dark to read: please take it again.",
    "The time and your own words do not agree: which is right?",
)
STEPS = ("Go through the standard with the team", "Look whether it is kept for a week", "Write down what helped")


async def add_actions(people: Mapping[str, int], now: datetime) -> None:
    """Rules, and what they opened when the latest visits were accepted, inside an open transaction."""
    owner = people["owner"]
    manager = next(person_id for key, person_id in people.items() if key.startswith("manager-"))
    for text in SAVED_REMARKS:
        await remarks.add_saved_remark(text, manager, now)
    await action_details.add_rule("critical", None, 7, "branch", STEPS[:1], owner, now)
    await action_details.add_rule("repeat", None, 21, "branch", STEPS, owner, now)
    for visit in await list_lately(now):
        assert visit.submitted_at is not None
        at = min(visit.submitted_at + REVIEW_TAKES, now)
        for action_id in await open_by_rules(visit, at):
            await go_on(action_id, at, now, manager, owner)


async def list_lately(now: datetime) -> list[VisitRow]:
    """The visits accepted lately, the oldest first."""
    since = (now - LATELY).date()
    rows = await visits.list_visits(WHOLE_CHAIN, Selection(since=since, statuses=("accepted",)), MOST_VISITS)
    return [row for row in reversed(rows) if row.submitted_at is not None]


async def go_on(action_id: int, at: datetime, now: datetime, manager: int, owner: int) -> None:
    """Nine of ten get it done in time; of those, five of six are signed off."""
    done_at, signed_at = at + WORK_TAKES, at + WORK_TAKES + SIGNING_TAKES
    if action_id % 10 == 0 or done_at > now:
        return
    for step in await action_details.list_steps(action_id):
        await action_details.put_step(action_id, step.id, manager, done_at)
    await actions.put_action(action_id, "done", ("open",), done_at=done_at, done_by_id=manager)
    await log.add_entry(manager, "finished_action", "action", str(action_id), {}, done_at)
    if action_id % 6 and signed_at <= now:
        await actions.put_action(action_id, "signed", ("done",), signed_at=signed_at, signed_by_id=owner)
        await log.add_entry(owner, "signed_action", "action", str(action_id), {}, signed_at)
