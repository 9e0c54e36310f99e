"""Rounds, the calendar and answers to visits, by plain forms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.services.planning import Plan, plan_visit
from audit.store import assignments, people, visits
from audit.store.sights import WHOLE_CHAIN, sight_of
from tests.web.pages import Page
from tests.web.sites import Browser

FORM = {
    "name": "Every quarter", "checklists": "salon-visit", "visits_each": "1", "period": "quarter",
    "first_on": "2027-01-01", "region": "", "rest_days": "30", "different": "1", "most_visits": "", "most_each": "",
    "starts": "10:00", "ends": "18:00", "play": "", "buy": "", "never": "", "goes_on": "1",
}  # fmt: skip


async def made(owner: Browser, **changes: str) -> str:
    answer = await owner.post("/rounds", {**FORM, **changes})
    assert answer.status == 303, answer.text
    return answer.headers["location"]


async def a_visit(day: date) -> str:
    """A planned visit of Ann's at noon, the branch."""
    owner = await people.find_person_by_email("owner@example.com")
    ann = await people.find_person_by_email("ann@example.com")
    assert owner and ann
    plan = Plan("noon", str(ann.id), "salon-visit", day.isoformat())
    return await plan_visit(await sight_of(owner), plan, datetime.now(UTC))


async def test_a_round_is_made_looked_at_and_planned_without_scripts(owner: Browser) -> None:
    address = await made(owner)
    page = await owner.get(address)
    assert "3 visits by 2 of your 2 auditors." in page.words
    first = page.one("input", name="first")["value"]
    boxes = [box["value"] for box in page.all("input", name="visit")]
    assert len(boxes) == 3 and "hang together" in page.words
    sent = {"first": first, "offered": boxes[0], "visit": boxes[0]}
    answer = await owner.post(page.one("form", action=f"{address}/plans")["action"], sent)
    page = await owner.follow(answer)
    assert "The visits are planned." in page.words and "no answer yet" in page.words
    again = await owner.post(f"{address}/plans", sent)
    assert again.status == 409 and "planned already" in again.words


async def test_a_wrong_form_comes_back_with_what_was_typed(owner: Browser) -> None:
    page = await owner.post("/rounds", FORM | {"name": "", "visits_each": "many", "rest_days": "45"})
    assert page.status == 422 and page.one("input", id="rest_days")["value"] == "45"
    assert "Give the round a name" in page.words and "Write a whole number from 1 to 20." in page.words


async def test_a_round_is_ended(owner: Browser) -> None:
    address = await made(owner)
    assert (await owner.post(f"{address}/end")).status == 303
    assert "This round has ended" in (await owner.get(address)).words
    assert (await owner.post(f"{address}/end")).status == 409
    assert (await owner.post(f"{address}/plans", {"first": "2027-01-01"})).status == 409


@pytest.mark.parametrize("round_id", ["0", "999999999", "9" * 12, "x", "1'"])
async def test_a_round_that_is_not_there(owner: Browser, round_id: str) -> None:
    assert (await owner.get(f"/rounds/{round_id}")).status == 404
    assert (await owner.post(f"/rounds/{round_id}/plans", {"first": "2027-01-01"})).status == 404


async def test_somebody_elses_round_is_not_there(owner: Browser, manager: Browser) -> None:
    address = await made(owner)
    assert (await manager.get(address)).status == 404 and (await manager.post(f"{address}/end")).status == 404


async def test_the_calendar_shows_a_month_and_a_visit_is_moved(owner: Browser) -> None:
    visit = await a_visit(date(2027, 2, 10))
    page = await owner.get("/visits/calendar?month=2027-02")
    assert page.one("h1").text == "February 2027" and page.one("li", **{"data-visit": visit}).text.startswith("Noon")
    moved = await owner.post(f"/visits/{visit}/day", {"day": "2027-02-12", "back": "calendar"})
    assert moved.headers["location"] == "/visits/calendar?month=2027-02&done=moved"
    row = await visits.get_visit(WHOLE_CHAIN, visit)
    assert row.due_from and row.due_from.date() == date(2027, 2, 12)
    for wrong in ("", "2027-02-30", "x"):
        assert (await owner.post(f"/visits/{visit}/day", {"day": wrong})).status == 422


