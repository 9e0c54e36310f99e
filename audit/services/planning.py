"""Who visits which branch: plans, and what changes in them."""

from __future__ import annotations

from datetime import datetime

from audit.errors import N_, NotNow, say
from audit.store import intake, log, people, visits
from audit.store.connections import transaction
from audit.store.sights import Sight

OPEN = ("planned", "started", "returned")
OVER = N_("This visit is {status}: it cannot be changed any more.")


async def reassign_visit(sight: Sight, visit_id: str, auditor_id: int, now: datetime) -> None:
    """Give an open visit to another auditor. What the first one's phone still sends is kept as a copy."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if visit.status not in OPEN:
            raise NotNow(say(OVER, status=visit.status))
        auditor = await people.get_person(auditor_id)
        if visit.auditor_id is not None and visit.auditor_id != auditor.id:
            await intake.put_past_assignment(visit_id, visit.auditor_id, now)
        await visits.put_auditor(visit_id, auditor.id)
        detail = {"from": visit.auditor_id, "to": auditor.id}
        await log.add_entry(sight.person_id or None, "reassigned", "visit", visit_id, detail, now)


async def cancel_visit(sight: Sight, visit_id: str, reason: str, now: datetime) -> None:
    """Cancel a visit that has not been submitted."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if not await visits.put_status(visit_id, "cancelled", OPEN, returned_reason=reason.strip()):
            raise NotNow(say(OVER, status=visit.status))
        await log.add_entry(sight.person_id or None, "cancelled", "visit", visit_id, {"reason": reason.strip()}, now)
