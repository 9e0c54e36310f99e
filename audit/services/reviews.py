"""A manager's decision on a visit: it counts, it goes back, or it counts no more."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.action_rules import open_by_rules
from audit.services.notices import Told, notify
from audit.services.versions import pinned_checklist
from audit.store import chains, log, remarks, results, rollups, submissions, visits
from audit.store.connections import transaction
from audit.store.selections import BESIDE, COUNTED
from audit.store.sights import Sight
from audit.store.visits import VisitRow

NOT_SUBMITTED = N_("This visit cannot be decided on now: it is {status}.")
NO_REASON = N_("Say why, in a few words: the auditor reads it.")
TOO_LONG = N_("A remark has at most 500 characters.")
CAME_BACK = N_("Your visit to {branch} came back to you. The page of the visit says why.")
LONGEST_REASON, LONGEST_REMARK = 2_000, 500
BETWEEN_REMARKS = " · "
NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


async def accept_visit(sight: Sight, visit_id: str, reason: str, now: datetime) -> None:
    """Accept a submitted visit. One that was rejected counts again. What the rules call for opens as actions."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        await move(visit, "accepted", ("submitted", "rejected"), accepted_at=now)
        if visit.status == "rejected":
            await count_again(visit_id)
        await log.add_entry(sight.person_id, "accepted", "visit", visit_id, {"reason": reason}, now)
        await open_by_rules(visit, now)
        if visit.status == "rejected":
            await chains.grow_rollup_version()


async def return_visit(
    sight: Sight, visit_id: str, reason: str, now: datetime, items: Mapping[str, str] = NOTHING_SAID
) -> None:
    """Send a visit back to its auditor, who goes on where they stopped. It counts no more until it comes again.

    `items` are remarks on single items; where there are some, the reason for the whole visit may be empty.
    """
    said = {item: text.strip() for item, text in items.items() if text.strip()}
    await take_out(sight, visit_id, "returned", reason, now, said)


async def reject_visit(sight: Sight, visit_id: str, reason: str, now: datetime) -> None:
    """Reject a visit for good: it is kept and counts no more."""
    await take_out(sight, visit_id, "rejected", reason, now)


async def take_out(
    sight: Sight, visit_id: str, status: str, reason: str, now: datetime, items: Mapping[str, str] = NOTHING_SAID
) -> None:
    """Move a counted visit to a status that does not count, and take it out of the sums.

    The other side of a joint visit may go back too; it is in no sum, and there is nothing to reject it from.
    """
    check_remarks(items)
    said = reason.strip() or BETWEEN_REMARKS.join(items.values())[:LONGEST_REASON]
    check_reason(said)
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        await move(visit, status, (*COUNTED, BESIDE) if status == "returned" else COUNTED, returned_reason=said)
        if items:
            checklist = await pinned_checklist(visit.version_id)
            known = {item.key: items[item.key] for item in checklist.items() if item.key in items}
            revision = await results.get_newest_revision(visit_id)
            await remarks.add_remarks(visit_id, revision, known, sight.person_id, now)
        facts = await results.find_facts(visit_id) if visit.status in COUNTED else None
        if facts is not None:
            await rollups.remove_facts([facts])
        if status == "returned":
            await submissions.retire_submission(visit_id)
            revision = await results.get_newest_revision(visit_id)
            told = Told(
                "visit returned", say(CAME_BACK, branch=visit.branch), f"/visits/{visit_id}/fill",
                f"returned/{visit_id}/{revision}",
            )  # fmt: skip
            await notify([visit.auditor_id], told, now)
        detail = {"reason": said, "items": sorted(items)}
        await log.add_entry(sight.person_id, status, "visit", visit_id, detail, now)
        await chains.grow_rollup_version()


def check_reason(reason: str) -> None:
    """Refuse to send a visit back without a word."""
    if not 0 < len(reason.strip()) <= LONGEST_REASON:
        raise BadInput(say(NO_REASON), (Problem("reason", say(NO_REASON)),))


def check_remarks(items: Mapping[str, str]) -> None:
    """Refuse a remark that is longer than anybody reads on a phone."""
    long = [item for item, text in items.items() if len(text) > LONGEST_REMARK]
    if long:
        raise BadInput(say(TOO_LONG), tuple(Problem(f"remark-{item}", say(TOO_LONG)) for item in long))


async def move(visit: VisitRow, status: str, from_statuses: tuple[str, ...], **values: datetime | str) -> None:
    """Change the status, or raise NotNow when somebody has decided already."""
    if not await visits.put_status(visit.id, status, from_statuses, **values):
        raise NotNow(say(NOT_SUBMITTED, status=visit.status))


async def count_again(visit_id: str) -> None:
    """Put a visit back into the sums."""
    facts = await results.find_facts(visit_id)
    if facts is not None:
        await rollups.add_facts([facts])
