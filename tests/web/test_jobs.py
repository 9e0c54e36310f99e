"""Background work at the desk: seen by who asked for it and by owners, paused, resumed and cancelled by forms."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.services.jobs import Asked, ask_for
from audit.store import jobs, people
from audit.store.jobs import JobRow
from audit.store.sights import WHOLE_CHAIN
from tests.web.sites import Browser, Site

NOW = datetime.now(UTC)


async def ask(name: str = "manager", now: datetime = NOW) -> str:
    person = await people.find_person_by_email(f"{name}@example.com")
    assert person is not None
    return await ask_for(Asked("count", {}, person.id, "the third quarter"), now)


async def row(job: str) -> JobRow:
    return await jobs.get_job(WHOLE_CHAIN, job)


async def test_the_page_says_that_nothing_is_going(owner: Browser) -> None:
    page = await owner.get("/jobs")
    assert page.one("h1").text == "Nothing is being worked on in the background."


async def test_a_manager_sees_what_they_asked_for_and_an_owner_sees_all(
    manager: Browser, owner: Browser, site: Site
) -> None:
    await ask()
    for browser in (manager, owner):
        page = await browser.get("/jobs")
        assert "the third quarter" in page.words and page.one("h1").text == "1 piece of work is under way."
    assert "the third quarter" not in (await (await site.signed_in("stranger")).get("/jobs")).words


async def test_quick_work_is_shown_only_when_it_goes_wrong(owner: Browser) -> None:
    quick = await ask_for(Asked("mail notices", {}), NOW)
    assert "Mail with notices" not in (await owner.get("/jobs")).words
    await jobs.put_job_state(quick, "failed", ("waiting",), problem={"text": "Nobody answers.", "values": {}})
    assert "Mail with notices" in (await owner.get("/jobs")).words


async def test_it_is_paused_resumed_and_cancelled_by_plain_forms(manager: Browser) -> None:
    job = await ask()
    for action, label, state in [
        ("pause", "Pause", "paused"),
        ("resumption", "Go on", "waiting"),
        ("cancellation", "Cancel", "cancelled"),
    ]:
        page = await manager.get("/jobs")
        form = next(form for form in page.all("form") if form["action"] == f"/jobs/{job}/{action}")
        assert form.text.startswith(label)
        assert (await manager.post(form["action"])).headers["location"] == "/jobs"
        assert (await row(job)).state == state


async def test_what_is_over_cannot_be_changed(manager: Browser) -> None:
    job = await ask()
    await manager.post(f"/jobs/{job}/cancellation")
    page = await manager.post(f"/jobs/{job}/cancellation")
    assert page.status == 409 and "This work is cancelled" in page.words


async def test_a_failure_is_told_first_with_its_reason(owner: Browser) -> None:
    job = await ask()
    problem = {"text": "There is no branch {code}.", "values": {"code": "moon"}}
    await jobs.put_job_state(job, "failed", ("waiting",), problem=problem)
    page = await owner.get("/jobs")
    assert page.one("h1").text == "1 piece of work has failed." and "There is no branch moon." in page.words
    assert (await owner.post(f"/jobs/{job}/resumption")).status == 303 and (await row(job)).state == "waiting"


async def test_progress_is_shown_and_htmx_gets_the_list_alone(owner: Browser) -> None:
    job = await ask()
    await jobs.put_job_state(job, "running", ("waiting",))
    await jobs.put_job_progress(job, 3, 12)
    assert (await owner.get("/jobs")).one("progress")["value"] == "3"
    part = await owner.client.get("/jobs", headers={"hx-request": "true"})
    assert "3 of 12" in part.text and "<html" not in part.text


async def test_work_that_nobody_takes_up_is_told(owner: Browser) -> None:
    await ask(now=NOW - timedelta(hours=1))
    assert "start audit jobs" in (await owner.get("/jobs")).one("p", role="alert").text.replace("`", "")


@pytest.mark.parametrize("action", ["pause", "resumption", "cancellation"])
async def test_somebody_elses_work_is_not_there(site: Site, action: str) -> None:
    job = await ask("owner")
    manager = await site.signed_in("manager")
    assert (await manager.post(f"/jobs/{job}/{action}")).status == 404
    assert (await row(job)).state == "waiting"
