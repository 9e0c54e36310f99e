"""Reports as PDF, through their doors: whose they are, and what they are about."""

from __future__ import annotations

import io
from datetime import date

import pikepdf
import pytest
from httpx2 import Response

from audit.errors import NotFound, NotNow, say
from audit.services.branch_report_making import Asked, branch_paper, branch_report, fixes_of
from audit.services.branch_reports import TaskLine
from audit.services.filters import Filters
from audit.services.visit_reports import Wanted, visit_report
from audit.store import people
from audit.store.sights import WHOLE_CHAIN, sight_of
from tests.cast import TODAY
from tests.reports.papers import check_paper, elements
from tests.reports.test_priorities import DUE, seen
from tests.web.sites import Browser, Site


async def fetched(browser: Browser, address: str) -> Response:
    return await browser.client.get(address)


def opened(answer: Response) -> pikepdf.Pdf:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return pikepdf.open(io.BytesIO(answer.content))


@pytest.mark.parametrize("language", ["en", "ro"])
async def test_the_chain_s_report_speaks_the_reader_s_language(site: Site, language: str) -> None:
    answer = await fetched(await site.signed_in("owner", language), "/consistency/report.pdf")
    check_paper(opened(answer), language)
    assert answer.headers["content-disposition"].startswith('inline; filename="chain-20')


async def test_the_page_leads_to_the_report_of_the_same_view(owner: Browser) -> None:
    page = await owner.get("/consistency?channel=in_person&region=North")
    href, region = [one["href"] for one in page.elements if "report.pdf" in (one.get("href") or "")]
    assert region == "/regions/North/report.pdf?channel=in_person"
    assert href == "/consistency/report.pdf?region=North&channel=in_person"
    opened(await fetched(owner, href))


async def test_a_view_without_visits_is_said_in_a_sentence(owner: Browser) -> None:
    page = await owner.get("/consistency/report.pdf?until=2001-01-01")
    assert page.status == 409 and "No visit counts in this view yet." in page.words


async def test_a_filter_that_makes_no_sense_is_refused(owner: Browser) -> None:
    assert (await owner.get("/consistency/report.pdf?since=soon")).status == 422


async def test_a_visit_s_report_shows_its_photo(reader: Browser) -> None:
    pdf = opened(await fetched(reader, "/visits/sun-1/report.pdf"))
    check_paper(pdf, "en")
    assert len(elements(pdf, "Figure")) == 2  # and the logo


async def test_paper_tells_the_auditor_s_nickname_whoever_asks_for_it(site: Site) -> None:
    names = []
    for email in ("owner@example.com", "reader@example.com"):
        person = await people.find_person_by_email(email)
        assert person is not None
        names.append((await visit_report(await sight_of(person), Wanted("sun-1", "en", TODAY))).page.auditor)
    ann = await people.find_person_by_email("ann@example.com")
    assert ann is not None and names == [ann.nickname, ann.nickname]


async def test_a_visit_that_is_not_theirs_is_not_there(site: Site, reader: Browser) -> None:
    assert (await reader.get("/visits/noon-1/report.pdf")).status == 404
    person = await people.find_person_by_email("reader@example.com")
    assert person is not None
    with pytest.raises(NotFound):
        await visit_report(await sight_of(person), Wanted("noon-1", "en", TODAY))


async def test_before_a_visit_is_handed_in_there_is_nothing_to_report(site: Site) -> None:
    person = await people.find_person_by_email("owner@example.com")
    assert person is not None
    with pytest.raises(NotNow, match="handed in"):
        await visit_report(await sight_of(person), Wanted("plan-ann", "en", TODAY))


async def test_a_branch_s_report_tells_its_actions_and_what_became_of_its_appeals(site: Site) -> None:
    report, _ = await branch_report(WHOLE_CHAIN, Asked("noon", Filters(), "en", date(2099, 1, 1)), site.app.state.blobs)
    [task] = report.follow_up.tasks
    assert task.is_late and str(task.state) == "Overdue" and task.title
    [appeal] = report.follow_up.appeals
    assert (str(appeal.item), str(appeal.state)) == ("A drink", "Appealed, not decided yet") and appeal.reason
    html = branch_paper(report, {}, "en").html
    assert "What is being done" in html and "Appeals and their outcome" in html


def test_what_has_an_action_already_keeps_its_owner_and_its_day() -> None:
    day = date(2026, 12, 1)
    task = TaskLine("Buy cups", "Every guest is offered a drink", "Ben", day, say("To do"), is_late=False)
    fixes = fixes_of([seen("Every guest is offered a drink", 1, 9), seen("Other", 1, 9)], "Ana", TODAY, [task])
    assert [(fix.owner, fix.due) for fix in fixes] == [("Ben", day), ("Ana", DUE)]
