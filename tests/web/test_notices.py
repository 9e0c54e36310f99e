"""What a person was told: the bell, the list, reading, and the link at the end of a mail."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from audit.errors import N_, say
from audit.services.notices import Told, notify
from audit.services.passwords import opt_out_token
from audit.store import notices, people
from tests.databases import SECRET
from tests.web.sites import NAMES, ROLES, Browser, Site

NOW = datetime.now(UTC)


async def id_of(name: str) -> int:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person is not None
    return person.id


async def tell(name: str, path: str = "/notices") -> int:
    """Tell somebody something; the notice's id."""
    person = await id_of(name)
    await notify([person], Told("visit planned", say(N_("There is no branch {code}."), code="<moon>"), path), NOW)
    return (await notices.list_notices(person, 1))[0].id


@pytest.mark.parametrize("role", ROLES)
async def test_everybody_has_a_bell_that_counts_what_is_new(site: Site, role: str) -> None:
    browser = await site.signed_in(NAMES[role])
    home = "/today" if role == "auditor" else "/branches"
    assert (await browser.get(home)).one("a", href="/notices").text == "Notices"
    await tell(NAMES[role])
    assert (await browser.get(home)).one("a", href="/notices").text.startswith("1 new notice")


async def test_a_notice_is_opened_by_a_plain_form_and_is_read_then(ann: Browser) -> None:
    notice = await tell("ann", "/visits/plan-ann")
    page = await ann.get("/notices")
    assert page.one("h1").text == "1 notice is new."
    button = page.one("button", name="notice", value=str(notice))
    assert button.text == "New There is no branch <moon>."
    answer = await ann.post("/notices/reading", {"notice": button["value"]})
    assert (answer.status, answer.headers["location"]) == (303, "/visits/plan-ann")
    assert (await ann.get("/notices")).one("h1").text == "You have seen every notice."


async def test_all_are_marked_as_read_at_once(ann: Browser) -> None:
    for _ in range(3):
        await tell("ann")
    assert (await ann.post("/notices/reading")).status == 303
    assert (await ann.get("/notices")).one("h1").text == "You have seen every notice."


async def test_somebody_elses_notice_is_not_there(ann: Browser) -> None:
    notice = await tell("bob")
    for one in (str(notice), "0", "x", "9" * 30):
        assert (await ann.post("/notices/reading", {"notice": one})).status == 404
    assert "<moon>" not in (await ann.get("/notices")).words


async def test_a_notice_never_leads_to_another_site(ann: Browser) -> None:
    notice = await tell("ann", "//elsewhere.example.com")
    assert (await ann.post("/notices/reading", {"notice": str(notice)})).headers["location"] == "/"


async def test_where_no_mail_is_sent_none_is_offered(ann: Browser) -> None:
    page = await ann.get("/notices")
    assert "This installation sends no mail." in page.words and not page.all("input", name="mail")


async def test_a_choice_is_kept_and_rubbish_refused(ann: Browser) -> None:
    assert (await ann.post("/notices/choice", {"mail": "daily"})).headers["location"] == "/notices?done=told"
    assert await notices.find_choice(await id_of("ann")) == "daily"
    assert (await ann.post("/notices/choice", {"mail": "by pigeon"})).status == 422


async def test_the_link_in_a_mail_asks_first_and_needs_no_account(stranger: Browser) -> None:
    ann = await id_of("ann")
    address = f"/notices/opt-out/{opt_out_token(SECRET, ann)}"
    page = await stranger.get(address)
    assert await notices.find_choice(ann) is None
    assert (await stranger.post(page.one("form")["action"])).one("h1").text == "No more mails, Ann"
    assert await notices.find_choice(ann) == "never"


async def test_a_mail_programs_own_button_needs_no_page(stranger: Browser) -> None:
    """RFC 8058: one POST, by no browser, with this body."""
    ann = await id_of("ann")
    address = f"/notices/opt-out/{opt_out_token(SECRET, ann)}"
    answer = await stranger.client.post(address, data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200 and await notices.find_choice(ann) == "never"


async def test_a_forged_link_leads_nowhere(stranger: Browser) -> None:
    token = opt_out_token("another secret", await id_of("ann"))
    for forged in (token, "1.", "x", "1.%00"):
        assert (await stranger.get(f"/notices/opt-out/{forged}")).status == 404
        assert (await stranger.post(f"/notices/opt-out/{forged}")).status == 404


async def test_an_auditors_phone_may_be_told_at_once(ann: Browser, manager: Browser) -> None:
    page = await ann.get("/notices")
    assert len(page.one("push-switch")["data-key"]) == 87 and not (await manager.get("/notices")).all("push-switch")
    device = {"endpoint": "https://fcm.googleapis.com/fcm/send/1", "key": "B" * 87, "auth": "A" * 22}
    assert (await ann.post("/notices/devices", device)).status == 303
    assert "1 phone or browser is told at once." in (await ann.get("/notices")).words
    assert (await ann.post("/notices/devices", device | {"endpoint": "https://10.0.0.1/"})).status == 422
    assert (await ann.post("/notices/devices/removal")).status == 303
    assert "told at once" not in (await ann.get("/notices")).words
