"""A finished visit arrives: once, completely, and with a receipt."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime

import pytest

from audit.errors import NotFound
from audit.services import reviews, submissions, sync
from audit.services.envelopes import read_ops, read_submission
from audit.services.planning import cancel_visit, reassign_visit
from audit.services.submissions import Missing, Outcome, Received, Reused
from audit.store import photos, results, sums, visits
from audit.store.photos import NewPhoto
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone


async def send_ops(phone: Phone, first: int = 1, last: int | None = None, now: datetime = NOW) -> sync.OpsReceived:
    raw = json.dumps(phone.batch(first, last)).encode()
    return await sync.receive_ops(phone.user, phone.visit, read_ops(raw, phone.user, now), now)


async def submit(phone: Phone, submission: str = "s-1", **changes: object) -> Outcome:
    raw = json.dumps({**phone.submission(), **changes}).encode()
    message = read_submission(raw, phone.user, NOW)
    return await submissions.receive_submission(phone.user, phone.visit, submission, message, NOW)


async def finished(cast: Cast, visit: str = "v-1", auditor: str = "ann", branch: str = "noon") -> Phone:
    """A visit planned, answered and with its ops sent."""
    phone = Phone(getattr(cast, auditor).id, await plan(cast, visit, branch, auditor))
    phone.answer(GOOD_ANSWERS)
    await send_ops(phone)
    return phone


async def score_total() -> int:
    found = await sums.list_score_sums(WHOLE_CHAIN, Selection())
    return sum(one.visits for one in found)


async def test_a_visit_is_scored_and_counts(cast: Cast) -> None:
    phone = await finished(cast)
    outcome = await submit(phone)
    assert isinstance(outcome, Received)
    assert (outcome.is_new, outcome.receipt["status"]) == (True, "accepted")
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.percent_micro, visit.verdict) == ("submitted", 100_000_000, "Good")
    assert visit.visit_date is not None
    found = await sums.list_standard_sums(WHOLE_CHAIN, Selection())
    assert {(one.counted, one.kept) for one in found} == {(1, 1)}
    assert len(found) == 4


async def test_sent_again_it_gets_the_same_receipt_and_counts_once(cast: Cast) -> None:
    phone = await finished(cast)
    first, again = await submit(phone), await submit(phone)
    assert isinstance(first, Received)
    assert again == replace(first, is_new=False)
    assert await score_total() == 1


async def test_the_same_id_for_other_content_is_told(cast: Cast) -> None:
    phone = await finished(cast)
    await submit(phone)
    other = await finished(cast, "v-2")
    assert await submit(other) == Reused()
    phone.act("drink", "answer", "no")
    await send_ops(phone)
    assert await submit(phone) == Reused()


async def test_missing_ops_and_photos_are_named(cast: Cast) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    digest = phone.take_photo("pictures", b"a photo")
    await send_ops(phone, 1, 2)
    assert await submit(phone) == Missing(3, [digest])
    await send_ops(phone, 4, 5)
    assert await submit(phone) == Missing(3, [digest])
    await send_ops(phone, 3, 3)
    await photos.put_photo(NewPhoto(digest, cast.bob.id, 7, "image/jpeg", NOW))
    assert await submit(phone) == Missing(None, [digest])  # another person's photo does not count
    await photos.put_photo(NewPhoto(digest, cast.ann.id, 7, "image/jpeg", NOW))
    outcome = await submit(phone)
    assert isinstance(outcome, Received)
    assert outcome.receipt["photos"] == [digest]
    assert [(one.item, one.sha256) for one in await photos.list_photos(["v-1"])] == [("pictures", digest)]
    assert await visits.get_visit(WHOLE_CHAIN, "v-1")


@pytest.mark.parametrize(
    "answers, reason",
    [
        ({"greet_s": 42}, "incomplete"),
        ({**GOOD_ANSWERS, "clean": 9}, "unfit"),
        ({**GOOD_ANSWERS, "clean": "na"}, "unfit"),
    ],
)
async def test_what_cannot_be_scored_is_kept_as_a_copy(cast: Cast, answers: dict[str, object], reason: str) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(answers)
    await send_ops(phone)
    outcome = await submit(phone)
    assert isinstance(outcome, Received)
    assert (outcome.receipt["status"], outcome.receipt["reason"]) == ("copy", reason)
    assert (await visits.get_visit(WHOLE_CHAIN, "v-1")).status == "started"
    assert await score_total() == 0


async def test_another_digest_or_version_is_kept_as_a_copy(cast: Cast) -> None:
    phone = await finished(cast)
    outcomes = [await submit(phone, "s-1", answers_digest="0" * 64), await submit(phone, "s-2", checklist_version=7)]
    assert [one.receipt["reason"] for one in outcomes if isinstance(one, Received)] == ["digest", "version"]


async def test_the_second_phone_gets_a_copy(cast: Cast) -> None:
    phone = await finished(cast)
    await submit(phone)
    other = Phone(cast.ann.id, "v-1", device="phone-2")
    other.answer({**GOOD_ANSWERS, "drink": "no"})
    assert (await send_ops(other)).is_copy
    outcome = await submit(other, "s-2")
    assert isinstance(outcome, Received)
    assert outcome.receipt["reason"] == "second"
    assert await score_total() == 1


async def test_two_phones_before_submission_are_folded_and_marked(cast: Cast) -> None:
    phone = await finished(cast)
    other = Phone(cast.ann.id, "v-1", device="phone-2")
    other.answer({"drink": "no"})
    await send_ops(other)
    outcome = await submit(phone)
    assert isinstance(outcome, Received)
    assert outcome.receipt["status"] == "accepted"
    documents = await visits.get_documents("v-1")
    assert documents.answers["drink"] == {"value": "no"}
    assert documents.marks["conflicts"] == ["drink"]


async def test_a_visit_taken_away_or_cancelled_is_kept_as_a_copy(cast: Cast) -> None:
    phone = await finished(cast)
    await reassign_visit(await cast.sight("manager"), "v-1", cast.bob.id, NOW)
    outcome = await submit(phone)
    assert isinstance(outcome, Received)
    assert outcome.receipt["reason"] == "reassigned"
    other = await finished(cast, "v-2")
    await cancel_visit(await cast.sight("manager"), "v-2", "closed for works", NOW)
    outcome = await submit(other, "s-2")
    assert isinstance(outcome, Received)
    assert outcome.receipt["reason"] == "cancelled"


async def test_a_stranger_learns_nothing(cast: Cast) -> None:
    await finished(cast)
    for visit in ("v-1", "v-none"):
        phone = Phone(cast.bob.id, visit)
        phone.answer(GOOD_ANSWERS)
        with pytest.raises(NotFound):
            await send_ops(phone)
        with pytest.raises(NotFound):
            await submit(phone)


async def test_a_returned_visit_counts_no_more_until_it_comes_again(cast: Cast) -> None:
    phone = await finished(cast)
    await submit(phone)
    manager = await cast.sight("manager")
    await reviews.return_visit(manager, "v-1", "the drink is not clear", NOW)
    assert await score_total() == 0
    phone.act("drink", "answer", "no")
    assert not (await send_ops(phone)).is_copy
    outcome = await submit(phone, "s-2")
    assert isinstance(outcome, Received)
    assert outcome.receipt["status"] == "accepted"
    result = await results.find_result("v-1")
    assert result is not None
    assert (result.revision, result.percent_micro) == (2, 75_000_000)
    assert await score_total() == 1
    assert await submit(phone, "s-1") == Reused()  # the old id stays what it was


async def test_a_rejected_visit_can_count_again(cast: Cast) -> None:
    await submit(await finished(cast))
    manager = await cast.sight("manager")
    before = await sums.list_standard_sums(manager, Selection())
    await reviews.reject_visit(manager, "v-1", "another salon", NOW)
    assert await sums.list_standard_sums(manager, Selection()) == []
    await reviews.accept_visit(manager, "v-1", "", NOW)
    assert await sums.list_standard_sums(manager, Selection()) == before


async def test_a_manager_of_another_region_decides_nothing(cast: Cast) -> None:
    await submit(await finished(cast, branch="sun"))
    for name in ("manager", "stranger"):
        with pytest.raises(NotFound):
            await reviews.reject_visit(await cast.sight(name), "v-1", "no", NOW)
    assert await score_total() == 1
