"""A person's own page: their language, and ending their sessions elsewhere."""

from __future__ import annotations

import pytest

from audit.store import people
from tests.web.sites import NAMES, ROLES, Browser, Site


@pytest.mark.parametrize("role", ROLES)
async def test_everybody_has_an_account(site: Site, role: str) -> None:
    page = await (await site.signed_in(NAMES[role])).get("/account")
    assert (page.status, page.heading) == (200, NAMES[role].title())
    assert {form["action"] for form in page.all("form")} == {"/account/language", "/account/sessions", "/sign-out"}


async def test_an_auditor_signs_out_at_the_desk_by_the_same_guard_as_on_the_phone(site: Site) -> None:
    for role in ROLES:
        browser = await site.signed_in(NAMES[role])
        for path in ("/account", "/notices"):
            page = await browser.get(path)
            guards = [guard["data-user"] for guard in page.all("sign-out-guard")]
            assert bool(guards) is (role == "auditor") and all(guards)
            assert len(page.all("form", action="/sign-out")) == 1


async def test_the_language_a_person_chooses_is_theirs_everywhere(site: Site, ann: Browser) -> None:
    answer = await ann.post("/account/language", {"language": "nl"})
    page = await ann.follow(answer)
    assert (answer.headers["location"], page.one("html")["lang"]) == ("/account?done=language", "nl")
    elsewhere = await site.signed_in("ann", language="ro")
    assert (await elsewhere.get("/today")).one("html")["lang"] == "nl"
    assert (await elsewhere.get("/account")).one("option", value="nl").get("selected") is not None


async def test_what_was_done_is_said_once_on_top(ann: Browser) -> None:
    page = await ann.follow(await ann.post("/account/language", {"language": "en"}))
    assert page.one("div", role="status").text == "The language is changed."
    assert (await ann.get("/account?done=made-up")).one("div", role="status").text == ""


async def test_without_a_choice_the_browser_decides_again(ann: Browser) -> None:
    await ann.post("/account/language", {"language": "nl"})
    for _ in range(2):
        await ann.post("/account/language", {"language": ""})
    assert (await ann.get("/account", **{"accept-language": "ro"})).one("html")["lang"] == "ro"


@pytest.mark.parametrize("language", ["fr", "EN", "nl ", "../nl", "<b>", "{x}", "x" * 5000, "%00"])
async def test_a_language_we_do_not_have_is_refused_by_name(ann: Browser, language: str) -> None:
    page = await ann.post("/account/language", {"language": language})
    assert (page.status, page.one("code").text) == (422, "language")
    assert "is not one of: en, nl, id, ro." in page.words
    person = await people.find_person_by_email("ann@example.com")
    assert person and person.language == ""


async def test_signing_out_everywhere_else_leaves_this_browser_in(site: Site, ann: Browser) -> None:
    phone, bob = await site.signed_in("ann"), await site.signed_in("bob")
    for _ in range(2):
        answer = await ann.post("/account/sessions")
        assert (answer.status, answer.headers["location"]) == (303, "/account?done=sessions")
    assert [(await one.get("/account")).status for one in (ann, phone, bob)] == [200, 303, 200]


async def test_somebodys_session_cannot_be_ended_for_them(site: Site, ann: Browser) -> None:
    bob = await site.signed_in("bob")
    await bob.post("/account/sessions", {"person": "4", "email": "ann@example.com"})
    assert (await ann.get("/account")).status == 200
