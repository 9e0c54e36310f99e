"""A branch's own address gets the reports of packs by mail, until whoever reads them there says no."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from audit.blobs import open_blobs
from audit.errors import BadInput
from audit.reports.pdf import Press
from audit.services.branch_mails import letter_to
from audit.services.branches import import_branches
from audit.services.job_tools import Tools
from audit.services.report_packs import Wanted, make_one
from audit.services.sharing import pack_token
from audit.store import chains, people
from audit.store.models import Branch, LogEntry, SharedReport, Visit
from audit.store.sights import WHOLE_CHAIN
from tests.databases import SECRET
from tests.jobs import run_due_jobs
from tests.post_office import PostOffice
from tests.services.test_notices import plain
from tests.web.sites import Browser, Site, serving, settings_in
from tests.web.test_mailed_reports import URL
from tests.web.test_shares import BRANCH, link_in

TO = "till@example.com"
MAILS = f"/shared/{pack_token(SECRET, 'pack', 'sun')}/mails"


@pytest.fixture
async def site(data_folder: Path, post_office: PostOffice) -> AsyncIterator[Site]:
    """A site that sends mail, whose branch sun has a visit that counts and an address."""
    async with serving(settings_in(data_folder, url=URL, smtp=f"smtp://127.0.0.1:{post_office.port}")) as site:
        await Visit.filter(id="sun-1").update(status="accepted", accepted_at=datetime.now(UTC) - timedelta(hours=1))
        await imported(f"code,name,report_email\nsun,Sun,{TO.upper()}\n")
        yield site


async def imported(text: str) -> None:
    await import_branches(text.encode(), datetime.now(UTC))


async def mailed_pack(site: Site, pack: str = "pack") -> None:
    """Sun's report of a pack, and the letters that were asked for with it."""
    owner = await people.find_person_by_email("owner@example.com")
    assert owner is not None
    with Press() as press:
        tools = Tools(site.settings, open_blobs(site.settings.photos), press)
        assert await make_one(tools, pack, Wanted(owner.id, "2020-01-01", "2030-12-31"), ("branch", "sun"))
        await run_due_jobs(tools, datetime.now(UTC))


async def test_a_pack_reaches_a_branch_without_an_account_until_it_says_no(
    site: Site, stranger: Browser, post_office: PostOffice
) -> None:
    await mailed_pack(site)
    [mail] = post_office.mails
    assert mail["to"] == TO and f"{URL}{MAILS.removesuffix('/mails')}" in plain(mail)
    assert str(mail["list-unsubscribe"]).strip() == f"<{URL}{MAILS}>" and f": {URL}{MAILS}" in plain(mail)
    assert "Sun" in (await stranger.get(MAILS)).heading  # a mail program that follows links ends nothing
    assert (await Branch.get(code="sun")).ended_email == ""
    for _ in range(2):
        assert (await stranger.post(MAILS)).heading == "Laporan Sun tidak lagi dikirim ke email Anda."
    await mailed_pack(site, "next pack")
    assert len(post_office.mails) == 1 and await SharedReport.filter(pack="next pack", mailed_to=None).exists()
    assert await LogEntry.filter(verb="ended_branch_mails", person_id=None).count() == 1


async def test_only_the_letter_of_a_pack_ends_mails(site: Site, owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH, {"email": TO}))
    for method in ("GET", "POST"):
        assert (await stranger.ask(method, f"{link}/mails")).status == 404
        assert (await stranger.ask(method, MAILS)).status == 404  # there is no such link yet


async def test_an_address_that_said_no_stays_ended_and_a_new_one_starts_anew(site: Site) -> None:
    await Branch.filter(code="sun").update(ended_email=TO)
    for rows, to in ((f"sun,Sun,{TO}", None), ("sun,Sun,new@example.com", "new@example.com"), ("sun,Sun,", None)):
        await imported(f"code,name,report_email\n{rows}\n")
        letter = await letter_to(await chains.get_branch(WHOLE_CHAIN, "sun"), "pack")
        assert (letter.to if letter else None) == to


async def test_a_reader_who_is_told_anyway_gets_one_letter_and_a_file_without_the_column_changes_nothing(
    site: Site, owner: Browser, reader: Browser
) -> None:
    await imported("code,name\nsun,Sun\n")
    sun = await chains.get_branch(WHOLE_CHAIN, "sun")
    assert sun.report_email == TO and await letter_to(sun, "pack")
    assert f"Reports of packs are mailed to {TO}." in (await owner.get("/branches/sun")).words
    assert TO not in (await reader.get("/branches/sun")).words
    await imported("code,name,report_email\nsun,Sun,reader@example.com\n")
    assert await letter_to(await chains.get_branch(WHOLE_CHAIN, "sun"), "pack") is None


@pytest.mark.parametrize("address", ["till", "a@b", "one@example.com; two@example.com", "é@example.com"])
async def test_a_file_with_what_is_no_address_is_refused(site: Site, address: str) -> None:
    with pytest.raises(BadInput):
        await imported(f'code,name,report_email\nsun,Sun,"{address}"\n')
    assert (await Branch.get(code="sun")).report_email == TO
