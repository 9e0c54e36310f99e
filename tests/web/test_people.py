"""Pages for owners: everybody, and one person with what they see and their way in."""

from __future__ import annotations

import pytest

from audit.store import people
from tests.web.sites import Browser

NEW = {"name": "Nia", "email": "nia@example.com", "role": "manager", "regions": "North"}


async def id_of(name: str) -> int:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person
    return person.id


async def test_somebody_invited_comes_in_by_the_link_that_is_shown_once(owner: Browser, stranger: Browser) -> None:
    page = await owner.post("/people", NEW)
    link = page.one("code").text
    assert page.status == 201 and "Send this link to Nia" in page.words
    assert (await stranger.get(link.removeprefix("http://audit.test"))).heading == "Welcome, Nia"
    assert link not in (await owner.get("/people")).text


async def test_what_was_typed_is_kept_when_something_is_wrong(owner: Browser) -> None:
    page = await owner.post("/people", {**NEW, "regions": "", "email": "nia"})
    assert page.status == 422 and page.one("input", id="name")["value"] == "Nia"
    assert "“nia” is not an e-mail address." in page.words
    assert (
        "Choose the regions or branches they see, or the whole chain."
        in (await owner.post("/people", {"name": "Nia", "email": "nia@example.com", "role": "reader"})).words
    )


async def test_a_person_has_a_page_that_says_how_they_stand(owner: Browser, ann: Browser) -> None:
    page = await owner.get(f"/people/{await id_of('ann')}")
    assert (page.status, page.heading) == (200, "Ann can sign in.")
    assert "Signed in on one phone or computer" in page.words
    assert page.one("input", id="nickname")["value"]


async def test_a_persons_page_is_changed_and_says_so(owner: Browser) -> None:
    bob = await id_of("bob")
    answer = await owner.post(f"/people/{bob}", {"name": "Robert", "role": "manager", "regions": "North"})
    page = await owner.follow(answer)
    assert (page.heading, page.one("div", role="status").text) == ("Robert can sign in.", "Their page is saved.")
    assert page.one("input", value="North").get("checked") is not None


async def test_a_change_that_cannot_be_is_refused_on_the_same_page(owner: Browser) -> None:
    me = await id_of("owner")
    page = await owner.post(f"/people/{me}", {"name": "Me", "role": "auditor"})
    assert (page.status, page.one("input", id="name")["value"]) == (409, "Me")
    assert "Somebody has to be the owner" in page.words
    assert (await owner.post(f"/people/{me}/departure")).status == 409


async def test_who_leaves_is_signed_out_and_can_be_let_back(owner: Browser, ann: Browser) -> None:
    address = f"/people/{await id_of('ann')}"
    page = await owner.follow(await owner.post(f"{address}/departure"))
    assert page.heading == "Ann has left and cannot sign in."
    assert (await ann.get("/today")).status == 303
    page = await owner.follow(await owner.post(f"{address}/departure", {"back": "yes"}))
    assert page.heading == "Ann can sign in."


async def test_a_new_link_is_shown_once_and_sessions_end(owner: Browser, ann: Browser) -> None:
    address = f"/people/{await id_of('ann')}"
    page = await owner.post(f"{address}/link")
    assert page.status == 201 and "/welcome/" in page.one("code").text
    assert "They are signed out everywhere." in (await owner.follow(await owner.post(f"{address}/sessions"))).words
    assert (await ann.get("/today")).status == 303


@pytest.mark.parametrize("person", ["0", "-1", "x", "1.5", "99999999999999999999", "٣", "%00", "2147483648"])
async def test_an_address_that_is_nobody_is_not_found(owner: Browser, person: str) -> None:
    for method, path in (("GET", ""), ("POST", ""), ("POST", "/link"), ("POST", "/sessions"), ("POST", "/departure")):
        assert (await owner.ask(method, f"/people/{person}{path}")).status == 404, (method, path)
