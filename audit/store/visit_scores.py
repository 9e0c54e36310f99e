"""The scores of counted visits, one by one: what a branch's story is told from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from audit.store.connections import writer
from audit.store.raw import as_date, fetch
from audit.store.selections import Selection
from audit.store.sights import Sight
from audit.store.sums import FROM_COUNTED, counted_where


@dataclass(frozen=True, slots=True)
class VisitScoreRow:
    """One counted visit in an analysis."""

    visit_id: str
    branch_id: int
    auditor_id: int | None
    visit_date: date
    percent_micro: int | None
    failed: bool


async def list_scores(sight: Sight, selection: Selection) -> list[VisitScoreRow]:
    """Every counted visit of a selection with its score, oldest first."""
    where = counted_where(sight, selection)
    rows = await fetch(
        writer(),
        "SELECT visit.id, visit.branch_id, visit.auditor_id, visit.visit_date, result.percent_micro, result.failed"
        f" {FROM_COUNTED} JOIN result ON result.visit_id = visit.id AND result.is_current {where}"
        " ORDER BY visit.visit_date, visit.id",
        where.values,
    )
    return [score_row(*row) for row in rows]


def score_row(
    visit_id: str,
    branch_id: int,
    auditor_id: int | None,
    visit_date: date | str,
    percent_micro: int | None,
    failed: object,
) -> VisitScoreRow:
    """A counted visit from the columns of a raw query."""
    day = as_date(visit_date)
    assert day is not None
    return VisitScoreRow(visit_id, branch_id, auditor_id, day, percent_micro, bool(failed))
