"""The one-time link: it shows a form, takes a password once, and lets its person in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from audit.services import sign_ins
from audit.services.first_start import owner_token
from audit.store import people
from audit.store.models import Person
from tests.web.pages import Page
from tests.web.sites import Browser

PASSWORD = {"password": "another tin roof"}


async def link_for(name: str = "bob", days: int = 0) -> str:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person
    return f"/welcome/{await sign_ins.make_link(person.id, datetime.now(UTC) - timedelta(days=days))}"


def is_used_up(page: Page) -> bool:
    return page.status == 404 and "has been used or has expired" in page.words


async def test_a_link_shows_whose_it_is_and_asks_for_a_password(stranger: Browser) -> None:
    page = await stranger.get(await link_for())
    assert (page.status, page.heading) == (200, "Welcome, Bob")
    assert "bob@example.com" in page.words
    field = page.one("input", id="password")
    assert (field["type"], field["autocomplete"], field["minlength"]) == ("password", "new-password", "10")
    assert page.one("form")["method"] == "post" and page.all("script") == []


async def test_looking_at_a_link_does_not_use_it_up(stranger: Browser) -> None:
    link = await link_for()
    for _ in range(3):
        assert (await stranger.get(link)).status == 200
    assert (await stranger.post(link, PASSWORD)).status == 303


async def test_a_link_lets_its_person_in_once(stranger: Browser) -> None:
    link = await link_for()
    answer = await stranger.post(link, PASSWORD)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "Bob" in (await stranger.get("/account")).words
    assert is_used_up(await stranger.post(link, PASSWORD)) and is_used_up(await stranger.get(link))


async def test_an_old_link_is_over(stranger: Browser) -> None:
    link = await link_for(days=8)
    assert is_used_up(await stranger.get(link)) and is_used_up(await stranger.post(link, PASSWORD))


async def test_a_made_up_link_tells_no_more_than_a_used_one(stranger: Browser) -> None:
    old = await link_for(days=8)
    made_up = await stranger.get("/welcome/made-up")
    assert made_up.text == (await stranger.get(old)).text


async def test_a_poor_password_is_refused_beside_its_field_and_the_link_stays_good(stranger: Browser) -> None:
    link = await link_for()
    for poor in ("short", "demo-chain", "bob@example.com", "x" * 257):
        page = await stranger.post(link, {"password": poor})
        field = page.one("input", id="password")
        assert (page.status, field["aria-invalid"]) == (422, "true")
        assert page.one("p", id=field["aria-describedby"].split()[-1]).text
        assert not field["value"]
    assert (await stranger.post(link, PASSWORD)).status == 303


async def test_a_form_without_a_password_is_refused(stranger: Browser) -> None:
    assert (await stranger.post(await link_for())).status == 422


async def test_a_link_takes_over_from_whoever_was_signed_in(ann: Browser) -> None:
    assert (await ann.post(await link_for("bob"), PASSWORD)).status == 303
    assert "Bob" in (await ann.get("/account")).words


async def new_installation() -> str:
    """The link of an installation that nobody has signed in to."""
    await Person.all().update(password_hash=None)
    await Person.filter(role="owner").update(role="manager")
    return f"/welcome/{await owner_token(datetime.now(UTC))}"


async def test_the_first_owner_says_who_they_are(stranger: Browser) -> None:
    link = await new_installation()
    form = await stranger.get(link)
    assert form.heading == "Welcome" and {one["name"] for one in form.all("input")} == {"name", "email", "password"}
    answer = await stranger.post(link, {**PASSWORD, "name": "Olga", "email": "olga@example.com"})
    assert (await stranger.follow(answer)).headers["location"] == "/consistency"


async def test_what_the_first_owner_typed_is_kept_but_for_the_password(stranger: Browser) -> None:
    page = await stranger.post(await new_installation(), {**PASSWORD, "name": "Olga", "email": "olga@"})
    assert (page.status, page.one("input", id="name")["value"]) == (422, "Olga")
    email = page.one("input", id="email")
    assert (email["value"], email["aria-invalid"]) == ("olga@", "true")
    assert PASSWORD["password"] not in page.text
