"""Visits whose answers are known already (an imported history, a demo): scored and written down in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from audit.checklists.model import Checklist
from audit.scoring.visits import score_visit
from audit.services.freezing import Frozen, ScoredVisit, freeze
from audit.store import results, rollups, visits
from audit.store.checklists import VersionRow
from audit.store.rollups import VisitFacts
from audit.store.visits import NewVisit

AT_ONCE = 500
SUMMED_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True)
class KnownVisit:
    """A visit with its answers. `status` is submitted or accepted: it counts at once."""

    id: str
    branch_id: int
    attributes: Mapping[str, str]
    auditor_id: int | None
    day: date
    answers: Mapping[str, Any]
    origin: str
    submitted_at: datetime
    status: str = "accepted"
    accepted_at: datetime | None = None
    import_key: str | None = None
    briefing: Mapping[str, Any] | None = None
    due_from: datetime | None = None
    due_to: datetime | None = None


async def record_visits(version: VersionRow, checklist: Checklist, known: Iterable[KnownVisit], now: datetime) -> int:
    """Score visits and write everything down, sums included; how many there were.

    Inside an open transaction, whose last statement is the caller's `chains.grow_rollup_version()`.
    """
    facts: list[VisitFacts] = []
    remaining, recorded = iter(known), 0
    while batch := list(islice(remaining, AT_ONCE)):
        frozen = [freeze_known(version, checklist, visit, now) for visit in batch]
        await visits.add_visits([new_visit(version, visit) for visit in batch])
        await results.add_results([one.result for one in frozen])
        await results.add_standard_results(list(standards_of(frozen)))
        facts.extend(one.facts for one in frozen)
        recorded += len(batch)
        if len(facts) >= SUMMED_AT_ONCE:
            await rollups.add_facts(facts)
            facts.clear()
    await rollups.add_facts(facts)
    return recorded


def freeze_known(version: VersionRow, checklist: Checklist, visit: KnownVisit, now: datetime) -> Frozen:
    """The frozen score of one visit."""
    scored = ScoredVisit(
        visit.id, version.checklist_id, version.content_hash, version.standard_ids, visit.branch_id, visit.auditor_id,
        visit.day,
    )  # fmt: skip
    return freeze(scored, checklist, score_visit(checklist, visit.answers, visit.attributes), now)


def new_visit(version: VersionRow, visit: KnownVisit) -> NewVisit:
    """The visit's own row."""
    return NewVisit(
        id=visit.id,
        branch_id=visit.branch_id,
        auditor_id=visit.auditor_id,
        version_id=version.id,
        status=visit.status,
        origin=visit.origin,
        visit_date=visit.day,
        due_from=visit.due_from,
        due_to=visit.due_to,
        briefing=visit.briefing,
        submitted_at=visit.submitted_at,
        accepted_at=visit.accepted_at,
        import_key=visit.import_key,
        answers=visit.answers,
        attributes=visit.attributes,
    )


def standards_of(frozen: Iterable[Frozen]) -> Iterator[results.NewStandardResult]:
    """How standards fared, of all visits."""
    for one in frozen:
        yield from one.standards
