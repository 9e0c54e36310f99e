"""A manager's word on a copy: it counts from now on, or it is set aside. Neither destroys anything.

What counted before becomes a copy itself, set aside, and can be brought back the same way.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from audit.checklists.folding import fold
from audit.errors import N_, NotNow, say
from audit.scoring.visits import score_visit
from audit.services.submissions import Draft, make_it_count, visit_day
from audit.services.sync import must_be_theirs, read_rows
from audit.services.versions import hashed_checklist
from audit.store import chains, copies, intake, log, photos, results, rollups, visits
from audit.store.connections import transaction
from audit.store.copies import CopyRow
from audit.store.intake import IntakeRow
from audit.store.selections import COUNTED
from audit.store.sights import Sight

DECIDED = N_("Somebody has decided on this copy already.")


async def set_aside(sight: Sight, copy_id: str, now: datetime) -> None:
    """Leave a copy out. It is kept, and can still be let count."""
    async with transaction():
        copy = await copies.get_copy(sight, copy_id)
        if not await copies.put_set_aside(copy_id, now):
            raise NotNow(say(DECIDED))
        await note(sight, "set_aside_copy", copy, now)


async def let_count(sight: Sight, copy_id: str, now: datetime) -> str:
    """Make a copy the submission that counts; the id of its visit, which then waits for review.

    Raises BadInput when its answers do not fit the checklist: what cannot be scored cannot count.
    """
    async with transaction():
        copy = await copies.get_copy(sight, copy_id)
        await copies.lock_visit(copy.visit_id)
        visit = must_be_theirs(await intake.find_visit(copy.visit_id, copy.person_id))
        draft = await draft_of(copy, visit)
        await take_out(visit)
        await copies.put_replaced(visit.visit_id, now)
        if not await copies.put_counted(copy_id):
            raise NotNow(say(DECIDED))
        await hand_over(visit, copy, now)
        held = await photos.list_held(copy.person_id, draft.folded.evidence)
        revision = await results.get_newest_revision(visit.visit_id) + 1
        by = sight.person_id
        await make_it_count(replace(visit, auditor_id=copy.person_id), by, draft, held, revision, now)
        await note(sight, "accepted_copy", copy, now)
        await chains.grow_rollup_version()
    return copy.visit_id


async def note(sight: Sight, verb: str, copy: CopyRow, now: datetime) -> None:
    """Write the decision down."""
    detail = {"copy": copy.id, "receipt": copy.receipt["number"], "reason": copy.reason}
    await log.add_entry(sight.person_id or None, verb, "visit", copy.visit_id, detail, now)


async def take_out(visit: IntakeRow) -> None:
    """Take what counts now out of the sums."""
    facts = await results.find_facts(visit.visit_id) if visit.status in COUNTED else None
    if facts is not None:
        await rollups.remove_facts([facts])


async def hand_over(visit: IntakeRow, copy: CopyRow, now: datetime) -> None:
    """The visit becomes its sender's, when it was given to somebody else meanwhile."""
    if visit.auditor_id == copy.person_id:
        return
    if visit.auditor_id is not None:
        await intake.put_past_assignment(visit.visit_id, visit.auditor_id, now)
    await visits.put_auditor(visit.visit_id, copy.person_id)


async def draft_of(copy: CopyRow, visit: IntakeRow) -> Draft:
    """A copy as what could count: the answers as they were kept, and what its ops tell beside them."""
    ops = read_rows(await copies.list_ops_of(copy))
    folded = replace(fold(ops), answers=copy.answers)
    checklist = await hashed_checklist(visit.version_id, visit.content_hash)
    score = score_visit(checklist, folded.answers, visit.attributes)
    day = visit_day(visit, folded, ops, copy.offset_seconds, copy.received_at)
    return Draft(folded, score, checklist, day, copy.reason)
