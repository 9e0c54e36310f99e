"""Counted visits in batches, for whoever writes them out: read on the second connection, a batch at a time.

A batch begins where the one before ended, so nothing is held open in between and no batch costs more than
the first, however many visits there are.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit.store.connections import reader
from audit.store.raw import Row, Where, as_date, fetch
from audit.store.results import FROM_COUNTED, counted_where
from audit.store.selections import Selection
from audit.store.sights import Sight

FIRST_BATCH = 50  # small, so that the first bytes come soon
BATCH = 64  # with 40 standards each 2,560 rows: eight times as many took 40 MB and were slower


Outcome = tuple[int, str, int | None, object, object, float | None]


@dataclass(frozen=True, slots=True)
class ExportedVisit:
    """One counted visit. `auditor` is what a file of visits named, else the e-mail address, else the name."""

    id: str
    day: date
    branch: str
    branch_name: str
    region: str
    auditor: str
    checklist: str
    version: int
    channel: str
    status: str
    percent_micro: int | None
    verdict: str
    failed: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Visits in order of day and id, and what was asked for beside them.

    `standards`, by visit: (standard id, state, credit x 1,000,000, kept, exceeded, seconds). `documents`, as JSON
    texts in the order of the visits: answers, score, marks.
    """

    visits: Sequence[ExportedVisit]
    standards: Mapping[str, Sequence[Outcome]]
    documents: Sequence[tuple[str, str, str]]


SELECT = (
    "SELECT visit.id, visit.visit_date, branch.code, branch.name, region.name, person.import_key, person.email,"
    " person.name, person.nickname, checklist.key, checklist_version.number, checklist.channel, visit.status,"
    " result.percent_micro, result.verdict, result.failed{documents} " + FROM_COUNTED + " LEFT JOIN person ON"
    " person.id = visit.auditor_id JOIN result ON result.visit_id = visit.id AND result.is_current"
)
DOCUMENTS = ", visit.answers, result.document, visit.marks"
STANDARDS = "SELECT visit_id, standard_id, state, credit_micro, is_kept, is_exceeded, seconds FROM standard_result"


async def each_batch(sight: Sight, selection: Selection, *, with_documents: bool) -> AsyncIterator[Batch]:
    """The counted visits of a selection, oldest first, with standards or with documents."""
    after: tuple[date, str] | None = None
    size = FIRST_BATCH
    while True:
        where = counted_where(sight, selection)
        if after is not None:
            where.add("(visit.visit_date, visit.id) > ({}, {})", *after)
        select = SELECT.format(documents=DOCUMENTS if with_documents else "")
        # Without IS TRUE SQLite finds visits by their status and sorts all that are left, anew for each batch.
        where.conditions = [f"({condition}) IS TRUE" for condition in where.conditions]
        text = f"{select} {where} ORDER BY visit.visit_date, visit.id LIMIT {size}"
        rows = await fetch(reader(), text, where.values)
        if not rows:
            return
        visits = [exported(row, sight) for row in rows]
        documents = [(row[16], row[17], row[18]) for row in rows] if with_documents else []
        standards = {} if with_documents else await list_standards(visits)
        yield Batch(visits, standards, documents)
        after = (visits[-1].day, visits[-1].id)
        size = BATCH


async def list_standards(visits: Sequence[ExportedVisit]) -> dict[str, list[Outcome]]:
    """How standards fared on each of these visits, in the order of their checklist."""
    where = Where()
    where.add_among("visit_id", [visit.id for visit in visits])
    found: dict[str, list[Outcome]] = {visit.id: [] for visit in visits}
    for visit_id, *outcome in await fetch(reader(), f"{STANDARDS} {where} ORDER BY visit_id, id", where.values):
        found[visit_id].append(tuple(outcome))
    return found


def exported(row: Row, sight: Sight) -> ExportedVisit:
    """A visit from the columns of SELECT."""
    (visit_id, day, branch, branch_name, region, import_key, email, name, nickname, checklist, version, channel, status,
     percent_micro, verdict, failed) = row[:16]  # fmt: skip
    day = as_date(day)
    assert day is not None
    auditor = nickname if sight.is_franchise else import_key or email or name
    return ExportedVisit(
        visit_id, day, branch, branch_name, region or "", auditor or "", checklist, version, channel, status,
        percent_micro, verdict, bool(failed),
    )  # fmt: skip
