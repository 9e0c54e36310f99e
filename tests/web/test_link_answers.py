"""What a reader without an account does over a report's link: an action is done, an item is appealed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from audit.services.report_replies import MOST_AT_ONCE
from audit.store import voices
from audit.store.models import Action, Appeal, LogEntry, ReportReply, ReviewSettings, SharedReport, Visit
from audit.store.sights import WHOLE_CHAIN
from tests.web.pages import Page
from tests.web.sites import Browser
from tests.web.test_report_readers import said, shared_with_code
from tests.web.test_shares import BRANCH, CHAIN, latest, link_in

DONE = {"action": "2", "done_name": "Ali", "done_text": "All of them, inside too."}
APPEAL = {"item": "sun-1/clean", "appeal_name": "Ali", "appeal_text": "It was clean by noon."}


@pytest.fixture
async def link(owner: Browser) -> str:
    """A link to the report about sun, whose one visit counts and was accepted just now."""
    await Visit.filter(id="sun-1").update(status="accepted", accepted_at=datetime.now(UTC) - timedelta(hours=1))
    return link_in(await owner.post(BRANCH))


async def kept() -> tuple[str, int, int]:
    """The state of sun's action, and how many appeals and replies there are."""
    return (await Action.get(id=2)).status, await Appeal.all().count(), await ReportReply.all().count()


async def test_an_action_of_the_branch_is_done_and_waits_for_a_sign_off(
    link: str, owner: Browser, stranger: Browser
) -> None:
    assert "Wash the windows of sun" in (await stranger.get(link)).words
    page = await stranger.follow(await stranger.post(f"{link}/completions", DONE))
    assert said(page).startswith("The action is done.") and "Done, to be signed off" in page.words
    assert "Says that it is done: Wash the windows of sun" in page.words and not stranger.client.cookies
    told = (await owner.get("/actions/2")).words
    assert "Ali · by link Action finishedAll of them, inside too." in told
    assert "Ali has answered" in (await owner.get("/notices")).words
    assert (await owner.post("/actions/2/sign-off")).status == 303
    assert (await Action.get(id=2)).status == "signed"
    assert (await stranger.post(f"{link}/completions", DONE)).status == 409


async def test_an_item_is_appealed_once_and_its_outcome_is_read_over_the_link(
    link: str, owner: Browser, stranger: Browser
) -> None:
    page = await stranger.follow(await stranger.post(f"{link}/appeals", APPEAL))
    assert said(page).startswith("The appeal is made.") and "Appealed, not decided yet" in page.words
    assert "sun-1/clean" not in [one["value"] for one in page.all("option")]
    assert (await stranger.post(f"{link}/appeals", APPEAL)).status == 409
    assert "Ali · by linkIt was clean by noon." in (await owner.get("/reviews")).words
    report = await latest()
    assert f"/reports/{report.id}" in (await owner.get("/visits/sun-1")).links
    [row] = [one for one in await voices.list_open_appeals(WHOLE_CHAIN) if one.visit_id == "sun-1"]
    await owner.post(f"/appeals/{row.id}/decision", {"decision": "declined", "reason": "The photo shows dust."})
    decided = (await stranger.get(link)).words
    assert "Appeal declined" in decided and "The photo shows dust." in decided
    assert "Your appeal" not in (await owner.get("/notices")).words


async def test_the_log_names_the_link_and_no_name(link: str, stranger: Browser) -> None:
    await stranger.post(f"{link}/completions", DONE)
    await stranger.post(f"{link}/appeals", APPEAL)
    report, replies = await latest(), await ReportReply.all().order_by("id").values_list("id", "kind", "about")
    [(done, _, _), (appeal, kind, about)] = replies
    assert kind == "appeal" and about and about != "clean"
    rows = await LogEntry.all().order_by("-id").limit(4).values("verb", "person_id", "detail")
    entries = {row["verb"]: row for row in rows}
    assert entries["finished_action"]["detail"] == {"report": report.id, "reply": done}
    assert entries["appealed"]["detail"]["reply"] == appeal
    assert {row["person_id"] for row in rows} == {None} and "Ali" not in str(rows)


@pytest.mark.parametrize("action", ["1", "99", "x", "9" * 30])
async def test_no_action_of_another_branch(link: str, stranger: Browser, action: str) -> None:
    assert (await stranger.post(f"{link}/completions", DONE | {"action": action})).status == 404
    assert (await Action.get(id=1)).status == "open" and (await kept())[2] == 0


