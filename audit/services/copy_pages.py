"""Copies at the desk: those that wait for a word, and one beside what counts now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from audit.blobs import Blobs
from audit.checklists.model import Checklist, Item, Text
from audit.errors import N_, BadInput, NotFound, Sentence, say, say_count
from audit.scoring.visits import score_visit
from audit.services.begun_phones import BegunEntry, begun_entries
from audit.services.photo_views import picture_of
from audit.services.sync import must_be_theirs
from audit.services.versions import hashed_checklist
from audit.services.visit_answers import answer_words
from audit.services.visit_pages import DESK_ROLES
from audit.store import copies, intake, visits
from audit.store.copies import CopyRow
from audit.store.selections import COUNTED
from audit.store.sights import NOT_HERE, Sight

MOST_ROWS = 100
TITLE = say(N_("Copies"))
WAITING = (N_("{count} copy waits for your word."), N_("{count} copies wait for your word."))
NOTHING_WAITS = say(N_("No copy waits for your word."))
ONE_COPY = N_("A copy from {sender}, beside what counts now")
ALONE = N_("A copy from {sender}; nothing of this visit counts yet")
REASONS = {
    "second": say(N_("Another phone had handed this visit in before.")),
    "reassigned": say(N_("The visit had been given to somebody else.")),
    "cancelled": say(N_("The visit had been cancelled.")),
    "rejected": say(N_("The visit had been rejected.")),
    "retired": say(N_("The checklist was no longer in use.")),
    "version": say(N_("The phone had another version of the checklist.")),
    "digest": say(N_("What the phone had written down and what arrived were not the same.")),
    "unfit": say(N_("Some answers do not fit the checklist.")),
    "incomplete": say(N_("Answers that the checklist asks for were missing.")),
    "replaced": say(N_("It counted until you let another copy count instead.")),
}
LACKING = (
    N_("{count} answer is missing; it would count without it."),
    N_("{count} answers are missing; it would count without them."),
)


@dataclass(frozen=True, slots=True)
class CopyEntry:
    """One copy in the list."""

    id: str
    branch: str
    time_zone: str
    checklist: str
    sender: str
    received_at: datetime
    reason: Sentence


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What came of one visit in a file: where it was, and what happened, in a sentence."""

    visit: str
    branch: str
    outcome: Sentence
    copy: str = ""


@dataclass(frozen=True, slots=True)
class CopiesPage:
    """Every copy a manager may decide on. `taken` tells of the file that was just handed in.

    `begun` are phones that sent acts of a visit and never finished it.
    """

    sentence: Sentence
    waiting: tuple[CopyEntry, ...]
    set_aside: tuple[CopyEntry, ...]
    begun: tuple[BegunEntry, ...] = ()
    taken: tuple[TakenIn, ...] = ()
    problem: Sentence | None = None
    title: Sentence = TITLE


@dataclass(frozen=True, slots=True)
class Told:
    """What one side says of an item."""

    answer: tuple[Sentence | str, ...]
    comment: str
    photos: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CopyLine:
    """One item on which the copy and what counts differ. `counted` is None where nothing counts."""

    item: str
    counted: Told | None
    copied: Told


@dataclass(frozen=True, slots=True)
class CopyPage:
    """One copy. `same` is how many items say the same; `why_not` says why it cannot count, if it cannot."""

    id: str
    visit: str
    title: Sentence
    branch_code: str
    branch: str
    checklist: str
    sender: str
    receipt: str
    time_zone: str
    received_at: datetime
    reason: Sentence
    is_set_aside: bool
    has_counted: bool
    lines: tuple[CopyLine, ...]
    same: int
    lacking: Sentence | None
    why_not: Sentence | None


async def copies_page(
    sight: Sight, now: datetime, language: str, taken: tuple[TakenIn, ...] = (), problem: Sentence | None = None
) -> CopiesPage:
    """What waits and what was set aside, the newest first."""
    waiting = await copies.list_copies(sight, is_set_aside=False, limit=MOST_ROWS)
    aside = await copies.list_copies(sight, is_set_aside=True, limit=MOST_ROWS)
    total = len(waiting) if len(waiting) < MOST_ROWS else await copies.count_waiting(sight)
    return CopiesPage(
        sentence=say_count(*WAITING, total) if total else NOTHING_WAITS,
        waiting=tuple(entry(row, language) for row in waiting),
        set_aside=tuple(entry(row, language) for row in aside),
        begun=await begun_entries(sight, now, language),
        taken=taken,
        problem=problem,
    )


