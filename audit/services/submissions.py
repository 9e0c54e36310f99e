"""A finished visit arrives: folded, compared, scored, added to the sums and given a receipt, in one transaction.

Nothing a known auditor sends is refused for what it says. What cannot count is kept as a copy, with the
reason, and a manager decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from audit.checklists.folding import Folded, answers_digest, fold
from audit.checklists.model import Checklist
from audit.checklists.ops import Op
from audit.errors import BadInput
from audit.scoring.scores import VisitScore
from audit.scoring.visits import score_visit
from audit.services.envelopes import SubmissionMessage
from audit.services.freezing import ScoredVisit, freeze
from audit.services.receipts import candidate_numbers, make_receipt
from audit.services.submission_marks import marks_of, shown_photos
from audit.services.sync import OPEN, must_be_theirs, read_rows
from audit.services.versions import hashed_checklist
from audit.store import chains, intake, log, photos, results, rollups, submissions
from audit.store.connections import Conflict, transaction, writer
from audit.store.intake import HeldVisit, IntakeRow, OpRow
from audit.store.raw import gathered
from audit.store.submissions import NewSubmission, SubmissionRow


@dataclass(frozen=True, slots=True)
class Received:
    """`is_new` is False when the same was received before; `receipt["status"]` is accepted or copy."""

    submission: str
    receipt: Mapping[str, Any]
    is_new: bool


@dataclass(frozen=True, slots=True)
class Missing:
    """What the server still needs: every op from `ops_from` on (None: all are held), and these photos."""

    ops_from: int | None
    photos: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reused:
    """The id is that of another submission, or of other content."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A visit as its ops tell it, and its score; `copy_reason` is empty when it may count."""

    folded: Folded
    score: VisitScore | None
    checklist: Checklist
    day: date
    copy_reason: str


Outcome = Received | Missing | Reused


async def receive_submission(
    person_id: int, visit_id: str, submission_id: str, message: SubmissionMessage, now: datetime
) -> Outcome:
    """Keep a submission, once however often it is sent; returning means that it is committed.

    Raises NotFound for a visit that never was theirs.
    """
    try:
        return await receive_once(person_id, visit_id, submission_id, message, now)
    except Conflict:
        # Another sender of the same id, or of the same visit, was faster: now its submission shows.
        return await receive_once(person_id, visit_id, submission_id, message, now)


async def receive_once(
    person_id: int, visit_id: str, submission_id: str, message: SubmissionMessage, now: datetime
) -> Outcome:
    """One attempt, in one transaction."""
    numbers = list(candidate_numbers(submission_id))
    async with transaction():
        held = await intake.find_held_visit(visit_id, person_id, submission_id, message.photos, numbers)
        visit = must_be_theirs(held.visit)
        if held.submission is not None:
            return known_outcome(held.submission, visit_id, person_id, message)
        missing = find_missing(held, message)
        if missing is not None:
            return missing
        draft = await fold_draft(visit, person_id, message, held.ops, now)
        # Evidence that another phone of this auditor sent is not in this one's list.
        held.photos.update(await photos.list_held(person_id, draft.folded.evidence - held.photos.keys()))
        number = next(number for number in numbers if number not in held.taken_numbers)
        return await keep(visit, person_id, submission_id, message, draft, held.photos, number, now)


def known_outcome(known: SubmissionRow, visit_id: str, person_id: int, message: SubmissionMessage) -> Outcome:
    """The stored receipt when the same was sent before."""
    content = (
        known.device, known.body.get("last_seq"), tuple(known.receipt["photos"]), known.body.get("answers_digest"),
        known.body.get("checklist_version"),
    )  # fmt: skip
    if (known.visit_id, known.person_id) != (visit_id, person_id) or content != message.content:
        return Reused()
    return Received(known.id, known.receipt, is_new=False)


def find_missing(held: HeldVisit, message: SubmissionMessage) -> Missing | None:
    """What the submission speaks of and we do not hold."""
    seqs = {op.seq for op in held.ops if op.device == message.device}
    first_gap = next(seq for seq in count(1) if seq not in seqs)
    absent = [sha256 for sha256 in message.photos if sha256 not in held.photos]
    if first_gap > message.last_seq and not absent:
        return None
    return Missing(first_gap if first_gap <= message.last_seq else None, absent)


