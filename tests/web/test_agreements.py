"""A second auditor comes along, with a plain form; what both saw stands side by side."""

from __future__ import annotations

import pytest

from audit.store import joint_visits
from tests.web.sites import Browser, Site


async def form_of(browser: Browser) -> dict[str, str]:
    page = await browser.get("/visits/plan-ann")
    names = {one.text: one["value"] for one in page.all("option")}
    return {"auditor": names["Bob"], "kind": "joint"}


async def test_from_the_planned_visit_to_both_phones(site: Site, manager: Browser) -> None:
    form = await form_of(manager)
    answer = await manager.post("/visits/plan-ann/company", form)
    assert (answer.status, answer.headers["location"]) == (303, "/visits/plan-ann?done=joined")
    page = await manager.follow(answer)
    assert "/visits/plan-ann/joint" in page.links and not page.all("form", action="/visits/plan-ann/company")
    pair = await joint_visits.find_pair("plan-ann")
    assert pair and pair.second in (await (await site.signed_in("bob")).get("/today")).text
    assert "Both sides stand here once both are handed in." in (await manager.get("/visits/plan-ann/joint")).words
    assert "/visits/plan-ann/joint" in (await manager.get("/agreement")).links
    assert (await manager.post("/visits/plan-ann/company", form)).status == 409


@pytest.mark.parametrize("form", [{}, {"auditor": "x"}, {"auditor": "999", "kind": "joint"}])
async def test_rubbish_is_refused(manager: Browser, form: dict[str, str]) -> None:
    assert (await manager.post("/visits/plan-ann/company", form)).status == 422


async def test_without_joint_visits_the_page_says_what_to_do(manager: Browser) -> None:
    page = await manager.get("/agreement")
    assert page.heading == "No visit has been made by two auditors yet."
    assert "send a second auditor along" in page.words