def entry(row: CopyRow, language: str) -> CopyEntry:
    """A copy in the reader's language."""
    name = Text(tuple(row.checklist_name.items())).in_language(language)
    return CopyEntry(row.id, row.branch, row.time_zone, name, row.sender, row.received_at, REASONS[row.reason])


async def copy_page(sight: Sight, copy_id: str, language: str) -> CopyPage:
    """One copy beside what counts. Raises NotFound when it is not theirs to see."""
    copy = await copies.get_copy(sight, copy_id)
    visit = must_be_theirs(await intake.find_visit(copy.visit_id, copy.person_id))
    checklist = await hashed_checklist(visit.version_id, visit.content_hash)
    has_counted = visit.status in COUNTED
    counted = (await visits.get_documents(copy.visit_id)).answers if has_counted else None
    lacking, why_not = judge(checklist, copy, visit.attributes)
    return CopyPage(
        id=copy.id,
        visit=copy.visit_id,
        title=say(ONE_COPY if has_counted else ALONE, sender=copy.sender),
        branch_code=copy.branch_code,
        branch=copy.branch,
        checklist=checklist.name.in_language(language, checklist.language),
        sender=copy.sender,
        receipt=str(copy.receipt["number"]),
        time_zone=copy.time_zone,
        received_at=copy.received_at,
        reason=REASONS[copy.reason],
        is_set_aside=copy.set_aside_at is not None,
        has_counted=has_counted,
        lines=tuple(each_line(checklist, counted, copy.answers, language)),
        same=sum(1 for key, answer in copy.answers.items() if counted is not None and counted.get(key) == answer),
        lacking=lacking,
        why_not=why_not,
    )


def judge(
    checklist: Checklist, copy: CopyRow, attributes: Mapping[str, str]
) -> tuple[Sentence | None, Sentence | None]:
    """What a copy lacks, and why it cannot count at all; None where there is nothing to say."""
    try:
        score = score_visit(checklist, copy.answers, attributes)
    except BadInput as error:
        return None, error.sentence
    return (say_count(*LACKING, len(score.missing)) if score.missing else None), None


def each_line(
    checklist: Checklist, counted: Mapping[str, Any] | None, copied: Mapping[str, Any], language: str
) -> list[CopyLine]:
    """The items to look at: those that differ, or, where nothing counts, all that are answered."""
    lines = []
    for item in checklist.items():
        before, now = (counted or {}).get(item.key, {}), copied.get(item.key, {})
        if before == now:
            continue
        beside = None if counted is None else told(item, checklist, before, language)
        text = item.text.in_language(language, checklist.language)
        lines.append(CopyLine(text, beside, told(item, checklist, now, language)))
    return lines


def told(item: Item, checklist: Checklist, answer: Mapping[str, Any], language: str) -> Told:
    """One side in words."""
    value, photos = answer.get("value"), tuple(map(str, answer.get("photos", ())))
    if item.kind == "signature" and value:
        value, photos = None, (str(value), *photos)
    words = answer_words(item, checklist, value, "", language) if value or not photos else ()
    return Told(words, str(answer.get("comment", "")), photos)


async def picture_of_copy(sight: Sight, copy_id: str, sha256: str, size: str, blobs: Blobs) -> bytes:
    """A photo that a copy shows: nobody but its sender could see it yet. Raises NotFound."""
    if sight.role not in DESK_ROLES:
        raise NotFound(say(NOT_HERE))
    copy = await copies.get_copy(sight, copy_id)
    if not any(sha256 in (answer.get("value"), *answer.get("photos", ())) for answer in copy.answers.values()):
        raise NotFound(say(NOT_HERE))
    sender = Sight(copy.person_id, "auditor", frozenset(), is_franchise=False)
    return await picture_of(sender, sha256, size, blobs)