async def fold_draft(
    visit: IntakeRow, person_id: int, message: SubmissionMessage, rows: Sequence[OpRow], now: datetime
) -> Draft:
    """What the ops come to. Of the sending device count those up to `last_seq`, of others all that arrived."""
    included = [row for row in rows if row.device != message.device or row.seq <= message.last_seq]
    ops = read_rows(included)
    folded = fold(ops)
    own = folded if len({row.device for row in included}) <= 1 else fold_device(ops, message.device)
    checklist = await hashed_checklist(visit.version_id, visit.content_hash)
    reason = visit_reason(visit, person_id, message)
    if not reason and answers_digest(own.answers) != message.answers_digest:
        reason = "digest"
    score: VisitScore | None = None
    try:
        score = score_visit(checklist, folded.answers, visit.attributes)
    except BadInput:
        reason = reason or "unfit"
    if score is not None and score.missing:
        reason = reason or "incomplete"
    day = visit_day(visit, folded, ops, message.offset_seconds, now)
    return Draft(folded, score, checklist, day, reason)


def fold_device(ops: Sequence[tuple[str, Op]], device: str) -> Folded:
    """What one device knows of a visit: the answers it computed its digest from."""
    return fold([pair for pair in ops if pair[0] == device])


def visit_reason(visit: IntakeRow, person_id: int, message: SubmissionMessage) -> str:
    """Why the visit is not open to this submission, or an empty text."""
    if visit.auditor_id != person_id:
        return "reassigned"
    if visit.status not in OPEN:
        return {"cancelled": "cancelled", "rejected": "rejected"}.get(visit.status, "second")
    if visit.is_retired:
        return "retired"
    return "" if message.checklist_version == visit.version else "version"


def visit_day(
    visit: IntakeRow, folded: Folded, ops: Sequence[tuple[str, Op]], offset_seconds: float | None, now: datetime
) -> date:
    """The day at the branch: of the arrival, else of the last act, by the phone's clock put right."""
    if visit.visit_date is not None:
        return visit.visit_date
    zone = ZoneInfo(visit.time_zone)
    said = folded.arrived or (ops[-1][1].at if ops else now.isoformat())
    try:
        moment = datetime.fromisoformat(said).astimezone(UTC) - timedelta(seconds=offset_seconds or 0)
        return min(moment, now).astimezone(zone).date()
    except OverflowError:  # a clock at the end of all days
        return now.astimezone(zone).date()


async def keep(
    visit: IntakeRow,
    person_id: int,
    submission_id: str,
    message: SubmissionMessage,
    draft: Draft,
    held: Mapping[str, int],
    number: str,
    now: datetime,
) -> Received:
    """Write the submission down with its receipt, and make it count unless it is a copy."""
    status = "copy" if draft.copy_reason else "accepted"
    receipt = make_receipt(number, now, message.photos, message.answers_digest, status, draft.copy_reason)
    submission = NewSubmission(
        submission_id, visit.visit_id, person_id, message.device, status, draft.copy_reason, number, receipt,
        message.body, draft.folded.answers, message.sent_at, now, message.offset_seconds,
    )  # fmt: skip
    revision = await next_revision(visit)
    async with gathered(writer(), is_independent=revision == 1):
        await submissions.add_submission(submission)
        if status == "accepted":
            await make_it_count(visit, person_id, draft, held, revision, now)
        verb = "submitted" if status == "accepted" else "submitted_copy"
        detail = {"receipt": number, "reason": draft.copy_reason}
        await log.add_entry(person_id, verb, "visit", visit.visit_id, detail, now)
        if status == "accepted":
            await chains.grow_rollup_version()
    return Received(submission_id, receipt, is_new=True)


async def next_revision(visit: IntakeRow) -> int:
    """The revision its result gets: the first, unless it was submitted before."""
    return await results.get_newest_revision(visit.visit_id) + 1 if visit.status == "returned" else 1


async def make_it_count(
    visit: IntakeRow, person_id: int, draft: Draft, held: Mapping[str, int], revision: int, now: datetime
) -> None:
    """Freeze the score and add it to the sums. A visit that had been returned gets a new revision."""
    assert draft.score is not None
    scored = ScoredVisit(
        visit.visit_id, visit.checklist_id, visit.content_hash, visit.standard_ids, visit.branch_id,
        visit.auditor_id, draft.day,
    )  # fmt: skip
    if revision > 1:
        await results.retire_result(visit.visit_id)
        await results.remove_standard_results(visit.visit_id)
        await photos.remove_evidence(visit.visit_id)
    frozen = freeze(scored, draft.checklist, draft.score, now, person_id, revision)
    await intake.put_submitted(
        visit, draft.day, draft.folded.answers, marks_of(draft.folded, draft.checklist, draft.score), now
    )
    await results.add_results([frozen.result])
    await results.add_standard_results(frozen.standards)
    await photos.add_evidence(visit.visit_id, shown_photos(draft.folded, draft.checklist, held))
    if not visit.is_beside:  # there was one guest: the other side of a joint visit counts nowhere
        await rollups.add_facts([frozen.facts])