@pytest.mark.parametrize("month", ["", "2027-13", "x", "0001-01", "2099-12", "2000-01"])
async def test_any_month_is_a_page(owner: Browser, month: str) -> None:
    assert (await owner.get(f"/visits/calendar?month={month}")).status == 200


async def test_a_manager_sees_only_their_branches_in_the_calendar(owner: Browser, manager: Browser) -> None:
    await a_visit(date(2027, 2, 10))
    assert "Noon" in (await manager.get("/visits/calendar?month=2027-02")).words


async def test_an_auditor_answers_on_their_day(ann: Browser, owner: Browser) -> None:
    visit = await a_visit(datetime.now(UTC).date() + timedelta(days=3))
    page = await ann.get("/today")
    action = f"/visits/{visit}/reply"
    assert len(page.all("form", action=action)) == 2
    assert (await ann.post(action, {"reply": "accepted"})).headers["location"] == "/today?done=accepted"
    assert "You said you go." in (await ann.get("/today")).words
    assert (await ann.post(action, {"reply": "declined"})).status == 422
    assert (await ann.post(action, {"reply": "declined", "reason": "I am ill"})).status == 303
    page = await owner.get(f"/visits/{visit}")
    assert "declined" in page.words and "I am ill" in page.words
    asked = await assignments.find_assignment(visit)
    assert asked and asked.reply == "declined"


def typed_in(page: Page) -> dict[str, str]:
    """The proposal's form as a browser would send it, but for its boxes."""
    sent = {one["name"]: one["value"] for one in page.all("input") if one.get("type") == "date" and one.get("name")}
    chosen = {one.ancestors[-1]["name"]: one["value"] for one in page.all("option") if "selected" in one.attributes}
    return {name: value for name, value in (sent | chosen).items() if name.startswith(("day-", "auditor-"))}


async def test_a_proposal_is_changed_explained_anew_and_planned_so(owner: Browser) -> None:
    address = await made(owner)
    page = await owner.get(address)
    first, typed = page.one("input", name="first")["value"], typed_in(page)
    box = page.all("input", name="visit")[0]["value"]
    people_there = {one["value"] for one in page.all("option")}
    other = next(one for one in sorted(people_there) if one != typed[f"auditor-{box}"])
    sent = {**typed, "first": first, "offered": box, "visit": box, f"auditor-{box}": other, f"day-{box}": "2027-02-28"}
    whole = await owner.post(f"{address}/proposal", sent)
    assert whole.status == 200 and "Closed on that day of the week" in whole.words
    assert typed_in(whole)[f"auditor-{box}"] == other
    asking = {**owner.headers, "hx-request": "true"}
    part = (await owner.client.post(f"{address}/proposal", data=sent, headers=asking)).text
    assert part.lstrip().startswith("<section") and part.strip() in whole.text
    await owner.post(f"{address}/plans", sent)
    assert "28 Feb" in (await owner.get(address)).words


@pytest.mark.parametrize("wrong", [{"auditor": "x"}, {"auditor": "99999"}, {"day": "soon"}, {"day": "2020-01-01"}])
async def test_a_change_that_makes_no_sense_is_refused(owner: Browser, wrong: dict[str, str]) -> None:
    address = await made(owner)
    box = (await owner.get(address)).all("input", name="visit")[0]["value"]
    sent = {f"{name}-{box}": value for name, value in wrong.items()}
    for what in ("proposal", "plans"):
        assert (await owner.post(f"{address}/{what}", {"first": "2027-01-01", **sent})).status == 422


async def test_an_owner_sets_the_days_the_branches_are_open(owner: Browser, manager: Browser) -> None:
    page = await owner.follow(await owner.post("/rounds/opening-days", {"day": "6"}))
    ticked = [one["value"] for one in page.all("input", name="day") if "checked" in one.attributes]
    assert ticked == ["6"] and "Sunday" in page.words
    assert (await owner.post("/rounds/opening-days", {})).status == 422
    assert (await manager.post("/rounds/opening-days", {"day": "0"})).status == 404
    assert "Sunday" not in (await manager.get("/rounds")).words
