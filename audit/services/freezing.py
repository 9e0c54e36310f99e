"""A visit's score as it is stored: the result, how each standard fared, and what both add to the sums.

The same for a submission from a phone, an imported history and a check by `audit verify`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from audit.checklists.model import Checklist, Item
from audit.scoring.score_documents import score_document
from audit.scoring.scores import ItemScore, StandardScore, VisitScore
from audit.store.results import NewResult, NewStandardResult
from audit.store.rollups import StandardFact, VisitFacts

MICRO = 1_000_000
# 100,000 %: beyond it, sums of squares would not fit their columns. The document keeps the exact percent.
MOST_PERCENT_MICRO = 10**11


@dataclass(frozen=True, slots=True)
class ScoredVisit:
    """Where a score belongs. `standard_ids` are the ids of the version's standards by key."""

    visit_id: str
    checklist_id: int
    content_hash: str
    standard_ids: Mapping[str, int]
    branch_id: int
    auditor_id: int | None
    day: date


@dataclass(frozen=True, slots=True)
class Frozen:
    """What is written down of a score."""

    result: NewResult
    standards: Sequence[NewStandardResult]
    facts: VisitFacts


def freeze(
    visit: ScoredVisit,
    checklist: Checklist,
    score: VisitScore,
    now: datetime,
    made_by: int | None = None,
    revision: int = 1,
    reason: str = "",
) -> Frozen:
    """Write a score down: exact decimals as text in the document, millionths as whole numbers beside it."""
    result = NewResult(
        visit_id=visit.visit_id,
        version_hash=visit.content_hash,
        document=score_document(score),
        percent_micro=None if score.percent is None else min(micro(score.percent), MOST_PERCENT_MICRO),
        failed=score.failed,
        verdict=score.verdict or "",
        made_at=now,
        made_by=made_by,
        revision=revision,
        reason=reason,
    )
    standards = standard_results(visit, checklist, score)
    return Frozen(result, standards, facts_of(visit, result, standards))


def facts_of(visit: ScoredVisit, result: NewResult, standards: Sequence[NewStandardResult]) -> VisitFacts:
    """What the visit adds to the sums."""
    facts = [
        StandardFact(one.standard_id, one.state, one.credit_micro, one.is_kept, one.is_exceeded) for one in standards
    ]
    month = visit.day.year * 100 + visit.day.month
    return VisitFacts(
        visit.checklist_id, visit.branch_id, visit.auditor_id, month, result.percent_micro, result.failed, facts
    )


def micro(number: Fraction) -> int:
    """A number in millionths, half up, as its six decimals in the document say."""
    scaled, of = 2 * MICRO * abs(number.numerator) + number.denominator, 2 * number.denominator
    return scaled // of if number.numerator >= 0 else -(scaled // of)


def standard_results(visit: ScoredVisit, checklist: Checklist, score: VisitScore) -> list[NewStandardResult]:
    """How each standard that the version measures fared on this visit."""
    scored = {one.key: one for one in score.standards}
    measuring: dict[str, list[tuple[Item, ItemScore]]] = {}
    for item, result in zip(checklist.items(), score.items, strict=True):
        if item.standard is not None and item.standard in visit.standard_ids and result.state != "not_scored":
            measuring.setdefault(item.standard, []).append((item, result))
    return [
        standard_result(visit.visit_id, visit.standard_ids[key], items, scored.get(key))
        for key, items in measuring.items()
    ]


def standard_result(
    visit_id: str, standard_id: int, items: Sequence[tuple[Item, ItemScore]], score: StandardScore | None
) -> NewStandardResult:
    """One standard, shown by its first broken item, else by its first that counts."""
    counted = [pair for pair in items if pair[1].state == "counted"]
    if score is None or not counted:
        state = state_of([result for _, result in items])
        return NewStandardResult(visit_id, standard_id, items[0][0].key, state, None, None, None)
    item, result = next((pair for pair in counted if not pair[1].kept), counted[0])
    can_be_exceeded = all(item.kind == "expectation" for item, _ in counted)
    return NewStandardResult(
        visit_id=visit_id,
        standard_id=standard_id,
        item=item.key,
        state="counted",
        credit_micro=micro(score.credit),
        is_kept=score.kept,
        is_exceeded=score.exceeded if can_be_exceeded else None,
        seconds=None if result.seconds is None else float(result.seconds),
    )


def state_of(results: Sequence[ItemScore]) -> str:
    """Why a standard did not count, where its items say different things: the one that says most."""
    states = {result.state for result in results}
    return next(state for state in ("not_applicable", "unanswered", "hidden") if state in states)
