"""A file that an auditor saved on a phone that cannot send: a manager hands it in, as if the phone had sent it.

Everything keeps the ids the phone gave it, so the same file twice, or the phone itself later, changes nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from audit.blobs import Blobs
from audit.errors import N_, BadInput, NotAllowed, NotFound, say, say_count
from audit.services.copy_pages import TakenIn
from audit.services.envelopes import (
    IDENTIFIER,
    MOST_OPS,
    OpsMessage,
    SubmissionMessage,
    read_device,
    read_json,
    read_submission,
)
from audit.services.photo_intake import receive_photo
from audit.services.submissions import Missing, Received, receive_submission
from audit.services.sync import must_be_theirs, receive_ops
from audit.store import intake, log, visits
from audit.store.sights import Sight

FORMAT = "audit-copy-1"
MOST_VISITS = 200
LONGEST_USER = 16
NOT_A_COPY = N_("This is no copy saved by a phone. Ask the auditor to tap “Save a copy” and send you that file.")
NOT_YOURS = N_("The file holds a visit that is not yours to see. Nothing of it was taken in.")
ACCEPTED = N_("Handed in, receipt {number}.")
COPIED = N_("Kept as a copy, receipt {number}: it waits for your word.")
LACKING = N_("Not complete: the file lacks something that the phone still has. What it held is kept.")
REUSED = N_("Something else was handed in under this number before. What the file held is kept.")
UNFINISHED = (
    N_("Not finished on the phone: {count} act is kept, and the auditor goes on from there."),
    N_("Not finished on the phone: {count} acts are kept, and the auditor goes on from there."),
)


@dataclass(frozen=True, slots=True)
class SavedVisit:
    """One visit of a file. `photos` as (hash, media type, bytes), only those whose bytes are whole."""

    id: str
    ops: Sequence[object]
    photos: Sequence[tuple[str, str, bytes]]
    submission_id: str
    submission: SubmissionMessage | None


@dataclass(frozen=True, slots=True)
class SavedCopy:
    """A file: whose it is, from which phone, and its visits."""

    person_id: int
    device: str
    visits: Sequence[SavedVisit]


async def take_in(sight: Sight, copy: SavedCopy, blobs: Blobs, now: datetime) -> tuple[TakenIn, ...]:
    """Keep everything a file holds. Raises BadInput, and has changed nothing, when a visit is not theirs to see."""
    branches = [await branch_of(sight, visit.id, copy.person_id) for visit in copy.visits]
    pairs = zip(copy.visits, branches, strict=True)
    return tuple([await take_in_visit(sight, copy, visit, branch, blobs, now) for visit, branch in pairs])


async def branch_of(sight: Sight, visit_id: str, person_id: int) -> str:
    """The branch of a visit that the manager may see and the auditor was sent to."""
    try:
        row = await visits.get_visit(sight, visit_id)
        must_be_theirs(await intake.find_visit(visit_id, person_id))
    except NotFound as error:
        raise BadInput(say(NOT_YOURS)) from error
    return row.branch


async def take_in_visit(
    sight: Sight, copy: SavedCopy, visit: SavedVisit, branch: str, blobs: Blobs, now: datetime
) -> TakenIn:
    """One visit, through the same doors as the phone's own."""
    for name, media_type, data in visit.photos:
        await receive_photo(copy.person_id, name, in_one_piece(data), media_type, blobs, now)
    for start in range(0, len(visit.ops), MOST_OPS):
        batch = list(visit.ops[start : start + MOST_OPS])
        await receive_ops(copy.person_id, visit.id, OpsMessage(copy.device, batch, "", None), now)
    detail = {"device": copy.device, "ops": len(visit.ops), "photos": len(visit.photos)}
    await log.add_entry(sight.person_id or None, "took_in_copy", "visit", visit.id, detail, now)
    if visit.submission is None:
        return TakenIn(visit.id, branch, say_count(*UNFINISHED, len(visit.ops)))
    outcome = await receive_submission(copy.person_id, visit.id, visit.submission_id, visit.submission, now)
    if isinstance(outcome, Received):
        is_copy = outcome.receipt["status"] == "copy"
        said = say(COPIED if is_copy else ACCEPTED, number=outcome.receipt["number"])
        return TakenIn(visit.id, branch, said, outcome.submission if is_copy else "")
    return TakenIn(visit.id, branch, say(LACKING if isinstance(outcome, Missing) else REUSED))


def read_copy(raw: bytes, now: datetime) -> SavedCopy:
    """A file as the phone wrote it. Raises BadInput with one sentence for anything else."""
    try:
        document = read_json(raw)
        saved, user = document["visits"], str(document["user"])
        is_ours = document["format"] == FORMAT and user.isascii() and user.isdigit() and len(user) < LONGEST_USER
        if not (is_ours and isinstance(saved, list) and 0 < len(saved) <= MOST_VISITS):
            raise BadInput(say(NOT_A_COPY))
        person_id = int(user)
        return SavedCopy(person_id, read_device(document), [read_visit(visit, person_id, now) for visit in saved])
    except (BadInput, NotAllowed, KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadInput(say(NOT_A_COPY)) from error


def read_visit(saved: Mapping[str, Any], person_id: int, now: datetime) -> SavedVisit:
    """One visit of a file."""
    submission, message = saved.get("submission"), None
    if submission is not None:
        message = read_submission(json.dumps(submission).encode(), person_id, now)
    photos = [(photo["sha256"], photo["type"], base64.b64decode(photo["base64"])) for photo in saved["photos"]]
    return SavedVisit(
        id=checked_id(saved["id"]),
        ops=list(saved["ops"]),
        photos=[(name, str(kind), data) for name, kind, data in photos if sha256(data).hexdigest() == name],
        submission_id="" if submission is None else checked_id(submission["id"]),
        submission=message,
    )


def checked_id(value: object) -> str:
    """An id as phones make them."""
    if not isinstance(value, str) or not IDENTIFIER.fullmatch(value):
        raise BadInput(say(NOT_A_COPY))
    return value


async def in_one_piece(data: bytes) -> AsyncIterator[bytes]:
    """A photo as it would arrive."""
    yield data
