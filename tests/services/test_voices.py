"""The branch's voice: comments, appeals in time, decisions with reasons and with corrections."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput, NotFound, NotNow
from audit.services import reviews, voices
from audit.services.verification import Checked, verify
from audit.store import log, notices, visits
from audit.store import voices as store
from audit.store.sights import WHOLE_CHAIN
from tests.cast import NOW, Cast
from tests.services.test_submissions import finished, submit

REASON = "The drink was offered at the till"


@pytest.fixture
async def accepted(cast: Cast) -> Cast:
    """A visit `v-1` at sun, accepted now."""
    await submit(await finished(cast, branch="sun"))
    await reviews.accept_visit(await cast.sight("owner"), "v-1", "", NOW)
    return cast


async def appeal(cast: Cast, item: str = "drink", now: datetime = NOW, reason: str = REASON) -> store.AppealRow:
    await voices.appeal(await cast.sight("reader"), "v-1", item, reason, now)
    return (await store.list_appeals(["v-1"]))[-1]


async def test_an_appeal_is_made_once_for_an_item(accepted: Cast) -> None:
    row = await appeal(accepted)
    assert (row.item, row.by, row.reason, row.status, row.branch) == ("drink", "Reader", REASON, "open", "Sun")
    with pytest.raises(NotNow):
        await appeal(accepted)
    await appeal(accepted, "clean")
    assert [one.item for one in await store.list_open_appeals(WHOLE_CHAIN)] == ["drink", "clean"]


@pytest.mark.parametrize("days,is_taken", [(13, True), (14, False)])
async def test_only_within_the_time_a_branch_has(accepted: Cast, days: int, *, is_taken: bool) -> None:
    now = NOW + timedelta(days=days)
    if is_taken:
        assert (await appeal(accepted, now=now)).status == "open"
    else:
        with pytest.raises(NotNow, match="14 days"):
            await appeal(accepted, now=now)


async def test_the_time_is_the_owners_to_set(accepted: Cast) -> None:
    owner = await accepted.sight("owner")
    await voices.set_appeal_days(owner, "30", NOW)
    assert (await appeal(accepted, now=NOW + timedelta(days=29))).status == "open"
    await voices.set_appeal_days(owner, "0", NOW)
    with pytest.raises(NotNow):
        await appeal(accepted, "clean")
    for days in ("", "-1", "366", "1e1", "٣"):
        with pytest.raises(BadInput):
            await voices.set_appeal_days(owner, days, NOW)


async def test_before_a_visit_is_accepted_nothing_can_be_appealed(cast: Cast) -> None:
    await submit(await finished(cast, branch="sun"))
    with pytest.raises(NotNow, match="once the visit is accepted"):
        await appeal(cast)


@pytest.mark.parametrize("item,reason", [("drink", " "), ("drink", "x" * 2001), ("nothing", REASON), ("pictures", "x")])
async def test_what_cannot_be_appealed_is_refused(accepted: Cast, item: str, reason: str) -> None:
    with pytest.raises(BadInput):
        await appeal(accepted, item, reason=reason)
    assert await store.list_appeals(["v-1"]) == []


async def test_granting_with_another_answer_scores_the_visit_anew(accepted: Cast, tmp_path: Path) -> None:
    row = await appeal(accepted)
    owner = await accepted.sight("owner")
    assert await voices.decide(owner, row.id, {"drink": "na", "clean": 1}, "Right", NOW, is_granted=True) == "v-1"
    (decided,) = await store.list_appeals(["v-1"])
    assert (decided.status, decided.decision, decided.decided_by, decided.revision) == ("granted", "Right", "Owner", 2)
    visit = await visits.get_visit(WHOLE_CHAIN, "v-1")
    assert (visit.status, visit.percent_micro) == ("accepted", 100_000_000)
    documents = await visits.get_documents("v-1")
    assert (documents.answers["drink"], documents.answers["clean"]) == ({"value": "na"}, {"value": 5})
    assert [one async for one in verify(open_blobs(str(tmp_path / "photos")), Checked())] == []


@pytest.mark.parametrize("is_granted", [True, False])
async def test_decided_once_with_a_reason_and_both_are_told(accepted: Cast, *, is_granted: bool) -> None:
    row, owner = await appeal(accepted), await accepted.sight("owner")
    with pytest.raises(BadInput):
        await voices.decide(owner, row.id, {}, " ", NOW, is_granted=is_granted)
    await voices.decide(owner, row.id, {"drink": "yes"}, "We looked at the photo", NOW, is_granted=is_granted)
    with pytest.raises(NotNow):
        await voices.decide(owner, row.id, {}, "Again", NOW, is_granted=not is_granted)
    (decided,) = await store.list_branch_appeals(await accepted.sight("reader"), accepted.branches["sun"])
    assert (decided.status, decided.revision) == ("granted" if is_granted else "declined", None)
    verbs = [entry.verb for entry in await log.list_entries("visit", "v-1")][-2:]
    assert verbs == ["appealed", f"{decided.status}_appeal"]
    assert [one.kind for one in await notices.list_notices(accepted.reader.id, 10)] == ["appeal decided"]


async def test_others_neither_appeal_nor_decide_nor_comment(accepted: Cast) -> None:
    row = await appeal(accepted)
    for name in ("manager", "stranger"):
        sight = await accepted.sight(name)
        with pytest.raises(NotFound):
            await voices.decide(sight, row.id, {}, "No", NOW, is_granted=False)
        with pytest.raises(NotFound):
            await voices.comment(sight, "v-1", "Hello", NOW)
        assert await store.list_open_appeals(sight) == []


async def test_a_comment_is_read_by_everybody_who_reads_the_visit(accepted: Cast) -> None:
    await voices.comment(await accepted.sight("reader"), "v-1", " We had a power cut ", NOW)
    await voices.comment(await accepted.sight("owner"), "v-1", "Thank you", NOW)
    said = [(one.by, one.text) for one in await store.list_comments("v-1")]
    assert said == [("Reader", "We had a power cut"), ("Owner", "Thank you")]
    for text in ("", "x" * 2001):
        with pytest.raises(BadInput):
            await voices.comment(await accepted.sight("reader"), "v-1", text, NOW)


async def test_a_visit_that_went_back_is_not_the_branchs_to_speak_of(accepted: Cast) -> None:
    await reviews.return_visit(await accepted.sight("owner"), "v-1", "Look again", NOW)
    with pytest.raises(NotFound):
        await voices.comment(await accepted.sight("reader"), "v-1", "Hello", NOW)
