"""Copies at the desk: what a phone sent and did not count, beside what does; and a file saved on a phone."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from typing import Any

import pytest

from audit.store import people, visits
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS
from tests.phones import Phone
from tests.queries import counted_queries
from tests.web.pages import Page
from tests.web.salons import PHOTO_COPY, PHOTO_NOON, PHOTO_SUN
from tests.web.sites import Browser, Site


async def ann_id() -> int:
    person = await people.find_person_by_email("ann@example.com")
    assert person is not None
    return person.id


async def saved_file(
    visit: str = "plan-ann", *, is_finished: bool = True, submission_id: str = "s-saved", **changes: Any
) -> bytes:
    """What "Save a copy" writes: a visit with a photo."""
    phone = Phone(await ann_id(), visit, device="lost-phone")
    phone.answer(GOOD_ANSWERS)
    data = b"the bytes of a photo"
    phone.take_photo("pictures", data)
    submission = {"id": submission_id, **phone.submission()} if is_finished else None
    photo = {"sha256": sha256(data).hexdigest(), "type": "image/jpeg", "base64": base64.b64encode(data).decode()}
    one = {"id": visit, "submission": submission, "ops": phone.ops, "photos": [photo], **changes}
    return json.dumps(
        {"format": "audit-copy-1", "user": str(phone.user), "device": phone.device, "visits": [one]}
    ).encode()


async def hand_in(browser: Browser, content: bytes) -> Page:
    return await browser.ask("POST", "/copies", files={"file": ("visits.audit.json", content, "application/json")})


async def test_the_list_shows_what_waits(manager: Browser) -> None:
    page = await manager.get("/copies")
    assert page.heading == "1 copy waits for your word."
    assert "/copies/copy-noon" in page.links and "Another phone had handed this visit in before." in page.words


async def test_the_list_of_visits_and_the_visit_lead_there(manager: Browser) -> None:
    assert "1 copy to decide on" in (await manager.get("/visits")).words
    assert "/copies/copy-noon" in (await manager.get("/visits/noon-1")).links


async def test_a_copy_stands_beside_what_counts(manager: Browser) -> None:
    page = await manager.get("/copies/copy-noon")
    assert page.heading == "A copy from Ann, beside what counts now"
    rows = [row.text.split() for row in page.all("tr")]
    assert any(row[:1] == ["Clean"] and "5" in row and "2" in row for row in rows), rows
    assert "2 other items say the same" in page.words
    pictures = [one["src"] for one in page.all("img")]
    assert pictures == [f"/photos/{PHOTO_NOON}/thumbnail"] + [
        f"/photos/{one}/thumbnail?copy=copy-noon" for one in (PHOTO_NOON, PHOTO_COPY)
    ]
    for picture in pictures:
        assert (await manager.get(picture)).headers["content-type"] == "image/jpeg"


async def test_a_photo_is_shown_with_its_own_copy_and_at_the_desk_only(site: Site) -> None:
    asked = [
        ("manager", PHOTO_COPY, "copy-noon"), ("owner", PHOTO_COPY, "copy-sun"), ("manager", PHOTO_SUN, "copy-sun"),
        ("reader", PHOTO_SUN, "copy-sun"), ("bob", PHOTO_COPY, "copy-noon"),
    ]  # fmt: skip
    answers = [
        (await (await site.signed_in(person)).get(f"/photos/{sha256}/screen?copy={copy}")).status
        for person, sha256, copy in asked
    ]
    assert answers == [200, 404, 404, 404, 404]


async def test_a_copy_that_counts_waits_for_review(manager: Browser) -> None:
    answer = await manager.post("/copies/copy-noon/acceptance")
    assert (answer.status, answer.headers["location"]) == (303, "/visits/noon-1?done=copy-counts")
    page = await manager.follow(answer)
    assert "The copy counts now." in page.one("div", role="status").text
    assert (await visits.get_visit(WHOLE_CHAIN, "noon-1")).status == "submitted"
    assert "Set aside" in (await manager.get("/copies")).words


async def test_a_copy_set_aside_can_still_count(manager: Browser) -> None:
    page = await manager.follow(await manager.post("/copies/copy-noon/setting-aside"))
    assert page.heading == "No copy waits for your word."
    shown = await manager.get("/copies/copy-noon")
    assert "This copy is set aside" in shown.words and "Let this copy count" in shown.words
    assert (await manager.post("/copies/copy-noon/acceptance")).status == 303


async def test_sent_twice_it_is_decided_once(manager: Browser) -> None:
    assert (await manager.post("/copies/copy-noon/setting-aside")).status == 303
    assert (await manager.post("/copies/copy-noon/setting-aside")).status == 409
    assert (await manager.post("/copies/copy-noon/acceptance")).status == 303
    assert (await manager.post("/copies/copy-noon/acceptance")).status == 404


async def test_a_file_is_taken_in_as_if_the_phone_had_sent_it(manager: Browser) -> None:
    page = await hand_in(manager, await saved_file())
    assert (page.status, "Handed in, receipt" in page.words) == (200, True), page.words
    assert (await visits.get_visit(WHOLE_CHAIN, "plan-ann")).status == "submitted"


async def test_the_same_file_twice_changes_nothing(manager: Browser) -> None:
    first, again = [await hand_in(manager, await saved_file()) for _ in range(2)]
    assert again.one("main").text == first.one("main").text


async def test_the_phone_may_send_it_later_after_all(manager: Browser, ann: Browser) -> None:
    content = await saved_file()
    await hand_in(manager, content)
    one = json.loads(content)["visits"][0]
    sent = await ann.ask("PUT", "/sync/visits/plan-ann/submissions/s-saved", json=one["submission"])
    assert sent.status == 200 and json.loads(sent.text)["receipt"]["status"] == "accepted"


async def test_what_was_not_finished_goes_on_on_another_phone(manager: Browser, ann: Browser) -> None:
    page = await hand_in(manager, await saved_file(is_finished=False))
    assert "Not finished on the phone: 5 acts are kept" in page.words
    draft = json.loads((await ann.get("/sync/visits/plan-ann/draft")).text)
    assert draft["answers"]["greet_s"] == {"value": 42}


async def test_a_file_of_a_visit_that_was_handed_in_becomes_a_copy(manager: Browser) -> None:
    page = await hand_in(manager, await saved_file("noon-1"))
    assert "Kept as a copy, receipt" in page.words and "/copies/s-saved" in page.links
    assert page.heading == "2 copies wait for your word."


async def test_a_file_that_lacks_a_photo_is_kept_and_not_counted(manager: Browser) -> None:
    page = await hand_in(manager, await saved_file(photos=[]))
    assert "Not complete" in page.words
    assert (await visits.get_visit(WHOLE_CHAIN, "plan-ann")).status == "started"


@pytest.mark.parametrize("visit", ["sun-1", "plan-bob", "no-such-visit"])
async def test_a_file_with_a_visit_that_is_not_theirs_changes_nothing(manager: Browser, visit: str) -> None:
    good, bad = [json.loads(await saved_file(one)) for one in ("plan-ann", visit)]
    page = await hand_in(manager, json.dumps({**good, "visits": good["visits"] + bad["visits"]}).encode())
    assert (page.status, "is not yours to see" in page.words) == (422, True)
    assert (await visits.get_visit(WHOLE_CHAIN, "plan-ann")).status == "planned"


ONE = b'{"format": "audit-copy-1", "user": "1", "device": "a", "visits": [{"id": "v", "ops": [], %s}]}'
RUBBISH = [
    b"", b"Dear manager, this is a letter.", b"[]", b"{}", b'{"format": "audit-copy-1"}', b"[" * 100_000,
    b'{"format": "audit-copy-1", "user": "1", "device": "a", "visits": []}',
    b'{"format": "audit-copy-1", "user": "1", "device": "a", "visits": [7]}',
    b'{"format": "audit-copy-1", "user": "9' + b"9" * 99 + b'", "device": "a", "visits": [{}]}',
    b'{"format": "audit-copy-1", "user": "1", "device": "a", "visits": [{"id": "v", "ops": 7, "photos": []}]}',
    ONE % b'"photos": [{"sha256": "x", "type": "y", "base64": "\xc3\xa9"}]',
    ONE % b'"photos": [], "submission": {"id": "s"}',
]  # fmt: skip


@pytest.mark.parametrize("content", RUBBISH, ids=range(len(RUBBISH)))
async def test_rubbish_is_refused_in_a_sentence(manager: Browser, content: bytes) -> None:
    page = await hand_in(manager, content)
    assert page.status == 422 and page.one("p", role="alert").text


async def test_a_form_without_a_file_is_refused_in_a_sentence(manager: Browser) -> None:
    page = await manager.post("/copies", {"file": "text"})
    assert (page.status, page.one("p", role="alert").text) == (422, "Choose a file first.")


async def test_the_list_costs_the_same_however_many_copies_wait(manager: Browser) -> None:
    costs = []
    for number in range(3):
        async with counted_queries() as queries:
            page = await manager.get("/copies")
        costs.append(len(queries))
        assert len([link for link in page.links if link.startswith("/copies/")]) == 1 + number
        await hand_in(manager, await saved_file("noon-1", submission_id=f"s-{number}"))
    assert len(set(costs)) == 1


async def begin(ann: Browser, visit: str, device: str) -> None:
    phone = Phone(await ann_id(), visit, device=device)
    phone.answer({"drink": "no"})
    assert (await ann.ask("POST", f"/sync/visits/{visit}/ops", json=phone.batch())).status < 300


async def test_a_phone_that_never_finished_shows_on_the_visit_and_beside_the_copies(site: Site) -> None:
    manager, ann = await site.signed_in("manager"), await site.signed_in("ann")
    for visit, device in (("noon-1", "third"), ("plan-ann", "first"), ("plan-ann", "second")):
        await begin(ann, visit, device)
    said = "Begun on another phone, not finished"
    visit, copies = await manager.get("/visits/noon-1"), await manager.get("/copies")
    assert f"{said}: Ann, 1 act" in visit.words and "is not in it." in visit.words
    assert said in copies.words and "/visits/plan-ann" in copies.links
