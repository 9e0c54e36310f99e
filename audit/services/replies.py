"""What auditors say to the visits they are asked for, and reminding them."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.job_tools import Tools
from audit.services.notices import Told, notify
from audit.store import assignments, log, visits
from audit.store.assignments import NewAssignment
from audit.store.connections import transaction
from audit.store.sights import Sight
from audit.store.visits import VisitRow

AHEAD = timedelta(hours=36)
LONGEST_REASON = 500
REPLIES = ("accepted", "declined")
NO_REPLY = N_("Say whether you go.")
NO_REASON = N_("Say in a few words why you cannot go: whoever plans sends somebody else.")
TOO_LATE = N_("This visit is {status}: there is nothing to accept or decline any more.")
DECLINED = N_("{auditor} cannot visit {branch}: {reason}")
DUE = N_("Your visit to {branch} is on {day}.")


async def reply(sight: Sight, visit_id: str, word: str, reason: str, now: datetime) -> None:
    """An auditor accepts or declines a planned visit. Declining tells whoever asked."""
    problem = check_reply(word, reason)
    if problem:
        raise BadInput(problem.sentence, (problem,))
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if visit.status != "planned":
            raise NotNow(say(TOO_LATE, status=visit.status))
        await assignments.put_assignments([NewAssignment(visit_id, None, None, is_announced=False)])
        await assignments.put_reply(visit_id, word, reason.strip(), now)
        await log.add_entry(sight.person_id, f"visit {word}", "visit", visit_id, {"reason": reason.strip()}, now)
        if word == "declined":
            await tell_planner(visit, reason.strip(), now)


def check_reply(word: str, reason: str) -> Problem | None:
    """What is wrong with a reply."""
    if word not in REPLIES:
        return Problem("reply", say(NO_REPLY))
    if len(reason) > LONGEST_REASON or (word == "declined" and not reason.strip()):
        return Problem("reason", say(NO_REASON))
    return None


async def tell_planner(visit: VisitRow, reason: str, now: datetime) -> None:
    """Tell whoever asked for a visit that its auditor does not go."""
    asked = await assignments.find_assignment(visit.id)
    planner = asked.asked_by_id if asked and asked.asked_by_id else await log.find_who(visit.id, "planned")
    sentence = say(DECLINED, auditor=visit.auditor or "", branch=visit.branch, reason=reason)
    key = f"declined/{visit.id}/{visit.auditor_id}"
    await notify([planner], Told("visit declined", sentence, f"/visits/{visit.id}", key), now)


async def look_for_due_visits(_tools: Tools, now: datetime) -> None:
    """Remind auditors of the visits of the coming day and a half, each once. A watch."""
    for row in await assignments.list_due_soon(now, now + AHEAD):
        if row.due_from is not None and row.auditor_id is not None:
            day = row.due_from.astimezone(ZoneInfo(row.time_zone)).date()
            told = Told("visit due", say(DUE, branch=row.branch, day=day), "/today", f"due/{row.visit_id}/{day}")
            await notify([row.auditor_id], told, now)
