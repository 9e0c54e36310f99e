"""What a phone sent and did not count is never lost: a manager lets it count instead, or sets it aside."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from audit.errors import BadInput, NotFound, NotNow
from audit.services import copies, reviews, submissions, sync
from audit.services.envelopes import read_ops, read_submission
from audit.services.planning import cancel_visit, reassign_visit
from audit.services.submissions import Received
from audit.services.verification import Checked, verify_receipts, verify_rules, verify_scores, verify_sums
from audit.store import copies as copy_store
from audit.store import log, photos, results, sums, visits
from audit.store.photos import NewPhoto
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone

LATER = NOW + timedelta(minutes=5)
BROKEN = {**GOOD_ANSWERS, "drink": "no"}


async def hand_in(phone: Phone, submission: str, status: str, minutes: int = 0) -> None:
    """Ops, then the submission; `minutes` after the first."""
    now = NOW + timedelta(minutes=minutes)
    await sync.receive_ops(phone.user, phone.visit, read_ops(json.dumps(phone.batch()).encode(), phone.user, now), now)
    message = read_submission(json.dumps(phone.submission()).encode(), phone.user, now)
    outcome = await submissions.receive_submission(phone.user, phone.visit, submission, message, now)
    assert isinstance(outcome, Received) and outcome.receipt["status"] == status, outcome


async def two_phones(cast: Cast, answers: dict[str, object]) -> None:
    """v-1 handed in twice by ann: s-1 counts, s-2 from her second phone is a copy."""
    first = Phone(cast.ann.id, await plan(cast, "v-1"))
    first.answer(GOOD_ANSWERS)
    await hand_in(first, "s-1", "accepted")
    second = Phone(cast.ann.id, "v-1", device="phone-2")
    second.answer(answers)
    await hand_in(second, "s-2", "copy", minutes=1)


async def kept_sums() -> list[tuple[int, int, int]]:
    found = await sums.list_standard_sums(WHOLE_CHAIN, Selection())
    return sorted((one.standard_id, one.counted, one.kept) for one in found)


async def everything_adds_up() -> None:
    checked = Checked()
    for part in (verify_scores(checked), verify_rules(), verify_sums(checked), verify_receipts(checked)):
        assert [str(sentence) async for sentence in part] == []
    assert checked.visits > 0


async def waiting(cast: Cast, name: str = "manager") -> list[str]:
    return [one.id for one in await copy_store.list_copies(await cast.sight(name), is_set_aside=False, limit=9)]


async def aside(cast: Cast) -> list[str]:
    return [one.id for one in await copy_store.list_copies(await cast.sight("owner"), is_set_aside=True, limit=9)]


async def test_a_copy_that_counts_replaces_the_score_and_the_sums(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    manager = await cast.sight("manager")
    await reviews.accept_visit(manager, "v-1", "", NOW)
    assert await copies.let_count(manager, "s-2", LATER) == "v-1"
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.percent_micro) == ("submitted", 75_000_000)
    result = await results.find_result("v-1")
    assert result is not None and result.revision == 2
    assert sum(kept for _, _, kept in await kept_sums()) == 3
    assert (await waiting(cast), await aside(cast)) == ([], ["s-1"])
    await everything_adds_up()


async def test_what_counted_before_can_be_brought_back(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    manager = await cast.sight("manager")
    before = await kept_sums()
    await copies.let_count(manager, "s-2", LATER)
    await copies.let_count(manager, "s-1", LATER)
    assert await kept_sums() == before
    assert await aside(cast) == ["s-2"]
    await everything_adds_up()


async def test_setting_aside_changes_nothing_that_counts(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    before = await kept_sums()
    await copies.set_aside(await cast.sight("manager"), "s-2", LATER)
    assert (await kept_sums(), await waiting(cast), await aside(cast)) == (before, [], ["s-2"])
    verbs = [entry.verb for entry in await log.list_entries("visit", "v-1")]
    assert verbs[-1] == "set_aside_copy"
    await everything_adds_up()


async def test_each_decision_is_taken_once(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    manager = await cast.sight("manager")
    await copies.set_aside(manager, "s-2", LATER)
    with pytest.raises(NotNow):
        await copies.set_aside(manager, "s-2", LATER)
    await copies.let_count(manager, "s-2", LATER)
    for decide in (copies.let_count, copies.set_aside):
        with pytest.raises(NotFound):
            await decide(manager, "s-2", LATER)


async def test_the_phone_that_sends_its_copy_again_gets_the_receipt_it_had(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    await copies.let_count(await cast.sight("manager"), "s-2", LATER)
    second = Phone(cast.ann.id, "v-1", device="phone-2")
    second.answer(BROKEN)
    await hand_in(second, "s-2", "copy", minutes=9)
    assert (await visits.get_visit(WHOLE_CHAIN, "v-1")).percent_micro == 75_000_000


async def test_a_copy_of_whoever_had_the_visit_before_makes_it_theirs_again(cast: Cast) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    digest = phone.take_photo("pictures", b"a photo")
    await photos.put_photo(NewPhoto(digest, cast.ann.id, 7, "image/jpeg", NOW))
    manager = await cast.sight("manager")
    await reassign_visit(manager, "v-1", cast.bob.id, NOW)
    await hand_in(phone, "s-1", "copy")
    await copies.let_count(manager, "s-1", LATER)
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.auditor_id) == ("submitted", cast.ann.id)
    assert [(one.item, one.sha256) for one in await photos.list_photos(["v-1"])] == [("pictures", digest)]
    other = Phone(cast.bob.id, "v-1", device="bobs")
    other.answer(BROKEN)
    await hand_in(other, "s-bob", "copy", minutes=9)  # bob's own work is a copy now, not refused
    await everything_adds_up()


async def test_a_copy_of_a_cancelled_visit_counts_after_all(cast: Cast) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    manager = await cast.sight("manager")
    await cancel_visit(manager, "v-1", "closed", NOW)
    await hand_in(phone, "s-1", "copy")
    await copies.let_count(manager, "s-1", LATER)
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, str(visit.visit_date)) == ("submitted", "2026-11-23")
    await everything_adds_up()


async def test_what_cannot_be_scored_cannot_count(cast: Cast) -> None:
    await two_phones(cast, {**GOOD_ANSWERS, "clean": 9})
    with pytest.raises(BadInput):
        await copies.let_count(await cast.sight("manager"), "s-2", LATER)
    assert (await visits.get_visit(WHOLE_CHAIN, "v-1")).percent_micro == 100_000_000
    await everything_adds_up()


async def test_ops_that_came_after_the_copy_are_no_part_of_it(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    third = Phone(cast.ann.id, "v-1", device="phone-3")
    third.act(None, "note", {"text": "Seen much later."})
    later = NOW + timedelta(hours=1)
    await sync.receive_ops(third.user, "v-1", read_ops(json.dumps(third.batch()).encode(), third.user, later), later)
    await copies.let_count(await cast.sight("manager"), "s-2", later)
    assert (await visits.get_documents("v-1")).marks["notes"] == []


async def test_a_manager_of_another_region_sees_and_decides_nothing(cast: Cast) -> None:
    await two_phones(cast, BROKEN)
    assert await waiting(cast, "stranger") == []
    for decide in (copies.let_count, copies.set_aside):
        with pytest.raises(NotFound):
            await decide(await cast.sight("stranger"), "s-2", LATER)
