"""A branch comments and appeals on the visit's page, and reads there what was decided."""

from __future__ import annotations

import pytest

from audit.store import voices
from tests.web.sites import Browser

APPEAL = {"item": "drink", "reason": "It was offered at the till"}


@pytest.fixture
async def accepted(owner: Browser) -> None:
    """`sun-1` is accepted: its branch may appeal."""
    assert (await owner.post("/visits/sun-1/acceptance")).status == 303


async def test_from_the_appeal_to_the_outcome(accepted: None, owner: Browser, reader: Browser) -> None:
    page = await reader.get("/visits/sun-1")
    assert {one["action"] for one in page.all("form")} >= {"/visits/sun-1/appeals", "/visits/sun-1/comments"}
    assert (await reader.post("/visits/sun-1/appeals", APPEAL)).status == 303
    assert "It was offered at the till" in (await owner.get("/reviews")).words
    desk = await owner.get("/visits/sun-1")
    assert desk.one("select", name="answer-drink")
    decision = {"decision": "granted", "reason": "Yes", "has-drink": "1", "answer-drink": "yes"}
    assert (await owner.post("/appeals/2/decision", decision)).status == 303
    outcome = (await reader.get("/visits/sun-1")).one("article", id="appeal-2").text
    assert "Appeal granted" in outcome and "The answer was put right" in outcome and "Yes" in outcome
    assert "It was offered at the till" not in (await owner.get("/reviews")).words


async def test_whatever_was_judged_can_be_appealed_and_nothing_else(accepted: None, reader: Browser) -> None:
    page = await reader.get("/visits/sun-1")
    offered = {one["value"] for one in page.all("input", name="item")}
    assert offered > {"drink"}
    for item in offered:
        assert (await reader.post("/visits/sun-1/appeals", APPEAL | {"item": item})).status == 303, item
    assert (await reader.post("/visits/sun-1/appeals", APPEAL | {"item": "no-such-item"})).status == 422


async def test_declined_nothing_changes_but_the_reason_is_read(accepted: None, owner: Browser, reader: Browser) -> None:
    await reader.post("/visits/sun-1/appeals", APPEAL)
    form = {"decision": "declined", "reason": "The photo says otherwise", "has-drink": "1", "answer-drink": "yes"}
    assert (await owner.post("/appeals/2/decision", form)).status == 303
    page = await reader.get("/visits/sun-1")
    assert "Appeal declined" in page.words and "The photo says otherwise" in page.words
    assert not page.all("article", id="revision-2")


async def test_sent_twice_an_appeal_is_made_once(accepted: None, reader: Browser) -> None:
    assert [(await reader.post("/visits/sun-1/appeals", APPEAL)).status for _ in range(2)] == [303, 409]
    assert len(await voices.list_appeals(["sun-1"])) == 1


async def test_an_appeal_without_a_word_comes_back(accepted: None, reader: Browser) -> None:
    page = await reader.post("/visits/sun-1/appeals", APPEAL | {"reason": " "})
    assert (page.status, page.one("p", role="alert").text) == (422, "Write a few words (2,000 characters at most).")


async def test_a_comment_that_is_too_long_comes_back_with_its_words(reader: Browser) -> None:
    page = await reader.post("/visits/sun-1/comments", {"comment": "x" * 2001})
    assert (page.status, page.one("textarea", name="comment").text) == (422, "x" * 2001)


async def test_a_comment_is_on_the_page_escaped(reader: Browser, owner: Browser) -> None:
    await reader.post("/visits/sun-1/comments", {"comment": "<script>alert(1)</script>"})
    page = await owner.get("/visits/sun-1")
    assert "<script>alert(1)</script>" in page.words and "<script>alert" not in page.text


async def test_before_it_is_accepted_nothing_can_be_appealed(reader: Browser) -> None:
    assert not (await reader.get("/visits/sun-1")).all("form", action="/visits/sun-1/appeals")
    assert (await reader.post("/visits/sun-1/appeals", APPEAL)).status == 409


async def test_the_owner_sets_the_time_and_zero_ends_appeals(accepted: None, owner: Browser, reader: Browser) -> None:
    assert (await owner.post("/reviews/appeal-days", {"days": "0"})).status == 303
    assert (await owner.get("/reviews")).one("input", name="days")["value"] == "0"
    assert (await reader.post("/visits/sun-1/appeals", APPEAL)).status == 409
    assert (await owner.post("/reviews/appeal-days", {"days": "soon"})).status == 422


async def test_a_manager_of_another_region_decides_nothing(accepted: None, manager: Browser, reader: Browser) -> None:
    await reader.post("/visits/sun-1/appeals", APPEAL)
    for number in ("2", "999", "x"):
        answer = await manager.post(f"/appeals/{number}/decision", {"decision": "granted", "reason": "Yes"})
        assert answer.status == 404
    assert [row.status for row in await voices.list_appeals(["sun-1"])] == ["open"]
