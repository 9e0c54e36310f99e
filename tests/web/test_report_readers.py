"""Shared reports as their readers have them: a code, a receipt, an answer, all of theirs in one place."""

from __future__ import annotations

import pytest

from audit.services.report_replies import MOST_GUESSES, MOST_REPLIES
from audit.store.models import ReportReply, SharedReport
from tests.web.pages import Page
from tests.web.salons import PDF
from tests.web.sites import Browser, Site
from tests.web.test_shares import BRANCH, CHAIN, latest, link_in


async def shared_with_code(owner: Browser) -> tuple[str, str]:
    """The link of a report, and its code."""
    page = await owner.post(BRANCH, {"coded": "yes"})
    return link_in(page), page.all("code")[1].text


def said(page: Page) -> str:
    return page.one("div", role="status").text


async def test_a_report_with_a_code_says_nothing_without_it(owner: Browser, stranger: Browser) -> None:
    link, word = await shared_with_code(owner)
    report = await latest()
    assert word not in str(report.code_hash) and word.isdigit()
    for address in (link, f"{link}/report.pdf"):
        page = await stranger.get(address)
        assert page.status == 200 and "too few" not in page.words and page.one("input", name="code")
    assert (await stranger.post(link, {"code": "x"})).status == 422
    assert "Sun" in (await stranger.post(link, {"code": f" {word} "})).heading
    pdf = await stranger.client.post(f"{link}/report.pdf", data={"code": word}, headers=stranger.headers)
    assert pdf.content.startswith(b"%PDF")
    assert not stranger.client.cookies
    assert (await stranger.client.post(f"{link}/report.pdf", data={}, headers=stranger.headers)).status_code == 422


async def test_a_code_cannot_be_guessed_for_long(owner: Browser, stranger: Browser) -> None:
    link, word = await shared_with_code(owner)
    for _ in range(MOST_GUESSES):
        assert (await stranger.post(link, {"code": "000000x"})).status == 422
    assert (await stranger.post(link, {"code": word})).status == 429


async def test_a_reader_answers_a_report_with_a_code_without_typing_it_again(owner: Browser, stranger: Browser) -> None:
    link, word = await shared_with_code(owner)
    page = await stranger.post(link, {"code": word})
    assert {one["value"] for one in page.all("input", name="code")} == {word}
    answer = {"kind": "comment", "name": "Ali", "text": "We have a new machine.", "code": word}
    assert "We have a new machine." in (await stranger.post(f"{link}/replies", answer)).words
    assert (await stranger.post(f"{link}/replies", answer | {"code": ""})).status == 422


async def test_a_reader_confirms_and_answers_and_the_desk_sees_it(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    report = await latest()
    assert "not confirmed" in (await owner.get("/reports")).words
    receipt = {"kind": "receipt", "name": "Ali", "text": ""}
    page = await stranger.follow(await stranger.post(f"{link}/replies", receipt))
    assert said(page).startswith("Thank you.") and "has been read" in page.words
    await stranger.post(f"{link}/replies", receipt)
    await stranger.post(f"{link}/replies", {"kind": "comment", "name": "Ali", "text": "<b>It</b> was a holiday."})
    words = (await owner.get(f"/reports/{report.id}")).words
    assert "<b>It</b> was a holiday." in words and "by link" in words
    assert await ReportReply.filter(report_id=report.id).count() == 2


@pytest.mark.parametrize(
    "form", [{}, {"name": "Ali", "text": " "}, {"name": " ", "text": "x"}, {"name": "x" * 101, "text": "x"}]
)
async def test_an_answer_says_who_and_what(owner: Browser, stranger: Browser, form: dict[str, str]) -> None:
    link = link_in(await owner.post(BRANCH))
    assert (await stranger.post(f"{link}/replies", form)).status == 422
    assert await ReportReply.all().count() == 0


async def test_there_is_an_end_to_answers(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    report = await latest()
    for number in range(MOST_REPLIES):
        await ReportReply.create(report_id=report.id, at=report.made_at, kind="comment", name="x", text=str(number))
    assert (await stranger.post(f"{link}/replies", {"name": "Ali", "text": "One more"})).status == 409


async def test_a_franchisee_finds_all_of_theirs_and_nothing_else(owner: Browser, reader: Browser) -> None:
    link_in(await owner.post(CHAIN))
    page = await reader.get("/reports")
    assert "1 report has been shared." in page.words
    hrefs = [href for href in page.links if href.startswith("/reports/")]
    assert hrefs == ["/reports/2"]
    assert (await reader.client.get("/reports/2/report.pdf")).content == PDF
    assert (await reader.get("/reports/1")).status == 404
    await SharedReport.filter(id=2).update(revoked_at="2026-11-24T00:00:00Z")
    assert (await reader.get("/reports/2")).status == 404


async def test_a_franchisee_answers_under_their_own_name(owner: Browser, reader: Browser) -> None:
    page = await reader.follow(await reader.post("/reports/2/replies", {"kind": "receipt"}))
    assert "Reader" in page.words and "by link" not in page.words
    assert "Reader" in (await owner.get("/reports/2")).words
    assert (await owner.post("/reports/2/replies", {"text": "Thank you!"})).status == 303


async def test_the_desk_sees_when_a_report_was_opened(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH))
    address = f"/reports/{(await latest()).id}"
    assert "not yet" in (await owner.get(address)).words
    await stranger.get(link)
    opened = (await owner.get(address)).words
    assert "not yet" not in opened and "Who it was is not kept" in opened


async def test_a_report_in_the_language_and_for_as_long_as_asked(owner: Browser, stranger: Browser) -> None:
    link = link_in(await owner.post(BRANCH, {"language": "ro", "days": "30"}))
    report = await latest()
    assert (report.expires_at - report.made_at).days == 30
    assert (await stranger.get(link)).one("html")["lang"] == "ro"
    for form in ({"language": "fr"}, {"days": "31"}, {"days": "x"}):
        assert (await owner.post(BRANCH, form)).status == 422


async def test_a_new_revision_says_what_changed(site: Site, owner: Browser, stranger: Browser) -> None:
    link_in(await owner.post(BRANCH))
    report = await latest()
    told = dict(report.document)
    told["facts"] |= {"visits": 4, "fixes": ["Something that went away"]}
    await SharedReport.filter(id=report.id).update(document=told)
    page = await stranger.get(link_in(await owner.post(BRANCH)))
    assert f"What changed since revision {report.revision}" in page.words
    assert "it was 4 before." in page.words and "Something that went away" in page.words
    again = await stranger.get(link_in(await owner.post(BRANCH)))
    assert "Nothing that stands on the first page has changed." in again.words


async def test_readers_are_told_of_a_report_and_whoever_shared_it_of_an_answer(owner: Browser, reader: Browser) -> None:
    link_in(await owner.post(BRANCH))
    address = f"/reports/{(await latest()).id}"
    assert "has been shared with you." in (await reader.get("/notices")).words
    await reader.post(f"{address}/replies", {"kind": "comment", "text": "We are on it."})
    assert "Reader has answered" in (await owner.get("/notices")).words
    await owner.post(f"{address}/replies", {"text": "Thank you!"})
    assert "Owner has answered" not in (await owner.get("/notices")).words
