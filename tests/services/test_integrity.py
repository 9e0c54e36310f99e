"""What a reviewer is told of a visit that waits, gathered from what phones sent and from earlier visits."""

from __future__ import annotations

from datetime import timedelta

from audit.services.integrity import place_of, trace_of
from audit.services.visit_pages import visit_page
from audit.store import chains, photos
from audit.store.chains import NewBranch
from audit.store.photos import Inspection, NewPhoto
from tests.cast import GOOD_ANSWERS, NOW, Cast, plan
from tests.phones import Phone
from tests.services.test_submissions import send_ops, submit

FAR = {"lat": 52.0, "lon": 5.0, "accuracy": 10}
WORDS = "Nobody offered me anything to drink at all"


async def told(cast: Cast, visit: str, person: str = "manager") -> list[str]:
    page = await visit_page(await cast.sight(person), visit, "en")
    return [str(note.sentence) for note in page.notes]


async def hand_in(cast: Cast, visit: str, *, comment: str = "", photo: bytes = b"", far: bool = False) -> None:
    phone = Phone(cast.ann.id, await plan(cast, visit))
    phone.act(None, "arrive", None)
    if far:
        phone.act(None, "place", FAR)
    phone.answer({**GOOD_ANSWERS, "drink": "no"})
    if comment:
        phone.act("drink", "comment", comment)
    if photo:
        digest = phone.take_photo("pictures", photo)
        await photos.put_photo(NewPhoto(digest, phone.user, len(photo), "image/jpeg", NOW))
    phone.act(None, "leave", None)
    await send_ops(phone)
    await submit(phone, f"s-{visit}")


async def place_noon(cast: Cast) -> None:
    await chains.put_branches([NewBranch("noon", "Noon", latitude=53.2, longitude=6.57, region_id=None)])


async def test_nothing_is_told_of_an_ordinary_visit(cast: Cast) -> None:
    await hand_in(cast, "v-1")
    assert await told(cast, "v-1") == []


async def test_words_used_before(cast: Cast) -> None:
    await hand_in(cast, "v-1", comment=WORDS)
    await hand_in(cast, "v-2", comment=WORDS.upper() + "!")
    assert await told(cast, "v-2") == ["The same words stood in an earlier visit."]


async def test_the_same_photo_and_one_that_looks_like_it(cast: Cast) -> None:
    await hand_in(cast, "v-1", photo=b"one")
    await hand_in(cast, "v-2", photo=b"one")
    await hand_in(cast, "v-3", photo=b"other")
    held = {row.visit_id: row.id for row in await photos.list_photos(["v-1", "v-3"])}
    for visit, print_ in (("v-1", "00000000000000ff"), ("v-3", "00000000000000f8")):
        await photos.put_inspection(held[visit], Inspection("image/jpeg", perceptual_hash=print_), NOW)
    assert await told(cast, "v-2") == ["The same photo stood in another visit."]
    assert await told(cast, "v-3") == ["A photo looks like one of another visit."]


async def test_a_phone_far_from_the_branch(cast: Cast) -> None:
    await place_noon(cast)
    await hand_in(cast, "v-1", far=True)
    (sentence,) = await told(cast, "v-1", "owner")
    assert sentence.startswith("The phone was 170.") and sentence.endswith("km from the branch when the visit began.")


async def test_photos_taken_far_from_the_branch(cast: Cast) -> None:
    await place_noon(cast)
    phone = Phone(cast.ann.id, await plan(cast, "v-1"))
    phone.answer(GOOD_ANSWERS)
    phone.act("pictures", "place", FAR)
    await send_ops(phone)
    await submit(phone, "s-v-1")
    (sentence,) = await told(cast, "v-1", "owner")
    assert sentence.startswith("Photos were taken up to 170.") and sentence.endswith("km from the branch.")


async def test_two_branches_in_one_hour_that_lie_two_hours_apart(cast: Cast) -> None:
    await place_noon(cast)
    await chains.put_branches([NewBranch("nest", "Nest", latitude=52.0, longitude=5.0, region_id=None)])
    await stay(cast, "v-1", "noon", timedelta())
    await stay(cast, "v-2", "nest", timedelta(hours=1))
    await stay(cast, "v-3", "noon", timedelta(hours=6))
    (sentence,) = await told(cast, "v-2", "owner")
    assert sentence == "Between leaving one branch and arriving at the other lie 170 km and 50 minutes."
    assert await told(cast, "v-1", "owner") == [sentence]
    assert await told(cast, "v-3", "owner") == []
    page = await visit_page(await cast.sight("owner"), "v-2", "en")
    assert [note.visits for note in page.notes] == [("v-1",)]


async def stay(cast: Cast, visit: str, branch: str, later: timedelta) -> None:
    """A visit of ten minutes, so much later than the first."""
    phone = Phone(cast.ann.id, await plan(cast, visit, branch))
    phone.clock += later
    phone.act(None, "arrive", None)
    phone.answer(GOOD_ANSWERS)
    phone.clock += timedelta(minutes=10) - timedelta(seconds=len(GOOD_ANSWERS) + 1)
    phone.act(None, "leave", None)
    await send_ops(phone)
    await submit(phone, f"s-{visit}")


async def test_only_reviewers_are_told_and_only_while_it_waits(cast: Cast) -> None:
    phone = Phone(cast.ann.id, await plan(cast, "v-1", "sun"))
    phone.act(None, "leave", None)
    phone.clock += timedelta(hours=5)
    phone.answer(GOOD_ANSWERS)
    await send_ops(phone)
    await submit(phone)
    assert await told(cast, "v-1", "owner") == ["The first answer was written 5 hours after leaving."]
    assert await told(cast, "v-1", "reader") == []


def test_rubbish_for_a_place_is_no_place() -> None:
    for details in (
        {},
        {"lat": "x", "lon": 5},
        {"lat": True, "lon": 5},
        {"lat": 91, "lon": 0},
        {"lat": 1e300, "lon": 1},
    ):
        assert place_of(details) == (None, 0.0)


def test_the_first_place_told_on_arriving_is_where_the_phone_was() -> None:
    at = {"at": NOW.isoformat()}
    arrived, later = ("", "arrive", {**at, "value": FAR}), ("", "place", {**at, "value": {"lat": 1, "lon": 2}})
    bare, of_a_photo = ("", "arrive", {**at, "value": None}), ("shelf", "place", {**at, "value": FAR})
    assert trace_of([arrived, later], None)[1] == (52.0, 5.0)
    assert trace_of([bare, of_a_photo, later, ("", "place", {**at, "value": FAR})], None)[1] == (1.0, 2.0)
