"""What a second phone sent of a visit and never finished is told to those who review it, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from audit.errors import NotFound
from audit.services.begun_phones import BegunView, begun_entries, begun_of
from audit.services.copy_pages import copies_page
from audit.services.planning import reassign_visit
from audit.services.visit_pages import visit_page
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone
from tests.services.test_copies import hand_in
from tests.services.test_submissions import send_ops


def told(views: tuple[BegunView, ...]) -> list[tuple[str, str, str]]:
    return [(view.sender, str(view.acts), str(view.late or "")) for view in views]


async def finished(cast: Cast, visit: str = "v-1", branch: str = "noon") -> None:
    phone = Phone(cast.ann.id, await plan(cast, visit, branch))
    phone.answer(GOOD_ANSWERS)
    await hand_in(phone, f"s-{visit}", "accepted")


async def begin(cast: Cast, visit: str = "v-1", *, minutes: int = 5, device: str = "phone-2") -> Phone:
    phone = Phone(cast.ann.id, visit, device=device)
    phone.answer({"drink": "no", "clean": 2})
    await send_ops(phone, now=NOW + timedelta(minutes=minutes))
    return phone


async def test_acts_after_the_visit_was_handed_in_are_counted_and_told_as_left_out(cast: Cast) -> None:
    await finished(cast)
    await begin(cast)
    late = "2 came after the visit was handed in and are not in it."
    page = await visit_page(await cast.sight("manager"), "v-1", "en")
    assert told(page.begun) == [("Ann", "2 acts", late)]
    [entry] = (await copies_page(await cast.sight("manager"), NOW, "en")).begun
    assert (entry.visit, entry.branch, entry.checklist, told((entry.phone,))) == (
        "v-1", "Noon", "Salon visit", told(page.begun)
    )  # fmt: skip


async def test_acts_before_it_are_in_its_answers(cast: Cast) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    await send_ops(phone)
    await begin(cast, minutes=-1)
    await hand_in(phone, "s-1", "accepted")
    assert told(await begun_of("v-1")) == [("Ann", "2 acts", "")]


async def test_the_last_act_is_told_by_the_phone_s_clock_put_right(cast: Cast) -> None:
    await finished(cast)
    phone = Phone(cast.ann.id, "v-1", device="phone-2", clock=NOW + timedelta(hours=3))
    phone.answer({"drink": "no"})
    phone.clock += timedelta(minutes=2)  # sent two minutes after the act, three hours fast
    await send_ops(phone, now=NOW + timedelta(minutes=10))
    [view] = await begun_of("v-1")
    assert view.last_at == NOW + timedelta(minutes=8)


async def test_a_visit_that_one_phone_is_making_has_no_other(cast: Cast) -> None:
    await plan(cast, "v-1")
    await begin(cast, device="phone-1")
    assert await begun_of("v-1") == () and await begun_entries(await cast.sight("owner"), NOW, "en") == ()
    await begin(cast, device="phone-2", minutes=9)
    assert told(await begun_of("v-1")) == [("Ann", "2 acts", "")]
    assert len(await begun_entries(await cast.sight("owner"), NOW, "en")) == 1


async def test_a_phone_that_handed_in_a_copy_has_finished(cast: Cast) -> None:
    await finished(cast)
    phone = await begin(cast)
    await hand_in(phone, "s-2", "copy", minutes=6)
    assert await begun_of("v-1") == () and await begun_entries(await cast.sight("owner"), NOW, "en") == ()


async def test_who_had_the_visit_before_has_begun_it_too(cast: Cast) -> None:
    await plan(cast, "v-1")
    await begin(cast)
    await reassign_visit(await cast.sight("manager"), "v-1", cast.bob.id, NOW)
    assert told(await begun_of("v-1")) == [("Ann", "2 acts", "")]


async def test_nobody_hears_of_branches_that_are_not_theirs(cast: Cast) -> None:
    await finished(cast, branch="sun")
    await begin(cast)
    for name, known in (("owner", 1), ("manager", 0), ("stranger", 0)):
        assert len(await begun_entries(await cast.sight(name), NOW, "en")) == known
    assert (await visit_page(await cast.sight("reader"), "v-1", "en")).begun == ()
    with pytest.raises(NotFound):
        await visit_page(await cast.sight("manager"), "v-1", "en")


async def test_the_list_forgets_visits_of_more_than_a_month_ago(cast: Cast) -> None:
    await finished(cast)
    await begin(cast)
    assert len(await begun_entries(await cast.sight("owner"), NOW + timedelta(days=29), "en")) == 1
    assert await begun_entries(await cast.sight("owner"), NOW + timedelta(days=32), "en") == ()
    assert len(await begun_of("v-1")) == 1
