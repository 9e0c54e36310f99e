"""The branch's voice: it comments on its visits and appeals single items; a reviewer decides, with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from audit.errors import N_, BadInput, NotFound, NotNow, Problem, say
from audit.services.corrections import correct_inside
from audit.services.notices import Told, notify
from audit.services.versions import pinned_checklist
from audit.services.visit_answers import JUDGED
from audit.store import chains, log, results, visits, voices
from audit.store.connections import transaction
from audit.store.selections import COUNTED
from audit.store.sights import NOT_HERE, Sight

LONGEST_TEXT = 2_000
MOST_COMMENTS = 200
MOST_DAYS = 365
NO_TEXT = N_("Write a few words (2,000 characters at most).")
NO_ITEM = N_("This item was not judged on this visit.")
NOT_YET = N_("An item can be appealed once the visit is accepted.")
TOO_LATE = N_("The time to appeal has passed: it was {days} days from the day the visit was accepted.")
TWICE = N_("This item has been appealed before.")
DECIDED = N_("This appeal has been decided on.")
NO_REASON = N_("Say why you decide so: the branch reads it.")
NO_DAYS = N_("Write the number of days, from 0 to 365.")
FULL = N_("Enough has been said here. Speak with each other.")
NEW_APPEAL = N_("{branch} appeals an item of its visit.")
GRANTED, DECLINED = N_("Your appeal at {branch} is granted."), N_("Your appeal at {branch} is declined.")


@dataclass(frozen=True, slots=True)
class Appellant:
    """Who appeals: a person, or somebody over the link that this person made, with what they said there."""

    person_id: int
    reply_id: int | None = None


async def get_readable(sight: Sight, visit_id: str) -> visits.VisitRow:
    """A visit whose page this person may read. Raises NotFound."""
    row = await visits.get_visit(sight, visit_id)
    if sight.role == "reader" and row.status not in COUNTED:
        raise NotFound(say(NOT_HERE))
    return row


async def comment(sight: Sight, visit_id: str, text: str, now: datetime) -> None:
    """Say something about a visit that everybody who may read it reads."""
    async with transaction():
        await get_readable(sight, visit_id)
        said = words_of(text, "comment", NO_TEXT)
        if await voices.count_comments(visit_id) >= MOST_COMMENTS:
            raise NotNow(say(FULL))
        await voices.add_comment(visit_id, sight.person_id, said, now)
        await log.add_entry(sight.person_id, "commented", "visit", visit_id, {}, now)


async def appeal(sight: Sight, visit_id: str, item: str, reason: str, now: datetime) -> None:
    """Appeal against how an item was judged, within the time a branch has."""
    async with transaction():
        visit = await get_readable(sight, visit_id)
        await appeal_inside(visit, item, reason, Appellant(sight.person_id), now)


async def appeal_inside(visit: visits.VisitRow, item: str, reason: str, by: Appellant, now: datetime) -> None:
    """The same in the open transaction, for somebody who has already been let see the visit."""
    if not await may_appeal(visit.id, now):
        raise NotNow(await why_not(visit.id))
    said = words_of(reason, "appeal", NO_TEXT)
    result = await results.find_result(visit.id)
    states = {part["key"]: part["state"] for part in result.document["items"]} if result else {}
    if states.get(item) not in JUDGED:
        raise BadInput(say(NO_ITEM), (Problem("appeal", say(NO_ITEM)),))
    if not await voices.add_appeal(visit.id, item, by.person_id, said, now, by.reply_id):
        raise NotNow(say(TWICE))
    detail = {"item": item, "reason": said} | ({"reply": by.reply_id} if by.reply_id else {})
    await log.add_entry(None if by.reply_id else by.person_id, "appealed", "visit", visit.id, detail, now)
    told = Told("appeal new", say(NEW_APPEAL, branch=visit.branch), f"/visits/{visit.id}#appeals")
    await notify(await voices.list_managers(visit.branch_id), told, now)


async def may_appeal(visit_id: str, now: datetime) -> bool:
    """Whether a branch may appeal items of a visit now."""
    accepted_at = await voices.find_accepted_at(visit_id)
    return accepted_at is not None and now < accepted_at + timedelta(days=await voices.get_appeal_days())


async def why_not(visit_id: str) -> Any:
    """Why a branch may not appeal."""
    if await voices.find_accepted_at(visit_id) is None:
        return say(NOT_YET)
    return say(TOO_LATE, days=await voices.get_appeal_days())


async def decide(
    sight: Sight, appeal_id: int, values: Mapping[str, Any], reason: str, now: datetime, *, is_granted: bool
) -> str:
    """Grant or decline an appeal, with a reason; the id of its visit.

    `values` may hold another answer for the item: granting then corrects it, which scores the visit anew.
    """
    async with transaction():
        row = await voices.lock_appeal(sight, appeal_id)
        if row.status != "open":
            raise NotNow(say(DECIDED))
        said = words_of(reason, f"decision-{appeal_id}", NO_REASON)
        revision = await correct_if_other(sight, row, values, said, now) if is_granted else None
        status = "granted" if is_granted else "declined"
        await voices.put_decision(appeal_id, status, said, sight.person_id or None, revision, now)
        detail = {"item": row.item, "reason": said}
        await log.add_entry(sight.person_id or None, f"{status}_appeal", "visit", row.visit_id, detail, now)
        sentence = say(GRANTED if is_granted else DECLINED, branch=row.branch)
        told = Told("appeal decided", sentence, f"/visits/{row.visit_id}#appeals", f"appeal/{appeal_id}")
        if row.report_id is None:  # whoever came over a link reads it there
            await notify([row.person_id], told, now)
        if revision is not None:
            await chains.grow_rollup_version()
    return row.visit_id


async def correct_if_other(
    sight: Sight, row: voices.AppealRow, values: Mapping[str, Any], reason: str, now: datetime
) -> int | None:
    """Correct the appealed answer where another one was given; the number of the new revision."""
    answers = (await visits.get_documents(row.visit_id)).answers
    held = answers.get(row.item)
    before = held.get("value") if isinstance(held, Mapping) else held
    if row.item not in values or values[row.item] == before:
        return None
    return await correct_inside(sight.person_id, row.visit_id, {row.item: values[row.item]}, reason, now)


async def visit_of(sight: Sight, appeal_id: int) -> tuple[str, Any]:
    """The visit of an appeal, and its checklist. Raises NotFound for one that is not theirs to see."""
    row = await voices.lock_appeal(sight, appeal_id)
    visit = await visits.get_visit(sight, row.visit_id)
    return row.visit_id, await pinned_checklist(visit.version_id)


async def set_appeal_days(sight: Sight, days: str, now: datetime) -> None:
    """Set how many days a branch has to appeal; 0 ends appeals."""
    if not (days.isascii() and days.isdigit() and len(days) < 4 and int(days) <= MOST_DAYS):
        raise BadInput(say(NO_DAYS), (Problem("days", say(NO_DAYS)),))
    async with transaction():
        await voices.put_appeal_days(int(days))
        await log.add_entry(sight.person_id or None, "set_appeal_days", "chain", "chain", {"days": int(days)}, now)


def words_of(text: str, place: str, otherwise: str) -> str:
    """What somebody wrote. Raises BadInput for nothing, and for too much."""
    said = text.strip()
    if not 0 < len(said) <= LONGEST_TEXT:
        raise BadInput(say(otherwise), (Problem(place, say(otherwise)),))
    return said
