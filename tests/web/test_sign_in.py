"""The sign-in form: it lets people in, says the same of known and unknown accounts, and leads nowhere else."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from http.cookies import SimpleCookie

import pytest

from audit.services import accounts, passwords
from audit.services.sign_ins import FAILURES_PER_ACCOUNT
from audit.store import chains, people
from tests.web.pages import Page
from tests.web.salons import PASSWORD
from tests.web.sites import Browser, Site, serving, settings_in

WRONG = "This e-mail address and password do not belong together."


async def sign_in(browser: Browser, name: str = "ann", password: str = PASSWORD, **more: str) -> Page:
    return await browser.post("/sign-in", {"email": f"{name}@example.com", "password": password, **more})


async def is_in(browser: Browser) -> bool:
    return (await browser.get("/account")).status == 200


@pytest.mark.parametrize(
    "name,home",
    [("owner", "/consistency"), ("manager", "/consistency"), ("reader", "/branches"), ("ann", "/today")],
)
async def test_everybody_comes_in_and_lands_at_home(stranger: Browser, name: str, home: str) -> None:
    answer = await stranger.follow(await sign_in(stranger, name))
    assert (answer.status, answer.headers["location"]) == (303, home)
    assert (await stranger.follow(answer)).status == 200


async def test_the_form_works_without_scripts(stranger: Browser) -> None:
    page = await stranger.get("/sign-in")
    form, (_, email, password) = page.one("form"), page.all("input")
    assert (form["method"], form["action"], page.all("script")) == ("post", "/sign-in", [])
    assert (email["name"], email["type"], email["autocomplete"]) == ("email", "email", "username")
    assert (password["name"], password["type"], password["autocomplete"]) == (
        "password", "password", "current-password",
    )  # fmt: skip


async def test_where_somebody_wanted_to_go_they_go_after_signing_in(stranger: Browser) -> None:
    answer = await stranger.get("/branches?region=North&page=2")
    page = await stranger.follow(answer)
    wanted = page.one("input", name="next")["value"]
    assert wanted == "/branches?region=North&page=2"
    assert (await sign_in(stranger, "manager", next=wanted)).headers["location"] == wanted


ELSEWHERE = [
    "//evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "http:evil.example",
    "evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "/x\r\nset-cookie: audit=1",
    " //evil.example", "", "///evil.example", "/\u2028/evil.example", "/ok\x7f",
]  # fmt: skip


@pytest.mark.parametrize("target", ELSEWHERE)
async def test_signing_in_never_leads_to_another_site(stranger: Browser, target: str) -> None:
    page = await stranger.ask("GET", "/sign-in", params={"next": target})
    answer = await sign_in(stranger, next=target)
    again = await stranger.ask("GET", "/sign-in", params={"next": target})
    assert page.one("input", name="next")["value"] == "/"
    assert (answer.headers["location"], again.headers["location"]) == ("/", "/")


@pytest.mark.parametrize("target", ["/%2f/evil.example", "/%5cevil.example", "/..//evil.example", "/@evil.example"])
async def test_a_path_that_looks_like_another_site_stays_a_path_of_ours(stranger: Browser, target: str) -> None:
    answer = await sign_in(stranger, next=target)
    assert answer.response.next_request is not None
    assert answer.response.next_request.url.host == "audit.test"


async def test_a_wrong_password_is_told_beside_what_was_typed(stranger: Browser) -> None:
    page = await sign_in(stranger, password="not the password", next="/today")
    assert (page.status, page.one("p", role="alert").text) == (422, WRONG)
    assert page.one("input", name="email")["value"] == "ann@example.com"
    assert page.one("input", name="next")["value"] == "/today"
    assert not page.one("input", name="password").get("value") and "not the password" not in page.text
    assert not await is_in(stranger)


async def test_known_and_unknown_accounts_are_answered_alike(stranger: Browser) -> None:
    known, unknown = await sign_in(stranger, "ann", "wrong"), await sign_in(stranger, "noa", "wrong")
    assert known.status == unknown.status
    assert known.text.replace("ann@", "noa@") == unknown.text
    assert known.headers.keys() == unknown.headers.keys()


async def test_known_and_unknown_accounts_cost_the_same_work(
    stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []
    original = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda *pair: compared.append(pair[0]) or original(*pair))
    for name in ("ann", "noa"):
        await sign_in(stranger, name, "wrong")
    assert compared == ["wrong", "wrong"]


async def test_too_many_attempts_are_told_with_when_to_come_back(stranger: Browser) -> None:
    for _ in range(FAILURES_PER_ACCOUNT):
        assert (await sign_in(stranger, password="wrong")).status == 422
    page = await sign_in(stranger)
    assert (page.status, page.headers["retry-after"]) == (429, "900")
    assert page.one("p", role="alert").text.startswith("Too many attempts. Wait 15 minutes")


async def test_a_browser_that_was_here_before_gets_in_while_strangers_guess(site: Site) -> None:
    ann, thief = site.stranger(), site.stranger()
    await sign_in(ann)
    await ann.post("/sign-out")
    for _ in range(FAILURES_PER_ACCOUNT):
        await sign_in(thief, password="wrong")
    assert (await sign_in(thief)).status == 429
    assert (await sign_in(ann)).status == 303 and await is_in(ann)


def cookies(page: Page) -> dict[str, dict[str, str]]:
    """The cookies an answer sets, with their attributes."""
    found: SimpleCookie = SimpleCookie()
    for line in page.response.headers.get_list("set-cookie"):
        found.load(line)
    return {
        name: {"value": one.value, **{key: str(part) for key, part in one.items() if part}}
        for name, one in found.items()
    }


async def test_cookies_are_kept_from_scripts_and_from_other_sites(stranger: Browser) -> None:
    set_ = cookies(await sign_in(stranger))
    assert set(set_) == {"audit", "audit-device"}
    for one in set_.values():
        assert (one["httponly"], one["samesite"], one["path"]) == ("True", "lax", "/")
        assert "domain" not in one and "secure" not in one
    assert int(set_["audit"]["max-age"]) == 60 * 24 * 3600


async def test_over_https_cookies_are_bound_to_the_host(data_folder: object) -> None:
    async with serving(settings_in(data_folder, url="https://audit.test")) as site:  # type: ignore[arg-type]
        browser = site.stranger()
        entered, left = await sign_in(browser), await browser.post("/sign-out")
        for set_ in (cookies(entered), cookies(left)):
            assert set_["__Host-audit"]["secure"] == "True" and set_["__Host-audit"]["path"] == "/"
            assert "domain" not in set_["__Host-audit"] and "audit" not in set_
        assert cookies(entered)["audit-device"]["secure"] == "True"


async def test_a_session_planted_before_signing_in_is_not_taken_over(site: Site) -> None:
    victim = site.stranger()
    victim.take_cookie("a token the attacker knows")
    await sign_in(victim)
    assert victim.client.cookies["audit"] != "a token the attacker knows"
    attacker = site.stranger()
    attacker.take_cookie("a token the attacker knows")
    assert await is_in(victim) and not await is_in(attacker)


async def test_signing_in_again_ends_the_session_before_it(site: Site) -> None:
    browser, copy = site.stranger(), site.stranger()
    await sign_in(browser)
    copy.take_cookie(browser.client.cookies["audit"])
    assert await is_in(copy)
    await sign_in(browser, "bob")
    assert not await is_in(copy) and await is_in(browser)


async def test_signing_out_ends_the_session_and_not_only_the_cookie(site: Site) -> None:
    browser, copy = site.stranger(), site.stranger()
    await sign_in(browser)
    copy.take_cookie(browser.client.cookies["audit"])
    answer = await browser.post("/sign-out")
    assert (answer.status, answer.headers["location"]) == (303, "/sign-in")
    assert cookies(answer)["audit"]["value"] == "" and cookies(answer)["audit"]["max-age"] == "0"
    assert not await is_in(copy) and not await is_in(browser)


async def test_signing_out_twice_or_without_a_session_is_no_error(stranger: Browser) -> None:
    for _ in range(2):
        assert (await stranger.post("/sign-out")).status == 303


async def test_whoever_is_in_is_sent_on_from_the_form(ann: Browser) -> None:
    answer = await ann.get("/sign-in?next=/account")
    assert (answer.status, answer.headers["location"]) == (303, "/account")


@pytest.mark.parametrize("days,comes_in", [(13, True), (15, False), (61, False)])
async def test_an_old_session_is_asked_to_sign_in_again(site: Site, days: int, comes_in: bool) -> None:
    browser = await site.signed_in("ann", now=datetime.now(UTC) - timedelta(days=days))
    assert await is_in(browser) == comes_in


async def test_a_phone_that_was_signed_out_elsewhere_is_out_at_once(site: Site, ann: Browser) -> None:
    here = await site.signed_in("ann")
    person = await people.find_person_by_email("ann@example.com")
    assert person
    await accounts.end_other_sessions(person.id, here.client.cookies["audit"], datetime.now(UTC))
    assert await is_in(here) and not await is_in(ann)
    assert (await ann.get("/sync/state")).status == 401


async def test_the_demos_accounts_stand_on_the_demos_form_alone(stranger: Browser) -> None:
    assert "demo-chain" not in (await stranger.get("/sign-in")).words
    await chains.put_chain(is_demo=True)
    page = await stranger.get("/sign-in")
    assert [one.text.partition("@")[0] for one in page.all("li")] == ["owner", "manager", "auditor", "reader"]
    assert "demo-chain" in page.words


async def test_the_demos_password_opens_nothing_here(stranger: Browser) -> None:
    for name in ("owner", "manager", "reader", "ann"):
        assert (await sign_in(stranger, name, "demo-chain")).status == 422
