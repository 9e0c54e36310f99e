"""Joint and calibration visits: two auditors, one visit, scored apart. Only one side counts: there was one guest."""

from __future__ import annotations

from datetime import datetime
from uuid import uuid4

from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.services.notices import notify
from audit.services.planning import NO_AUDITOR, list_auditors, planned_notice
from audit.store import joint_visits, log, visits
from audit.store.connections import transaction
from audit.store.sights import Sight
from audit.store.visits import NewVisit

KINDS = ("joint", "calibration")
NO_KIND = N_("Choose whether it is a joint or a calibration visit.")
BEGUN = N_("Somebody can come along only before the visit has begun.")
TWICE = N_("Two auditors make this visit already.")


async def come_along(sight: Sight, visit_id: str, auditor: str, kind: str, now: datetime) -> str:
    """Let a second auditor make a planned visit too, with the same checklist; the id of their side."""
    async with transaction():
        visit = await visits.get_visit(sight, visit_id)
        if visit.status != "planned":
            raise NotNow(say(BEGUN))
        if await joint_visits.find_pair(visit_id) is not None:
            raise NotNow(say(TWICE))
        person = next((one for one in await list_auditors() if str(one.id) == auditor), None)
        if person is None or person.id == visit.auditor_id:
            raise BadInput(say(NO_AUDITOR), (Problem("auditor", say(NO_AUDITOR)),))
        if kind not in KINDS:
            raise BadInput(say(NO_KIND), (Problem("kind", say(NO_KIND)),))
        briefing = (await visits.get_documents(visit_id)).briefing
        side = str(uuid4())
        new = NewVisit(
            side, visit.branch_id, person.id, visit.version_id, due_from=visit.due_from, due_to=visit.due_to,
            briefing=briefing,
        )  # fmt: skip
        await visits.add_visits([new])
        await joint_visits.add_joint(kind, [(visit_id, True), (side, False)], sight.person_id or None, now)
        detail = {"with": side, "kind": kind, "auditor": person.id}
        await log.add_entry(sight.person_id or None, "joined", "visit", visit_id, detail, now)
        if visit.due_from is not None:
            await notify([person.id], planned_notice(side, visit.branch, visit.due_from.date(), person.id), now)
    return side


async def find_pair(sight: Sight, visit_id: str) -> joint_visits.PairRow | None:
    """The joint visit that a visit is a side of, if any. Raises NotFound for a visit that is not theirs to see."""
    await visits.get_visit(sight, visit_id)
    return await joint_visits.find_pair(visit_id)
