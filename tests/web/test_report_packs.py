"""Packs of reports, through their doors: asked for, looked at, taken along, made by themselves."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import pytest

from audit.services.sharing import pack_token
from audit.store import jobs, report_schedules
from audit.store.models import Job, SharedReport
from audit.store.sights import WHOLE_CHAIN
from tests.databases import SECRET
from tests.web.salons import PDF
from tests.web.sites import Browser, Site


async def asked_for(browser: Browser, **form: str) -> str:
    """The address of a new pack."""
    answer = await browser.post("/reports/packs", form)
    assert answer.status == 303, answer.text
    return answer.headers["location"]


async def test_a_pack_is_asked_for_and_leads_to_its_page(owner: Browser) -> None:
    page = await owner.get("/reports/packs")
    assert page.one("form", action="/reports/packs") and "Last quarter" in page.words
    address = await asked_for(owner, period="last month", about="both", language="ro", days="30")
    page = await owner.get(address)
    assert "No report of this pack is made yet." in page.words
    job = await jobs.get_job(WHOLE_CHAIN, address.rpartition("/")[2])
    assert (job.wanted["language"], job.wanted["days"], job.wanted["about"]) == ("ro", 30, "both")
    assert job.state == "waiting"
    assert f"/reports/packs/{job.id}" in (await owner.get("/reports/packs")).links
    part = await owner.client.get(address, headers={"hx-request": "true"})
    assert part.text.lstrip().startswith("<div") and "<html" not in part.text


@pytest.mark.parametrize(
    "form", [{"period": "yesterday"}, {"language": "fr"}, {"days": "1"}, {"region": "Nowhere"}, {"about": "us"}]
)
async def test_a_pack_that_makes_no_sense_is_refused(owner: Browser, form: dict[str, str]) -> None:
    assert (await owner.post("/reports/packs", form)).status == 422


async def test_a_pack_says_what_it_is_about_and_what_is_not_in_it(owner: Browser) -> None:
    address = await asked_for(owner, period="last year", region="North")
    year = datetime.now(UTC).year - 1
    assert f"1 Jan {year} – 31 Dec {year}, North" in (await owner.get(address)).words
    await Job.filter(id=address.rpartition("/")[2]).update(state="done", done=3, total=3)
    await SharedReport.filter(id=2).update(pack=address.rpartition("/")[2])
    assert "2 were not made: no visit counts in that time." in (await owner.get(address)).words
    assert f"31 Dec {year}, North" in (await owner.get("/reports/packs")).words


async def test_what_is_made_can_be_taken_along(owner: Browser) -> None:
    address = await asked_for(owner)
    await SharedReport.filter(id=2).update(pack=address.rpartition("/")[2])
    assert "1 report of this pack is made." in (await owner.get(address)).words
    with zipfile.ZipFile(io.BytesIO((await owner.client.get(f"{address}/reports.zip")).content)) as archive:
        assert [archive.read(name) for name in archive.namelist()] == [PDF]
    links = (await owner.client.get(f"{address}/links.csv")).text
    assert f"/shared/{pack_token(SECRET, address.rpartition('/')[2], 'sun')}" in links


async def test_a_pack_belongs_to_whoever_asked_for_it(owner: Browser, manager: Browser, site: Site) -> None:
    address = await asked_for(owner)
    for door in ("", "/reports.zip", "/links.csv"):
        assert (await manager.get(address + door)).status == 404
        assert (await owner.get("/reports/packs/job-owner" + door)).status == 404  # another kind of work


async def test_the_owner_has_packs_made_by_themselves(owner: Browser, manager: Browser) -> None:
    wanted = {"every": "last quarter", "every_about": "regions"}
    page = await owner.follow(await owner.post("/reports/packs/schedule", wanted))
    assert len(page.all("option", value="last quarter", selected="")) == 2  # of the form for a pack, and of this one
    kept = await report_schedules.get_schedule()
    assert (kept.months, kept.about) == (3, "regions") and page.one("option", value="regions", selected="")
    assert (await manager.post("/reports/packs/schedule", {"every": ""})).status == 404
    assert (await owner.post("/reports/packs/schedule", {"every": "soon"})).status == 422
    await owner.post("/reports/packs/schedule", {"every": ""})
    assert not (await report_schedules.get_schedule()).is_on
    assert await Job.filter(kind="report pack").count() == 2
