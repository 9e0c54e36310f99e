"""A report shared with an address: its letter is asked for together with it, and the desk sees what became of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.reports.pdf import Press
from audit.services.job_tools import Tools
from audit.store.models import LogEntry
from tests.jobs import run_due_jobs
from tests.post_office import PostOffice
from tests.services.test_notices import plain
from tests.web.sites import Browser, Site, serving, settings_in
from tests.web.test_shares import BRANCH, latest, link_in

URL = "http://audit.test"
TO = "sun@example.com"


@pytest.fixture
async def site(data_folder: Path, post_office: PostOffice) -> AsyncIterator[Site]:
    """A site that sends mail."""
    smtp = f"smtp://127.0.0.1:{post_office.port}"
    async with serving(settings_in(data_folder, url=URL, smtp=smtp)) as site:
        yield site


async def test_a_letter_leads_to_the_report_and_the_desk_sees_that_it_went(
    site: Site, owner: Browser, stranger: Browser, reader: Browser, post_office: PostOffice
) -> None:
    assert (await owner.get("/branches/sun")).one("input", name="email")["type"] == "email"
    page = await owner.post(BRANCH, {"email": f" {TO}"})
    link, report = link_in(page), await latest()
    assert f"on its way to {TO}." in page.words
    settings = site.settings
    await run_due_jobs(Tools(settings, open_blobs(settings.photos), Press()), report.made_at)
    [mail] = post_office.mails
    assert mail["to"] == TO and f"{URL}{link}" in plain(mail)
    assert "Sun" in (await stranger.get(link)).heading
    assert f"Mailed to {TO}." in (await owner.get("/reports")).words
    assert f"Mailed to {TO}." in (await owner.get(f"/reports/{report.id}")).words
    assert TO not in (await reader.get("/reports")).words
    last = await LogEntry.filter(verb="shared").order_by("-id").first()
    assert last is not None and last.detail["mailed"] is True and TO not in str(last.detail)


@pytest.mark.parametrize("door", [BRANCH, "/regions/North/report.pdf", "/consistency/report.pdf?region=North"])
async def test_what_is_no_address_comes_back_with_everything_else_that_was_typed(owner: Browser, door: str) -> None:
    before = (await latest()).id
    typed = {"email": "sun@example.com, moon@example.com", "language": "ro", "days": "365", "coded": "yes"}
    page = await owner.post(door, typed)
    assert page.status == 422 and (await latest()).id == before
    field = page.one("input", name="email")
    assert (field["value"], field["aria-invalid"]) == (typed["email"], "true")
    assert page.one("p", class_="field__error", id=str(field["aria-describedby"]).split()[-1]).text
    assert [one["value"] for one in page.all("option", selected="")] == ["ro", "365"]
    assert page.one("input", name="coded").get("checked") == "" and "Nothing was lost." in page.words
    assert page.one("form", class_="form")["action"] == door


async def test_the_form_comes_back_to_those_alone_who_may_share(manager: Browser) -> None:
    for door in (BRANCH, "/regions/South/report.pdf"):
        assert (await manager.post(door, {"email": "nobody"})).status == 404


async def test_a_site_without_mail_does_not_offer_it(data_folder: Path) -> None:
    async with serving(settings_in(data_folder)) as site:
        owner = await site.signed_in("owner")
        assert not (await owner.get("/branches/sun")).all("input", name="email")
        assert (await owner.post(BRANCH, {"email": TO})).status == 422
