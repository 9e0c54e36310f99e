"""A reviewer puts answers right: the visit is scored anew, the sums move along, what stood before stays readable."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from audit.checklists.corrected import changes_of, corrected
from audit.checklists.model import NOT_APPLICABLE, Checklist, Item
from audit.errors import N_, BadInput, NotNow, Problem, say
from audit.scoring.scores import VisitScore
from audit.scoring.visits import score_visit
from audit.services.freezing import ScoredVisit, freeze
from audit.services.versions import hashed_checklist, pinned_checklist
from audit.store import chains, corrections, log, results, rollups, visits
from audit.store.connections import transaction
from audit.store.corrections import NewCorrection, ScoredRow
from audit.store.selections import BESIDE, COUNTED
from audit.store.sights import Sight

LONGEST_REASON = 2_000
NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,9})?", re.ASCII)
CORRECTED = (*COUNTED, BESIDE)
"""The visits that can be corrected."""

CORRECTABLE = ("yes_no", "expectation", "scale", "choice", "choices", "time", "number", "text")
NOT_COUNTED = N_("Only a visit that was handed in and was not sent back can be corrected.")
NO_REASON = N_("Say why the answers are changed: everybody who reads the visit reads it.")
NOTHING_CHANGED = N_("No answer is different from what it was.")
MISSING = N_("This item now needs an answer.")


async def correct_visit(sight: Sight, visit_id: str, values: Mapping[str, Any], reason: str, now: datetime) -> int:
    """Give items other answers; the number of the new revision. Raises BadInput naming every item that is wrong."""
    async with transaction():
        await visits.get_visit(sight, visit_id)
        revision = await correct_inside(sight.person_id, visit_id, values, reason, now)
        await chains.grow_rollup_version()
    return revision


async def correct_inside(person_id: int, visit_id: str, values: Mapping[str, Any], reason: str, now: datetime) -> int:
    """The same inside an open transaction, whose last statement is the caller's `chains.grow_rollup_version()`."""
    said = reason.strip()
    if not 0 < len(said) <= LONGEST_REASON:
        raise BadInput(say(NO_REASON), (Problem("reason", say(NO_REASON)),))
    row = await corrections.lock_scored(visit_id)
    if row is None or row.status not in CORRECTED:
        raise NotNow(say(NOT_COUNTED))
    checklist = await hashed_checklist(row.version_id, row.content_hash)
    known = {item.key for item in checklist.items() if item.kind in CORRECTABLE}
    changes = changes_of(row.answers, {item: value for item, value in values.items() if item in known})
    if not changes:
        raise BadInput(say(NOTHING_CHANGED), (Problem("", say(NOTHING_CHANGED)),))
    answers = corrected(row.answers, changes)
    score = score_again(checklist, answers, row)
    revision = await results.get_newest_revision(visit_id) + 1
    await corrections.add_correction(
        NewCorrection(visit_id, revision, row.submission_id, row.answers, changes, said, now, person_id)
    )
    await corrections.put_answers(visit_id, answers)
    await replace_score(visit_id, row, checklist, score, person_id, revision, said, now)
    detail = {"revision": revision, "items": sorted(changes), "reason": said}
    await log.add_entry(person_id, "corrected", "visit", visit_id, detail, now)
    return revision


def score_again(checklist: Checklist, answers: Mapping[str, Any], row: ScoredRow) -> VisitScore:
    """The new score. Raises BadInput with the field of every answer that cannot be taken or is missing now."""
    try:
        score = score_visit(checklist, answers, row.attributes)
    except BadInput as error:
        places = [Problem(field_of(one.place.removeprefix("answers.")), one.sentence) for one in error.problems]
        raise BadInput(error.sentence, tuple(places)) from error
    if score.missing:
        raise BadInput(say(MISSING), tuple(Problem(field_of(item), say(MISSING)) for item in score.missing))
    return score


async def replace_score(
    visit_id: str, row: ScoredRow, checklist: Checklist, score: VisitScore, person_id: int, revision: int, reason: str,
    now: datetime,
) -> None:  # fmt: skip
    """Freeze the new score in the old one's place, in the sums too where the visit counts."""
    scored = ScoredVisit(
        visit_id, row.checklist_id, row.content_hash, row.standard_ids, row.branch_id, row.auditor_id, row.visit_date
    )
    frozen = freeze(scored, checklist, score, now, person_id, revision, reason)
    is_counted = row.status in COUNTED
    facts = await results.find_facts(visit_id) if is_counted else None
    if facts is not None:
        await rollups.remove_facts([facts])
    await results.retire_result(visit_id)
    await results.remove_standard_results(visit_id)
    await results.add_results([frozen.result])
    await results.add_standard_results(frozen.standards)
    if is_counted:
        await rollups.add_facts([frozen.facts])


def field_of(item: str) -> str:
    """The form field that holds an item's answer."""
    return f"answer-{item}"


async def checklist_of(sight: Sight, visit_id: str) -> Checklist:
    """The version a visit is pinned to. Raises NotFound for a visit that is not theirs to see."""
    return await pinned_checklist((await visits.get_visit(sight, visit_id)).version_id)


def read_values(checklist: Checklist, fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """The answers a form gives: every item it has a field for. A time or a number stays text where it is none."""
    return {
        item.key: read_value(item, fields.get(field_of(item.key), []))
        for item in checklist.items()
        if item.kind in CORRECTABLE and f"has-{item.key}" in fields
    }


def read_value(item: Item, told: list[str]) -> Any:
    """One answer as the checklist's kind takes it; None for none."""
    chosen = [text.strip() for text in told if text.strip()]
    if not chosen:
        return None
    if NOT_APPLICABLE in chosen and item.allow_na:
        return NOT_APPLICABLE
    if item.kind == "choices":
        return chosen
    if item.kind in ("time", "number", "scale"):
        return read_number(chosen[0].replace(",", "."))
    return chosen[0]


def read_number(text: str) -> Any:
    """A number as JSON says it: whole where it can be. The text itself where it is none."""
    if not NUMBER.fullmatch(text):
        return text
    return float(text) if "." in text else int(text)
