"""Two auditors, one visit: answered apart, compared item by item, and counted once."""

from __future__ import annotations

from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput, NotFound, NotNow
from audit.services import reviews
from audit.services.agreement_pages import agreement_page, pair_page
from audit.services.corrections import correct_visit
from audit.services.joint_visits import come_along
from audit.services.verification import Checked, verify
from audit.services.visit_pages import visit_page
from audit.store import agreements, joint_visits, notices, sums, visits
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone
from tests.services.test_submissions import send_ops, submit


async def fill(person: int, visit: str, answers: dict[str, object]) -> None:
    phone = Phone(person, visit, device=f"phone-{person}")
    phone.answer({**GOOD_ANSWERS, **answers})
    await send_ops(phone)
    await submit(phone, f"s-{visit}")


async def joined(cast: Cast, name: str = "v-1", kind: str = "joint") -> str:
    """A visit by ann that bob comes along to; the id of bob's side."""
    await plan(cast, name)
    return await come_along(await cast.sight("manager"), name, str(cast.bob.id), kind, NOW)


async def test_one_guest_counts_once_whoever_hands_in_first(cast: Cast, tmp_path: Path) -> None:
    side = await joined(cast)
    await fill(cast.bob.id, side, {"drink": "no"})
    await fill(cast.ann.id, "v-1", {})
    states = [(await visits.get_visit(WHOLE_CHAIN, visit)).status for visit in ("v-1", side)]
    assert states == ["submitted", "beside"]
    found = await sums.list_score_sums(WHOLE_CHAIN, Selection())
    assert [(one.visits, one.auditor_id) for one in found] == [(1, cast.ann.id)]
    assert [one async for one in verify(open_blobs(str(tmp_path / "photos")), Checked())] == []


async def test_both_sides_stand_beside_each_other(cast: Cast) -> None:
    side = await joined(cast, kind="calibration")
    await fill(cast.ann.id, "v-1", {"greet_s": 42})
    manager = await cast.sight("manager")
    waiting = await pair_page(manager, side, "en")
    assert waiting is not None and waiting.items == ()
    await fill(cast.bob.id, side, {"greet_s": 47, "drink": "no", "clean": 4})
    page = await pair_page(manager, "v-1", "en")
    assert page is not None and str(page.sentence) == "Alike on 2 of 4 items."
    assert [(item.text, item.is_alike) for item in page.items] == [
        ("S", True), ("A drink", False), ("Advice", True), ("Clean", False),
    ]  # fmt: skip
    assert (page.pair.first_auditor, page.pair.second_auditor) == ("Ann", "Bob")


async def test_what_is_often_answered_differently_is_listed_for_rewording(cast: Cast) -> None:
    for number in range(6):
        side = await joined(cast, f"v-{number}")
        await fill(cast.ann.id, f"v-{number}", {})
        await fill(cast.bob.id, side, {"drink": "no" if number < 3 else "yes"})
    page = await agreement_page(await cast.sight("owner"), "en")
    assert str(page.sentence) == "Two auditors of one visit answered alike 88 times in 100."
    first, *others = page.items
    assert (first.text, first.alike, first.count, first.is_to_reword) == ("A drink", 3, 6, True)
    assert len(first.visits) == 3 and not any(item.is_to_reword for item in others)
    assert page.chance_corrected is not None and page.alpha is not None and page.agreement is not None
    assert page.agreement.units == 24 and page.agreement.interval is not None
    assert (await agreements.list_agreements())["drink"] == (6, 3)


async def test_nobody_else_sees_them(cast: Cast) -> None:
    await joined(cast)
    for name in ("stranger", "reader"):
        sight = await cast.sight(name)
        assert (await agreement_page(sight, "en")).pairs == ()
        with pytest.raises(NotFound):
            await pair_page(sight, "v-1", "en")
        with pytest.raises(NotFound):
            await come_along(sight, "v-1", str(cast.bob.id), "joint", NOW)


async def test_the_second_auditor_is_told_and_the_other_side_is_never_accepted(cast: Cast) -> None:
    side = await joined(cast)
    await fill(cast.bob.id, side, {})
    with pytest.raises(NotNow):
        await reviews.accept_visit(await cast.sight("manager"), side, "", NOW)
    assert (await joint_visits.find_pair(side)) == (await joint_visits.find_pair("v-1"))
    assert await notices.list_notices(cast.ann.id, 5) == []


async def test_what_makes_no_sense_is_refused(cast: Cast) -> None:
    await plan(cast, "v-1")
    manager = await cast.sight("manager")
    for auditor, kind in ((str(cast.ann.id), "joint"), ("x", "joint"), (str(cast.bob.id), "party")):
        with pytest.raises(BadInput):
            await come_along(manager, "v-1", auditor, kind, NOW)
    await come_along(manager, "v-1", str(cast.bob.id), "joint", NOW)
    with pytest.raises(NotNow):
        await come_along(manager, "v-1", str(cast.bob.id), "joint", NOW)
    await fill(cast.ann.id, "v-1", {})
    assert await pair_page(manager, await plan(cast, "v-9"), "en") is None


async def nothing_is_wrong(tmp_path: Path) -> None:
    assert [one async for one in verify(open_blobs(str(tmp_path / "photos")), Checked())] == []
    found = await sums.list_score_sums(WHOLE_CHAIN, Selection())
    assert [(one.visits, one.auditor_id is not None) for one in found] == [(1, True)]


async def test_the_other_side_goes_back_and_comes_again_without_counting(cast: Cast, tmp_path: Path) -> None:
    side, manager = await joined(cast), await cast.sight("manager")
    await fill(cast.ann.id, "v-1", {})
    await fill(cast.bob.id, side, {"drink": "no"})
    await reviews.return_visit(manager, side, "", NOW, {"drink": "Was there really none?"})
    assert (await visits.get_visit(WHOLE_CHAIN, side)).status == "returned"
    assert len(await notices.list_notices(cast.bob.id, 5)) == 1
    await nothing_is_wrong(tmp_path)
    phone = Phone(cast.bob.id, side, device="phone-again")
    phone.answer({**GOOD_ANSWERS, "drink": "yes"})
    await send_ops(phone)
    await submit(phone, f"again-{side}")
    assert (await visits.get_visit(WHOLE_CHAIN, side)).status == "beside"
    page = await pair_page(manager, side, "en")
    assert page is not None and str(page.sentence) == "Alike on 4 of 4 items."
    await nothing_is_wrong(tmp_path)


async def test_the_other_side_is_put_right_without_counting(cast: Cast, tmp_path: Path) -> None:
    side, manager = await joined(cast), await cast.sight("manager")
    await fill(cast.ann.id, "v-1", {})
    await fill(cast.bob.id, side, {"drink": "no"})
    assert await correct_visit(manager, side, {"drink": "yes"}, "He says so", NOW) == 2
    page = await pair_page(manager, "v-1", "en")
    assert page is not None and str(page.sentence) == "Alike on 4 of 4 items."
    await nothing_is_wrong(tmp_path)


async def test_the_other_side_is_never_rejected_for_it_could_come_back_to_count(cast: Cast) -> None:
    side = await joined(cast)
    await fill(cast.bob.id, side, {})
    with pytest.raises(NotNow):
        await reviews.reject_visit(await cast.sight("manager"), side, "No", NOW)
    page = await visit_page(await cast.sight("manager"), side, "en")
    assert page.review is not None and page.may_correct and not page.may_review