@pytest.mark.parametrize("visit", ["noon-1", "sun-back", "plan-ann", "nowhere", "sun-1/x"])
async def test_no_visit_that_the_report_does_not_rest_on(link: str, stranger: Browser, visit: str) -> None:
    assert (await stranger.post(f"{link}/appeals", APPEAL | {"item": f"{visit}/clean"})).status == 404
    assert await kept() == ("open", 1, 0)


async def test_no_visit_outside_the_reports_time_or_accepted_later(link: str, stranger: Browser) -> None:
    await Visit.filter(id="sun-1").update(visit_date="2020-01-01")
    assert (await stranger.post(f"{link}/appeals", APPEAL)).status == 404
    until = (await latest()).document["until"]
    later = datetime.now(UTC) + timedelta(minutes=1)
    await Visit.filter(id="sun-1").update(visit_date=until, accepted_at=later)
    assert (await stranger.post(f"{link}/appeals", APPEAL)).status == 404


async def test_the_time_to_appeal_holds_over_a_link_too(link: str, stranger: Browser) -> None:
    await Visit.filter(id="sun-1").update(accepted_at=datetime.now(UTC) - timedelta(days=15))
    assert "Is something judged wrongly?" not in (await stranger.get(link)).words
    assert (await stranger.post(f"{link}/appeals", APPEAL)).status == 409
    await ReviewSettings.create(id=1, appeal_days=30)
    assert (await stranger.post(f"{link}/appeals", APPEAL)).status == 303


@pytest.mark.parametrize(
    "door,form,place",
    [
        ("completions", DONE | {"done_name": " "}, "done_name"),
        ("completions", DONE | {"done_text": "x" * 2001}, "done_text"),
        ("completions", DONE | {"action": ""}, "done"),
        ("appeals", APPEAL | {"appeal_name": ""}, "appeal_name"),
        ("appeals", APPEAL | {"appeal_text": " "}, "appeal_text"),
        ("appeals", APPEAL | {"item": ""}, "item"),
        ("appeals", APPEAL | {"item": "sun-1/nothing"}, "appeal"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    link: str, stranger: Browser, door: str, form: dict[str, str], place: str
) -> None:
    page = await stranger.post(f"{link}/{door}", form)
    problems = [one for one in page.all("a", href=f"#{place}") if one.ancestors[-1].name == "li"]
    assert page.status == 422 and len(problems) == 1
    held = [str(one.get("value") or one.text) for one in [*page.all("input"), *page.all("textarea")]]
    assert all(value.strip() in held for name, value in form.items() if name.endswith("_name"))
    assert await kept() == ("open", 1, 0)


async def test_a_code_is_asked_for_first(owner: Browser, stranger: Browser) -> None:
    await Visit.filter(id="sun-1").update(status="accepted", accepted_at=datetime.now(UTC) - timedelta(hours=1))
    link, word = await shared_with_code(owner)
    for door, form in (("completions", DONE), ("appeals", APPEAL)):
        for code in ("", "1"):
            page = await stranger.post(f"{link}/{door}", form | {"code": code})
            assert page.status == 422 and "windows" not in page.words
    assert await kept() == ("open", 1, 0)
    for door, form in (("completions", DONE), ("appeals", APPEAL)):
        page = await stranger.post(f"{link}/{door}", form | {"code": word})
        assert page.status == 200 and {one["value"] for one in page.all("input", name="code")} == {word}
    assert await kept() == ("done", 2, 2)


async def test_an_ended_link_does_nothing_and_no_other_site_can_use_one(link: str, stranger: Browser) -> None:
    for door, form in (("completions", DONE), ("appeals", APPEAL)):
        answer = await stranger.client.post(f"{link}/{door}", data=form, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403
    await SharedReport.all().update(revoked_at=datetime.now(UTC))
    for door, form in (("completions", DONE), ("appeals", APPEAL)):
        assert (await stranger.post(f"{link}/{door}", form)).status == 404
    assert await kept() == ("open", 1, 0)


async def test_a_report_of_the_chain_has_nothing_to_do(link: str, owner: Browser, stranger: Browser) -> None:
    chain = link_in(await owner.post(CHAIN))
    page: Page = await stranger.get(chain)
    assert "windows" not in page.words and not page.all("input", name="action")
    for door, form in (("completions", DONE), ("appeals", APPEAL)):
        assert (await stranger.post(f"{chain}/{door}", form)).status == 404


async def test_a_flood_over_one_link_waits(link: str, stranger: Browser) -> None:
    for number in range(MOST_AT_ONCE):
        form = {"kind": "comment", "name": "Ali", "text": str(number)}
        assert (await stranger.post(f"{link}/replies", form)).status == 303
    assert (await stranger.post(f"{link}/completions", DONE)).status == 429
    assert (await kept())[0] == "open"
