"""The demo's joint visits: a second auditor beside the first, who sees two items otherwise now and then."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from audit.checklists.model import Checklist
from audit.services.demo.planning import CHECKLISTS
from audit.services.demo.records import ORIGIN, Ids
from audit.services.recording import KnownVisit, freeze_known, new_visit
from audit.store import chains, joint_visits, results, visit_details, visits
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from audit.store.visits import VisitRow

PAIRS = 8
OTHERWISE = {"meets": "below", "below": "meets", "exceeds": "meets"}


async def add_joint_visits(ids: Ids, library: Mapping[str, Checklist], now: datetime) -> None:
    """A second side to the latest accepted visits, inside an open transaction. It is in no sum."""
    key = CHECKLISTS[0]
    rows = await visits.list_visits(WHOLE_CHAIN, Selection(checklist=key, statuses=("accepted",)), PAIRS)
    answers = await visit_details.list_answers([row.id for row in rows])
    expectations = [item.key for item in library[key].items() if item.kind == "expectation"]
    auditors = sorted(person_id for person_id in ids.people.values())
    for place, row in enumerate(rows):
        differing = [name for number, name in enumerate(expectations[:2]) if (place + number) % 3 == 0]
        await add_side(
            ids, library[key], row, seen_otherwise(answers[row.id], differing), auditors[-1 - place % 2], now
        )


def seen_otherwise(answers: Mapping[str, Any], items: list[str]) -> dict[str, Any]:
    """The same answers, some expectations seen by other eyes; comments and photos are the first auditor's alone."""
    seen = {}
    for item, answer in answers.items():
        value = answer.get("value")
        if value is not None:
            seen[item] = {"value": OTHERWISE.get(value, value) if item in items else value}
    return seen


async def add_side(
    ids: Ids, checklist: Checklist, row: VisitRow, answers: Mapping[str, Any], auditor: int, now: datetime
) -> None:
    """One second side, scored and linked."""
    if row.auditor_id == auditor or row.visit_date is None:
        return
    version = ids.versions[checklist.key]
    branch = await chains.get_branch_by_id(row.branch_id)
    known = KnownVisit(
        id=str(uuid5(NAMESPACE_URL, f"beside {row.id}")), branch_id=row.branch_id, attributes=branch.attributes,
        auditor_id=auditor, day=row.visit_date, answers=answers, origin=ORIGIN,
        submitted_at=row.submitted_at or now, status="beside",
    )  # fmt: skip
    frozen = freeze_known(version, checklist, known, now)
    await visits.add_visits([new_visit(version, known)])
    await results.add_results([frozen.result])
    await results.add_standard_results(frozen.standards)
    await joint_visits.add_joint("joint", [(row.id, True), (known.id, False)], None, now)
