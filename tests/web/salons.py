"""The cast's chain with visits on it, filled in as phones do it: what the tests of pages look at.

| visit | branch | auditor | state |
|---|---|---|---|
| `noon-1` | noon | ann | accepted, with a photo (PHOTO_NOON) |
| `noon-2` | noon | bob | handed in, to review, with a photo (PHOTO_BOB) |
| `sun-1` | sun | ann | handed in, with a photo (PHOTO_SUN) and a broken standard |
| `sun-back` | sun | bob | sent back |
| `plan-ann`, `plan-bob` | nest | ann, bob | planned |

Action 1 is at noon, action 2 at sun, each with a step. Appeal 1 is against `drink` of noon-1.

Background work was asked for and cancelled: `job-owner`, `job-manager`, and the packs `pack-owner`, `pack-manager`.
Report 1 is about noon and was shared by the manager, report 2 about sun by the owner; their links have expired.
The owner has chosen a checklist file, upload 1.
Rounds 1 and 2 are the owner's and the manager's. The checklist has a quiz, which ann and bob have passed.
Second phones sent `copy-noon` of noon-1 (with PHOTO_COPY) and `copy-sun` of sun-1: nobody has decided on them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from hashlib import sha256
from pathlib import Path

from audit.blobs import Blobs, open_blobs
from audit.services import actions, photo_intake, reviews, rounds, submissions, sync
from audit.services.actions import Draft
from audit.services.envelopes import read_ops, read_submission
from audit.services.passwords import HASHER, token_hash
from audit.services.report_look_pages import set_logo
from audit.services.rounds import RoundForm
from audit.services.submissions import Received
from audit.store import checklist_uploads, checklists, jobs, people, quizzes, shared_reports, voices
from audit.store.connections import open_store
from audit.store.jobs import NewJob
from audit.store.shared_reports import NewShare
from tests.cast import GOOD_ANSWERS, NOW, Cast, make_cast, plan
from tests.imaging.pictures import noise, saved
from tests.phones import Phone

PASSWORD = "rain on a tin roof"
NOON_JPEG, SUN_JPEG, BOB_JPEG, COPY_JPEG = (saved(noise(64, 48, seed)) for seed in (1, 2, 3, 4))
PHOTO_NOON, PHOTO_SUN, PHOTO_BOB, PHOTO_COPY = (
    sha256(data).hexdigest() for data in (NOON_JPEG, SUN_JPEG, BOB_JPEG, COPY_JPEG)
)
BROKEN_ANSWERS = {**GOOD_ANSWERS, "drink": "no", "clean": 3}
PDF = b"%PDF-1.7 a frozen report"
VISITS = ("noon-1", "noon-2", "sun-1", "sun-back", "plan-ann", "plan-bob")


async def fill_salon(url: str, photos: Path) -> None:
    """The chain in a migrated, empty database, its photos in a folder."""
    blobs = open_blobs(str(photos))
    async with open_store(url):
        cast = await make_cast()
        for name in ("owner", "manager", "reader", "ann", "bob", "stranger"):
            await people.put_password_hash(getattr(cast, name).id, HASHER.hash(PASSWORD))
        await hand_in(cast, blobs, "noon-1", "noon", "ann", NOON_JPEG)
        await hand_in(cast, blobs, "noon-2", "noon", "bob", BOB_JPEG)
        await hand_in(cast, blobs, "sun-1", "sun", "ann", SUN_JPEG)
        await hand_in(cast, blobs, "sun-back", "sun", "bob")
        owner = await cast.sight("owner")
        await reviews.accept_visit(owner, "noon-1", "", NOW)
        await reviews.return_visit(owner, "sun-back", "Which drink was it?", NOW)
        await send_copy(cast, blobs, "noon-1", "copy-noon", COPY_JPEG)
        await send_copy(cast, blobs, "sun-1", "copy-sun")
        version = await checklists.get_version("salon-visit")
        await checklist_uploads.put_upload(cast.owner.id, "visit.json", {**version.document, "name": "Other"}, {}, NOW)
        await voices.add_appeal("noon-1", "drink", cast.owner.id, "It was offered", NOW)
        for branch in ("noon", "sun"):
            draft = Draft(branch, f"Wash the windows of {branch}", due="2026-12-01", steps="Buy soap")
            await actions.open_action(owner, draft, NOW)
        await plan(cast, "plan-ann", "nest", "ann")
        await plan(cast, "plan-bob", "nest", "bob")
        checklist = await checklists.find_checklist("salon-visit")
        assert checklist is not None
        await quizzes.put_quiz(
            checklist.id, [{"question": "Who are you?", "options": ["A guest", "Me"], "right": 0}], NOW
        )
        for name in ("ann", "bob"):
            await quizzes.put_pass(getattr(cast, name).id, checklist.id, NOW)
        for name in ("owner", "manager"):
            form = RoundForm(f"Round of {name}", ("salon-visit",), first_on="2027-01-01", region="North")
            await rounds.add_round(await cast.sight(name), form, NOW)
            await jobs.put_job(NewJob(f"job-{name}", "count", {}, NOW, getattr(cast, name).id), NOW)
            await jobs.put_job(
                NewJob(f"pack-{name}", "report pack", {}, NOW, getattr(cast, name).id, "2026-07-01 – 2026-09-30"), NOW
            )
            for kind in ("job", "pack"):
                await jobs.put_job_state(f"{kind}-{name}", "cancelled", ("waiting",))
        await set_logo(NOON_JPEG, blobs, NOW, cast.owner.id)
        for name, branch in (("manager", "noon"), ("owner", "sun")):
            await keep_report(getattr(cast, name).id, branch, blobs)


async def keep_report(person_id: int, branch: str, blobs: Blobs) -> None:
    """A report as sharing keeps it; what it was printed from does not matter here."""
    digest = sha256(PDF).hexdigest()
    await blobs.put(digest, in_one_piece(PDF))
    document = {"title": f"{branch}: branch report", "sentence": f"About {branch}.", "detail": "", "lists": [],
                "since": "", "until": "", "visits": 1}  # fmt: skip
    hashed = token_hash(f"salon-{branch}")
    new = NewShare(hashed, "branch", branch, 1, "en", "", 1, document, digest, NOW, person_id, NOW)
    await shared_reports.add_share(new)


async def hand_in(cast: Cast, blobs: Blobs, visit: str, branch: str, auditor: str, picture: bytes = b"") -> None:
    """A visit answered on a phone and submitted, with a photo where one is given."""
    phone = Phone(getattr(cast, auditor).id, await plan(cast, visit, branch, auditor))
    phone.answer(BROKEN_ANSWERS if branch == "sun" else GOOD_ANSWERS)
    await send(phone, blobs, f"submission-{visit}", "accepted", picture)


async def send_copy(cast: Cast, blobs: Blobs, visit: str, submission: str, picture: bytes = b"") -> None:
    """The same visit once more, from ann's second phone, with another answer."""
    phone = Phone(cast.ann.id, visit, device="phone-2")
    phone.answer({**GOOD_ANSWERS, "drink": "no", "clean": 2})
    await send(phone, blobs, submission, "copy", picture)


async def send(phone: Phone, blobs: Blobs, submission: str, status: str, picture: bytes) -> None:
    """Photo, ops and submission, as phones send them."""
    if picture:
        digest = phone.take_photo("drink", picture)
        await photo_intake.receive_photo(phone.user, digest, in_one_piece(picture), "image/jpeg", blobs, NOW)
        await photo_intake.inspect_waiting(blobs, NOW)
    raw = json.dumps(phone.batch()).encode()
    await sync.receive_ops(phone.user, phone.visit, read_ops(raw, phone.user, NOW), NOW)
    message = read_submission(json.dumps(phone.submission()).encode(), phone.user, NOW)
    outcome = await submissions.receive_submission(phone.user, phone.visit, submission, message, NOW)
    assert isinstance(outcome, Received) and outcome.receipt["status"] == status, outcome


async def in_one_piece(data: bytes) -> AsyncIterator[bytes]:
    yield data
