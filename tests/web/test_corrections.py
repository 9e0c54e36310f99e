"""Putting answers right: a plain form, a readable difference, and the visit as it stood before."""

from __future__ import annotations

import pytest

from audit.store import visits
from audit.store.sights import WHOLE_CHAIN
from tests.web.sites import Browser

FORM = {"has-drink": "1", "answer-drink": "no", "reason": "The photo shows no drink"}


async def percent(visit: str = "noon-2") -> int | None:
    return (await visits.get_visit(WHOLE_CHAIN, visit)).percent_micro


async def test_a_manager_puts_an_answer_right_with_a_plain_form(manager: Browser) -> None:
    form = await manager.get("/visits/noon-2/correction?item=drink")
    assert form.one("select", name="answer-drink") and form.one("form", action="/visits/noon-2/correction")
    page = await manager.follow(await manager.post("/visits/noon-2/correction", FORM))
    assert await percent() == 75_000_000
    change = page.one("article", id="revision-2")
    assert "The photo shows no drink" in change.text and "Yes → No" in change.text and "100" in change.text
    before = await manager.get("/visits/noon-2/revisions/1")
    assert before.heading == "Noon, as it stood at first" and "Yes" in before.words


async def test_a_franchise_reads_what_was_put_right_at_its_branch(owner: Browser, reader: Browser) -> None:
    await owner.post("/visits/sun-1/correction", FORM | {"answer-drink": "yes"})
    page = await reader.get("/visits/sun-1")
    assert "No → Yes" in page.one("article", id="revision-2").text
    assert not [link for link in page.links if link.endswith("/correction")]
    assert (await reader.get("/visits/sun-1/revisions/1")).status == 200
    assert "Ann" not in (await reader.get("/visits/sun-1/revisions/1")).words


@pytest.mark.parametrize(
    "change,field",
    [
        ({"reason": ""}, "reason"),
        ({"has-clean": "1", "answer-clean": "9"}, "answer-clean"),
        ({"has-greet_s": "1", "answer-greet_s": "soon"}, "answer-greet_s"),
        ({"has-advice": "1", "answer-advice": ""}, "answer-advice"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field_and_nothing_is_lost(
    manager: Browser, change: dict[str, str], field: str
) -> None:
    page = await manager.post("/visits/noon-2/correction", FORM | change)
    assert (page.status, await percent()) == (422, 100_000_000)
    assert f"#{field}" in page.links
    assert next(one for one in page.elements if one.get("id") == field)["aria-invalid"] == "true"
    chosen = [one["value"] for one in page.all("option") if "selected" in one.attributes]
    assert "no" in chosen


async def test_sent_twice_the_second_changes_nothing(manager: Browser) -> None:
    assert (await manager.post("/visits/noon-2/correction", FORM)).status == 303
    page = await manager.post("/visits/noon-2/correction", FORM)
    assert (page.status, await percent()) == (422, 75_000_000)


@pytest.mark.parametrize("visit", ["plan-ann", "sun-back"])
async def test_what_was_not_handed_in_cannot_be_put_right(owner: Browser, visit: str) -> None:
    assert (await owner.get(f"/visits/{visit}/correction")).status == 409
    assert (await owner.post(f"/visits/{visit}/correction", FORM)).status == 409


@pytest.mark.parametrize("number", ["0", "9", "x", "99999999999999999999", "%C2%B2"])
async def test_a_revision_there_never_was(manager: Browser, number: str) -> None:
    assert (await manager.get(f"/visits/noon-2/revisions/{number}")).status == 404
