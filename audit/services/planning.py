"""Who visits which branch: plans, and what changes in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import uuid4
from zoneinfo import ZoneInfo

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.notices import Told, notify
from audit.store import assignments, chains, intake, log, people, visits
from audit.store.assignments import NewAssignment
from audit.store.connections import transaction
from audit.store.sights import Sight
from audit.store.version_terms import find_version_on
from audit.store.visits import NewVisit

DAY = re.compile(r"20\d\d-\d\d-\d\d", re.ASCII)
TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
OPEN = ("planned", "started", "returned")
LONGEST_BRIEFING = 2_000
NO_BRANCH = N_("Choose a branch.")
NO_CHECKLIST = N_("Choose a checklist that is published.")
NO_AUDITOR = N_("Choose an auditor.")
NO_DAY = N_("Write the day as 2026-11-23.")
NO_TIME = N_("Write the time as 14:30.")
WRONG_END = N_("The visit ends after it starts, on the same day.")
TOO_LONG = N_("A part of a briefing has at most 2,000 characters.")
PLANNED = N_("You visit {branch} on {day}.")
MOVED = N_("Your visit to {branch} is now on {day}.")
OVER = N_("This visit is {status}: it cannot be changed any more.")


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit to be planned: who goes where with which checklist, when (the branch's clock), and the briefing."""

    branch: str
    auditor: str
    checklist: str
    day: str
    starts: str = "10:00"
    ends: str = "12:00"
    play: str = ""
    buy: str = ""
    never: str = ""
    announced: str = ""


async def plan_visit(sight: Sight, plan: Plan, now: datetime) -> str:
    """Plan a visit; its id. Raises BadInput naming every field that is wrong; then nothing was planned."""
    async with transaction():
        branch = await chains.find_branch(sight, plan.branch)
        day = date.fromisoformat(plan.day) if is_day(plan.day) else date.max
        version = await find_version_on(plan.checklist, day) if plan.checklist else None
        auditors = {str(person.id): person for person in await list_auditors()}
        problems = check_plan(plan, branch is not None, version is not None, plan.auditor in auditors)
        if problems or branch is None or version is None:
            raise BadInput(problems[0].sentence, tuple(problems))
        zone = ZoneInfo(branch.time_zone)
        visit_id = str(uuid4())
        briefing = {key: text.strip() for key in ("play", "buy", "never") if (text := getattr(plan, key)).strip()}
        new = NewVisit(
            visit_id, branch.id, int(plan.auditor), version.id, briefing=briefing,
            due_from=datetime.combine(day, time.fromisoformat(plan.starts), zone).astimezone(UTC),
            due_to=datetime.combine(day, time.fromisoformat(plan.ends), zone).astimezone(UTC),
        )  # fmt: skip
        await visits.add_visits([new])
        await assignments.put_assignments(
            [NewAssignment(visit_id, None, sight.person_id or None, plan.announced == "1")]
        )
        await log.add_entry(sight.person_id or None, "planned", "visit", visit_id, {"branch": branch.code}, now)
        await notify([new.auditor_id], planned_notice(visit_id, branch.name, day), now)
    return visit_id


def planned_notice(visit_id: str, branch: str, day: date, auditor_id: int = 0) -> Told:
    """What an auditor is told of a new visit."""
    sentence = say(PLANNED, branch=branch, day=day)
    return Told("visit planned", sentence, "/today", f"planned/{visit_id}/{auditor_id}")


async def list_auditors() -> list[people.PersonRow]:
    """Everybody who can be sent: auditors who can sign in or were invited, and have not left."""
    everybody = await people.list_people()
    return [person for person in everybody if person.role == "auditor" and person.email and person.left_at is None]


def check_plan(plan: Plan, has_branch: bool, has_version: bool, has_auditor: bool) -> list[Problem]:
    """What is wrong with a plan, field by field."""
    checks = [
        (has_branch, "branch", NO_BRANCH),
        (has_version, "checklist", NO_CHECKLIST),
        (has_auditor, "auditor", NO_AUDITOR),
        (is_day(plan.day), "day", NO_DAY),
        (TIME.fullmatch(plan.starts) is not None, "starts", NO_TIME),
        (TIME.fullmatch(plan.ends) is not None and plan.ends > plan.starts, "ends", WRONG_END),
        (all(len(text) <= LONGEST_BRIEFING for text in (plan.play, plan.buy, plan.never)), "play", TOO_LONG),
    ]
    return [Problem(place, say(text)) for is_good, place, text in checks if not is_good]


def is_day(text: str) -> bool:
    """Whether a text is a day of this century, as a form sends it."""
    if not DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


async def reassign_visit(sight: Sight, visit_id: str, auditor_id: int, now: datetime) -> None:
    """Give an open visit to another auditor. What the first one's phone still sends is kept as a copy."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if visit.status not in OPEN:
            raise NotNow(say(OVER, status=visit.status))
        auditor = next((person for person in await list_auditors() if person.id == auditor_id), None)
        if auditor is None:
            raise BadInput(say(NO_AUDITOR), (Problem("auditor", say(NO_AUDITOR)),))
        if visit.auditor_id is not None and visit.auditor_id != auditor.id:
            await intake.put_past_assignment(visit_id, visit.auditor_id, now)
        await visits.put_auditor(visit_id, auditor.id)
        await assignments.remove_reply(visit_id)
        if visit.due_from is not None:
            day = visit.due_from.astimezone(ZoneInfo(visit.time_zone)).date()
            await notify([auditor.id], planned_notice(visit_id, visit.branch, day, auditor.id), now)
        detail = {"from": visit.auditor_id, "to": auditor.id}
        await log.add_entry(sight.person_id or None, "reassigned", "visit", visit_id, detail, now)


async def cancel_visit(sight: Sight, visit_id: str, reason: str, now: datetime) -> None:
    """Cancel a visit that has not been submitted."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if not await visits.put_status(visit_id, "cancelled", OPEN, returned_reason=reason.strip()):
            raise NotNow(say(OVER, status=visit.status))
        await log.add_entry(sight.person_id or None, "cancelled", "visit", visit_id, {"reason": reason.strip()}, now)


async def move_visit(sight: Sight, visit_id: str, day: str, now: datetime) -> None:
    """Move a visit that has not begun to another day, at the same hours of the branch's clock; its auditor is told."""
    if not is_day(day):
        raise BadInput(say(NO_DAY), (Problem("day", say(NO_DAY)),))
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if visit.status != "planned" or visit.due_from is None or visit.due_to is None:
            raise NotNow(say(OVER, status=visit.status))
        zone, to = ZoneInfo(visit.time_zone), date.fromisoformat(day)
        starts, ends = (at.astimezone(zone).timetz() for at in (visit.due_from, visit.due_to))
        due = [datetime.combine(to, at.replace(tzinfo=zone)).astimezone(UTC) for at in (starts, ends)]
        await visits.put_due(visit_id, due[0], due[1])
        await assignments.remove_reply(visit_id)
        told = Told("visit planned", say(MOVED, branch=visit.branch, day=to), "/today", f"moved/{visit_id}/{now}")
        await notify([visit.auditor_id], told, now)
        await log.add_entry(sight.person_id or None, "moved", "visit", visit_id, {"day": day}, now)
