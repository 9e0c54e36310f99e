"""/checklists/{key}/draft/preview: the phone's form to try out, and a test score made by the server."""

import pytest

from audit.services.drafts import get_draft
from audit.store import checklists
from tests.web.filled_forms import fields

DRAFT = "/checklists/salon-visit/draft"
PREVIEW = f"{DRAFT}/preview"
GOOD = {"greet_s": "42", "drink": "yes", "advice": "exceeds", "clean": "5"}


async def test_the_form_stands_there_as_on_the_phone(owner):
    page = await owner.get(PREVIEW)
    assert (page.status, page.heading) == (200, "Salon visit on the phone Nothing of this is kept.")
    assert {one["id"] for one in page.all("fieldset", class_="item")} == {
        "item-greet_s", "item-drink", "item-advice", "item-clean", "item-pictures"
    }  # fmt: skip
    assert "Test score: – 4 answers are missing." in page.words


async def test_answers_are_scored_and_stay(owner):
    page = await owner.post(PREVIEW, GOOD)
    assert "Test score: 100.0% Good." in page.words or "Test score: 100.0 % Good." in page.words
    assert page.one("input", name="drink", value="yes").get("checked") is not None
    assert page.one("input", name="greet_s")["value"] == "42"
    assert "Test score: 87.5%" in (await owner.post(PREVIEW, GOOD | {"greet_s": "1:30"})).words


async def test_what_answers_bring_up_is_shown(owner):
    page = await owner.post(PREVIEW, {"drink": "no"})
    assert page.all("fieldset", id="item-drink_why")


async def test_the_draft_is_tried_out_not_the_version_and_nothing_is_kept(owner):
    item = f"{DRAFT}/items/drink"
    await owner.post(item, fields(await owner.get(item)) | {"text.en": "Anything to drink?", "pass": "no"})
    before = (await get_draft("salon-visit")).document
    page = await owner.post(PREVIEW, GOOD)
    assert "Anything to drink?" in page.words
    assert "Test score: 75.0%" in page.words
    assert (await get_draft("salon-visit")).document == before


async def test_through_htmx_the_form_alone_comes_back(owner):
    parts = await owner.client.post(PREVIEW, data=GOOD, headers={**owner.headers, "hx-request": "true"})
    assert parts.status_code == 200
    assert parts.text.lstrip().startswith('<form class="visit stack" id="preview"')
    assert "100.0" in parts.text


@pytest.mark.parametrize(
    "rubbish",
    [
        {"clean": "9"},
        {"clean": "many"},
        {"greet_s": "-4"},
        {"drink": "perhaps"},
        {"advice": "na"},
        {"greet_s": "9" * 400},
    ],
)
async def test_an_answer_that_cannot_be_is_named(owner, rubbish):
    page = await owner.post(PREVIEW, GOOD | rubbish)
    assert page.status == 422
    assert f"#item-{next(iter(rubbish))}" in page.links


async def test_conditions_over_the_branch_can_be_tried(owner):
    row = await checklists.find_checklist("salon-visit")
    document = (await get_draft("salon-visit")).document
    first = document["sections"][0]["items"][1] | {"show_when": {"branch": "bar", "is": "yes"}}
    items = [document["sections"][0]["items"][0], first]
    await checklists.put_draft(row.id, document | {"sections": [document["sections"][0] | {"items": items}]})
    assert not (await owner.get(PREVIEW)).all("fieldset", id="item-drink")
    page = await owner.post(PREVIEW, {"@bar": "yes"})
    assert page.all("fieldset", id="item-drink")


async def test_a_draft_with_problems_says_where_to_mend_it(owner):
    await owner.post(DRAFT, {"do": "add_section", "title": "Goodbye"})
    page = await owner.get(PREVIEW)
    assert "At least one item is needed here." in page.words
    assert f"{DRAFT}#section-goodbye" in page.links


async def test_beside_its_editor_an_item_looks_as_on_the_phone_and_is_scored_alone(owner):
    page = await owner.get(f"{DRAFT}/items/drink_why")
    assert page.one("fieldset", id="item-drink_why"), "also where a condition hides it on the form"
    answer = {"drink": "no"}
    parts = await owner.client.post(
        f"{DRAFT}/items/drink/preview", data=answer, headers={**owner.headers, "hx-request": "true"}
    )
    assert "Broken. It earns 0 of 1." in parts.text
    page = await owner.post(f"{DRAFT}/items/drink/preview", answer)
    assert (page.heading, "Broken. It earns 0 of 1." in page.words) == ("A drink", True)


async def test_only_owners_try_it(manager):
    assert (await manager.get(PREVIEW)).status == 404
