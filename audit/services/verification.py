"""`audit verify`: every frozen score computed again, every photo hashed again, every sum counted again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256 as new_sha256

from audit.blobs import Blobs
from audit.checklists.corrected import corrected
from audit.errors import N_, BadInput, NotFound, Sentence, say
from audit.scoring.visits import score_visit
from audit.services.freezing import Frozen, ScoredVisit, freeze
from audit.services.versions import hashed_checklist
from audit.store import checks, corrections, photos, recounts, shared_reports
from audit.store.checks import StoredScore
from audit.store.connections import snapshot

SCORE = N_("Visit {visit}: its frozen {part} is not what its answers come to.")
UNSCORABLE = N_("Visit {visit}: its answers do not fit its checklist any more.")
RULE = N_("Visit {visit}: {rule}.")
SUM = N_("The sums in {table} at {key} say {kept}; the visits say {counted}.")
PHOTO_GONE = N_("The photo {sha256} is not in the photo store.")
PHOTO_CHANGED = N_("The photo {sha256} has other bytes than it had.")
RECEIPT = N_("Submission {submission}: its receipt names the photo {sha256}, which is not held.")

# A frozen score does not say when; any moment will do to freeze it again beside it.
ANY_TIME = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class Checked:
    """How much was looked at."""

    visits: int = 0
    photos: int = 0
    branches: int = 0
    submissions: int = 0


async def verify(blobs: Blobs, checked: Checked) -> AsyncIterator[Sentence]:
    """Everything that differs, as it is found; `checked` counts along. Nothing is changed, and nobody waits."""
    async with snapshot():
        parts = (
            verify_scores(checked), verify_rules(), verify_corrections(), verify_sums(checked),
            verify_receipts(checked),
        )  # fmt: skip
        for part in parts:
            async for sentence in part:
                yield sentence
        hashes = [*await photos.list_hashes(), *await shared_reports.list_report_hashes()]
    for sha256 in hashes:
        checked.photos += 1
        wrong = await check_photo(sha256, blobs)
        if wrong is not None:
            yield wrong


async def verify_scores(checked: Checked) -> AsyncIterator[Sentence]:
    """Visits whose frozen score is not what their answers come to."""
    async for batch in checks.each_score():
        for stored in batch:
            checked.visits += 1
            for sentence in await check_score(stored):
                yield sentence


async def verify_rules() -> AsyncIterator[Sentence]:
    """Visits that break a rule the schema cannot say."""
    for rule, visit in await checks.list_broken_rules():
        yield say(RULE, visit=visit, rule=rule)


async def verify_corrections() -> AsyncIterator[Sentence]:
    """Corrected visits whose answers are not what was submitted with the corrections on top."""
    for visit in await corrections.list_corrected():
        answers = visit.corrections[0].answers_before
        is_whole = visit.submitted is None or visit.submitted == answers
        for correction in visit.corrections:
            is_whole = is_whole and correction.answers_before == answers
            answers = corrected(answers, correction.changes)
        if not is_whole or answers != visit.answers:
            yield say(RULE, visit=visit.visit_id, rule="other answers than its submission with its corrections")


async def verify_sums(checked: Checked) -> AsyncIterator[Sentence]:
    """Sums that the visits do not add up to."""
    for branch_id in await recounts.list_summed_branches():
        checked.branches += 1
        for wrong in await recounts.list_wrong_sums(branch_id):
            yield say(SUM, table=wrong.table, key=dict(wrong.key), kept=wrong.kept, counted=wrong.counted)


async def verify_receipts(checked: Checked) -> AsyncIterator[Sentence]:
    """Photos that a receipt promised and that are not held."""
    held = await checks.list_photo_owners()
    for submission, person_id, hashes in await checks.list_receipts():
        checked.submissions += 1
        for sha256 in hashes:
            if (person_id, sha256) not in held:
                yield say(RECEIPT, submission=submission, sha256=sha256)


async def check_score(stored: StoredScore) -> list[Sentence]:
    """What differs when a visit is scored again on the version it is pinned to."""
    checklist = await hashed_checklist(stored.version_id, stored.content_hash)
    visit = ScoredVisit(
        stored.visit_id, stored.checklist_id, stored.content_hash, stored.standard_ids, stored.branch_id,
        stored.auditor_id, stored.day,
    )  # fmt: skip
    try:
        score = score_visit(checklist, stored.answers, stored.attributes)
    except BadInput:
        return [say(UNSCORABLE, visit=stored.visit_id)]
    again = freeze(visit, checklist, score, ANY_TIME)
    return [say(SCORE, visit=stored.visit_id, part=part) for part in differing_parts(stored, again)]


def differing_parts(stored: StoredScore, again: Frozen) -> Iterator[str]:
    """The parts of a frozen score that come out otherwise."""
    result = again.result
    if stored.document != result.document:
        yield "score"
    if (stored.percent_micro, stored.failed, stored.verdict) != (result.percent_micro, result.failed, result.verdict):
        yield "percent"
    if stored.version_hash != result.version_hash:
        yield "checklist version"
    standards = sorted(
        (one.standard_id, one.item, one.state, one.credit_micro, one.is_kept, one.is_exceeded, one.seconds)
        for one in again.standards
    )
    if list(stored.standards) != standards:
        yield "standards"


async def check_photo(sha256: str, blobs: Blobs) -> Sentence | None:
    """What is wrong with a photo's bytes."""
    digest = new_sha256()
    try:
        async for block in blobs.stream(sha256):
            digest.update(block)
    except NotFound:
        return say(PHOTO_GONE, sha256=sha256)
    return None if digest.hexdigest() == sha256 else say(PHOTO_CHANGED, sha256=sha256)
