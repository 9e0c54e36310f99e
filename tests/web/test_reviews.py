"""A manager's word on a visit: accepted, sent back or rejected, once, with a reason where one is due."""

from __future__ import annotations

import pytest

from audit.store import people, visits
from audit.store.sights import WHOLE_CHAIN
from tests.cast import GOOD_ANSWERS
from tests.phones import Phone
from tests.web.salons import BOB_JPEG, send
from tests.web.sites import Browser, Site

DECISIONS = {"acceptance": "accepted", "return": "returned", "rejection": "rejected"}
REASON = {"reason": "Which drink was it?"}


async def status(visit: str = "noon-2") -> str:
    return (await visits.get_visit(WHOLE_CHAIN, visit)).status


@pytest.mark.parametrize("what", DECISIONS)
async def test_a_manager_decides_with_a_plain_form(manager: Browser, what: str) -> None:
    answer = await manager.post(f"/visits/noon-2/{what}", REASON)
    assert (answer.status, answer.headers["location"]) == (303, f"/visits/noon-2?done={DECISIONS[what]}")
    page = await manager.follow(answer)
    assert page.one("div", role="status").text and await status() == DECISIONS[what]


async def test_the_page_offers_the_decisions_without_scripts(manager: Browser) -> None:
    page = await manager.get("/visits/noon-2")
    actions = {form["action"] for form in page.all("form")} | {one.get("formaction") for one in page.all("button")}
    assert {f"/visits/noon-2/{what}" for what in DECISIONS} <= actions


@pytest.mark.parametrize("what", ["return", "rejection"])
@pytest.mark.parametrize("reason", ["", "   ", "x" * 2001])
async def test_without_a_usable_reason_the_page_comes_back_with_the_sentence(
    manager: Browser, what: str, reason: str
) -> None:
    page = await manager.post(f"/visits/noon-2/{what}", {"reason": reason})
    assert (page.status, await status()) == (422, "submitted")
    assert page.one("p", role="alert").text == "Say why, in a few words: the auditor reads it."


@pytest.mark.parametrize("what", ["return", "rejection"])
async def test_sent_twice_it_is_decided_once(manager: Browser, what: str) -> None:
    assert (await manager.post(f"/visits/noon-2/{what}", REASON)).status == 303
    page = await manager.post(f"/visits/noon-2/{what}", REASON)
    assert (page.status, await status()) == (409, DECISIONS[what])
    assert "This visit cannot be decided on now" in page.words


@pytest.mark.parametrize("visit", ["plan-ann", "sun-back"])
async def test_a_visit_that_was_not_handed_in_cannot_be_accepted(owner: Browser, visit: str) -> None:
    before = await status(visit)
    assert (await owner.post(f"/visits/{visit}/acceptance")).status == 409
    assert await status(visit) == before


async def test_a_visit_goes_back_with_remarks_on_single_items(manager: Browser, site: Site) -> None:
    remarks = {"remark-drink": "Which drink was it?", "remark-clean": " ", "remark-made-up": "x", "reason": ""}
    assert (await manager.post("/visits/noon-2/return", remarks)).status == 303
    page = await (await site.signed_in("bob")).get("/visits/noon-2/fill")
    assert "Why this visit came back to you" in page.words
    items = {one["data-item"]: one.text for one in page.all("fieldset") if one.get("data-item")}
    assert [key for key, text in items.items() if "Came back:" in text] == ["drink"]
    assert "Which drink was it?" in items["drink"]
    assert "Which drink was it?" in (await manager.get("/visits/noon-2")).words


async def test_a_remark_that_is_too_long_comes_back_with_what_was_typed(manager: Browser) -> None:
    page = await manager.post("/visits/noon-2/return", {"remark-drink": "x" * 501, "reason": "Look again"})
    assert (page.status, await status()) == (422, "submitted")
    assert page.one("input", name="remark-drink")["value"] == "x" * 501
    assert page.one("textarea", name="reason").text == "Look again"


async def test_the_queue_holds_what_waits_the_longest_first(owner: Browser, manager: Browser) -> None:
    page = await owner.get("/reviews")
    assert page.heading == "2 visits wait for your word."
    assert [link for link in page.links if link.startswith("/visits/") and "#" not in link] == [
        "/visits/noon-2", "/visits/sun-1",
    ]  # fmt: skip
    assert (await manager.get("/reviews")).heading == "1 visit waits for your word."


async def test_a_remark_is_kept_offered_once_and_dropped(manager: Browser) -> None:
    for _ in range(2):
        answer = await manager.post("/reviews/remarks", {"text": " Which drink? "})
        assert answer.status == 303
    assert [one["value"] for one in (await manager.get("/visits/noon-2")).all("option")] == ["Which drink?"]
    number = (await manager.get("/reviews")).one("input", name="remark")["value"]
    assert (await manager.post("/reviews/remarks/retirements", {"remark": number})).status == 303
    assert (await manager.post("/reviews/remarks/retirements", {"remark": number})).status == 422
    assert (await manager.get("/visits/noon-2")).all("option") == []


@pytest.mark.parametrize("text", ["", " ", "x" * 501])
async def test_a_remark_nobody_can_use_is_refused(manager: Browser, text: str) -> None:
    page = await manager.post("/reviews/remarks", {"text": text})
    assert page.status == 422 and page.one("p", id="error-text").text


async def send_again(site: Site, **answers: object) -> None:
    """Bob goes on where they stopped, and hands noon-2 in anew."""
    bob = await people.find_person_by_email("bob@example.com")
    assert bob is not None
    phone = Phone(bob.id, "noon-2")
    phone.answer(GOOD_ANSWERS)
    phone.take_photo("drink", BOB_JPEG)
    for item, value in answers.items():
        phone.act(item, *(("comment", value) if isinstance(value, str) and " " in value else ("answer", value)))
    await send(phone, site.app.state.blobs, "submission-noon-2-again", "accepted", b"")


async def test_what_the_auditor_changed_after_it_came_back_is_told_first(manager: Browser, site: Site) -> None:
    assert "sent the visit again" not in (await manager.get("/visits/noon-2")).words
    await manager.post("/visits/noon-2/return", REASON)
    await send_again(site, drink="no", clean="Under the chairs too")
    page = await manager.get("/visits/noon-2")
    changed = page.one("section", **{"aria-labelledby": "resent"})
    assert "The auditor sent the visit again and changed 2 items." in changed.text
    assert "Yes" in changed.text and "No" in changed.text and "Under the chairs too" in changed.text
    assert {"#seen-drink", "#seen-clean", "/visits/noon-2/revisions/1"} <= set(page.links)
    await manager.post("/visits/noon-2/acceptance")
    assert "sent the visit again" not in (await manager.get("/visits/noon-2")).words


async def test_a_visit_sent_again_as_it_was_says_so(manager: Browser, site: Site) -> None:
    await manager.post("/visits/noon-2/return", REASON)
    await send_again(site)
    assert "sent the visit again and changed nothing" in (await manager.get("/visits/noon-2")).words
