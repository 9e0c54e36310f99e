"""Reports shared by link: frozen, ended, counted, and no more than the one report."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from audit.services import sharing
from audit.services.passwords import token_hash
from audit.store.models import Branch, Chain, SharedReport
from tests.web.pages import Page
from tests.web.sites import Browser, Site

LINK = re.compile(r"https?://[^/]+(/shared/[\w-]{43})")
BRANCH, CHAIN = "/branches/sun/report.pdf", "/consistency/report.pdf"


def link_in(page: Page) -> str:
    assert page.status == 201, page.text
    [found] = LINK.findall(page.text)
    return str(found)


async def latest() -> SharedReport:
    """The report that was shared last."""
    found = await SharedReport.all().order_by("-id").first()
    assert found is not None
    return found


async def test_whoever_has_the_link_reads_the_report_without_an_account(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    page = await stranger.get(link)
    assert page.status == 200 and "Sun" in page.heading
    pdf = await stranger.client.get(page.one("a", class_="button button--main button--wide")["href"])
    assert pdf.content.startswith(b"%PDF")
    assert not stranger.client.cookies


@pytest.mark.parametrize("door", ["", "/report.pdf"])
async def test_no_search_engine_and_no_other_site_learns_of_it(owner: Browser, stranger: Browser, door: str) -> None:
    answer = await stranger.client.get(link_in(await owner.post(BRANCH)) + door)
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


async def test_only_the_token_s_hash_is_kept(owner: Browser) -> None:
    token = link_in(await owner.post(CHAIN)).rpartition("/")[2]
    [row] = await SharedReport.all().order_by("-id").limit(1).values()
    assert row["token_hash"] == token_hash(token)
    assert token not in repr(row)
    assert token not in (await owner.get("/reports")).text


async def test_what_was_shared_stays_as_it_was(site: Site, owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    before, told = (await stranger.client.get(f"{link}/report.pdf")).content, (await stranger.get(link)).words
    await Branch.filter(code="sun").update(name="Moon")
    await Chain.all().update(name="Another chain")
    assert (await stranger.client.get(f"{link}/report.pdf")).content == before
    assert (await stranger.get(link)).words == told
    row = await latest()
    assert row.pdf_sha256 == sha256(before).hexdigest()


async def test_the_same_report_again_is_the_next_revision(owner: Browser, stranger: Browser) -> None:
    first, second = [link_in(await owner.post(BRANCH)) for _ in range(2)]
    link_in(await owner.post(CHAIN))
    revisions = await SharedReport.filter(id__gt=2).order_by("id").values_list("kind", "revision")
    assert revisions == [("branch", 2), ("branch", 3), ("chain", 1)]
    assert "revision 2" in (await stranger.get(first)).words and "revision 3" in (await stranger.get(second)).words


async def test_an_ended_link_leads_nowhere(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    report = await latest()
    done = await owner.post("/reports/revocations", {"report": str(report.id)})
    assert "link has ended" in (await owner.follow(done)).words
    for address in (link, f"{link}/report.pdf"):
        assert (await stranger.get(address)).status == 404
    assert (await owner.post("/reports/revocations", {"report": str(report.id)})).status == 404


async def test_a_link_expires(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    report = await latest()
    assert report.expires_at - report.made_at == timedelta(days=sharing.USUAL_DAYS)
    await SharedReport.all().update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert (await stranger.get(link)).status == 404
    assert "Expired" in (await owner.get("/reports")).words


@pytest.mark.parametrize("token", ["x", "A" * 43, "..%2f..", "%00"])
async def test_a_guess_finds_nothing(stranger: Browser, token: str) -> None:
    for door in ("", "/report.pdf"):
        assert (await stranger.get(f"/shared/{token}{door}")).status == 404


async def test_opening_a_link_is_written_down(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    assert "not yet" in (await owner.get("/reports")).words
    await stranger.get(link)
    await stranger.client.get(f"{link}/report.pdf")
    assert "2 times" in (await owner.get("/reports")).words


async def test_a_manager_shares_and_ends_only_what_is_theirs(owner: Browser, manager: Browser) -> None:
    assert (await manager.post(BRANCH)).status == 404
    link_in(await owner.post(BRANCH))
    report = await latest()
    assert (await manager.post("/reports/revocations", {"report": str(report.id)})).status == 404
    assert "1 report has been shared." in (await manager.get("/reports")).words
    link_in(await manager.post("/branches/noon/report.pdf"))
    assert "4 reports have been shared." in (await owner.get("/reports")).words


@pytest.mark.parametrize("report", ["", "x", "1" * 30, "²"])
async def test_a_form_without_a_report_is_refused(owner: Browser, report: str) -> None:
    assert (await owner.post("/reports/revocations", {"report": report})).status == 422


async def test_a_region_s_report_is_made_and_shared_like_a_branch_s(
    manager: Browser, owner: Browser, reader: Browser, stranger: Browser
) -> None:
    address = "/regions/North/report.pdf"
    assert address in (await manager.get("/consistency?region=North")).links
    assert (await manager.client.get(address)).content.startswith(b"%PDF")
    link = link_in(await manager.post(address))
    page = await stranger.get(link)
    assert "North: report of the region" in page.words
    assert (await stranger.client.get(f"{link}/report.pdf")).content.startswith(b"%PDF")
    report = await latest()
    assert (report.kind, report.subject, report.revision) == ("region", "North", 1)
    again = await stranger.get(link_in(await owner.post(address)))
    assert "What changed since revision 1" in again.words
    assert (await owner.get(f"/reports/{report.id}")).one("form", action=address)
    assert (await reader.get(f"/reports/{report.id}")).status == 404


@pytest.mark.parametrize("region", ["South", "Nowhere", "%00", "x" * 300])
async def test_nobody_shares_a_region_that_is_not_all_theirs(manager: Browser, region: str) -> None:
    for method in ("GET", "POST"):
        assert (await manager.ask(method, f"/regions/{region}/report.pdf")).status == 404
    assert "/regions/" not in (await manager.get("/consistency?region=South")).text
