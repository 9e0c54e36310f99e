"""/checklists/{key}/draft/sections/{section}: titles in every language, weight, and when a section is shown."""

from datetime import UTC, datetime

import pytest

from audit.checklists.drafting.documents import put_section
from audit.services.drafts import change_draft, get_draft
from tests.web.filled_forms import fields

DRAFT = "/checklists/salon-visit/draft"
EXTRA = f"{DRAFT}/sections/extra"


async def section_now():
    return next(one for one in (await get_draft("salon-visit")).document["sections"] if one["key"] == "extra")


@pytest.fixture
async def owner(owner):
    await owner.post(DRAFT, {"do": "add_section", "title": "Extra"})
    await owner.post(DRAFT, {"do": "add_item", "section": "extra", "text": "More?", "kind": "yes_no"})
    return owner


async def test_a_section_is_written_as_its_form_says(owner):
    page = await owner.get(EXTRA)
    assert page.heading == "Extra"
    form = fields(page) | {"title.nl": "Verder", "weight": "2,5"}
    saved = await owner.post(EXTRA, form)
    assert saved.headers["location"] == f"{DRAFT}#section-extra"
    kept = {name: value for name, value in (await section_now()).items() if name != "items"}
    assert kept == {"key": "extra", "title": {"en": "Extra", "nl": "Verder"}, "weight": 2.5}
    assert len((await section_now())["items"]) == 1


async def test_a_condition_is_chosen_shown_and_taken_away(owner):
    added = await owner.post(EXTRA, fields(await owner.get(EXTRA)) | {"rule_item": "drink"})
    page = await owner.follow(added)
    assert (added.headers["location"], page.one("select", id="rule.0.is").name) == (EXTRA, "select")
    assert (await section_now())["show_when"] == {"item": "drink", "is": "yes"}
    await owner.post(EXTRA, fields(page) | {"rule.0.is": "drink|is|no"})
    assert (await section_now())["show_when"] == {"item": "drink", "is": "no"}
    assert "shown only when it applies" in (await owner.get(DRAFT)).words
    await owner.post(EXTRA, fields(await owner.get(EXTRA)) | {"rule.0.is": ""})
    assert "show_when" not in await section_now()


async def test_only_what_stands_in_earlier_sections_can_be_asked(owner):
    choices = [one["value"] for one in (await owner.get(EXTRA)).all("option") if one.ancestors[-2].name == "select"]
    assert "drink" in choices and "more" not in choices
    first = (await get_draft("salon-visit")).document["sections"][0]["key"]
    assert "Nothing stands before it that could be asked." in (await owner.get(f"{DRAFT}/sections/{first}")).words


async def test_a_condition_that_rows_cannot_show_is_kept_until_it_is_taken_away(owner):
    rule = {"any": [{"all": [{"item": "drink", "is": "no"}]}, {"branch": "size", "is": "large"}]}
    await change_draft(
        "salon-visit",
        lambda document: put_section(document, "extra", {"show_when": rule}),
        datetime.now(UTC),
        1,
        "extra",
    )
    page = await owner.get(EXTRA)
    assert "size" in page.one("fieldset", id="rules").text
    await owner.post(EXTRA, fields(page) | {"weight": "3"})
    assert ((await section_now())["show_when"], (await section_now())["weight"]) == (rule, 3)
    await owner.post(EXTRA, fields(await owner.get(EXTRA)) | {"rule_clear": "yes"})
    assert "show_when" not in await section_now()


@pytest.mark.parametrize("rubbish", [{"weight": "heavy"}, {"rule.0.is": "drink"}, {"rule.0.is": "greet_s|at_least|"}])
async def test_rubbish_is_refused_and_what_was_typed_stays(owner, rubbish):
    before = await section_now()
    page = await owner.post(EXTRA, fields(await owner.get(EXTRA)) | {"title.nl": "Typed"} | rubbish)
    assert page.status == 422
    assert any("".join(one.pieces) == "Typed" for one in page.all("textarea"))
    assert await section_now() == before


async def test_a_section_keeps_a_title(owner):
    page = await owner.post(EXTRA, fields(await owner.get(EXTRA)) | {"title.en": " "})
    assert page.status == 422 and "The title is empty." in page.words


async def test_the_second_of_two_editors_sees_both_and_nothing_is_overwritten(owner, site):
    other = await site.signed_in("owner")
    ones, others = fields(await owner.get(EXTRA)), fields(await other.get(EXTRA))
    await owner.post(EXTRA, ones | {"title.en": "Mine"})
    page = await other.post(EXTRA, others | {"title.en": "Late"})
    assert page.status == 409
    assert "Mine" in page.words and page.one("textarea", id="title").text == "Late"
    assert (await section_now())["title"] == {"en": "Mine"}
    assert (await other.post(EXTRA, fields(page))).status == 303
    assert (await section_now())["title"] == {"en": "Late"}


async def test_what_is_not_there(owner):
    assert (await owner.get(f"{DRAFT}/sections/nothing")).status == 404
    assert (await owner.post(f"{DRAFT}/sections/nothing", {"title.en": "X"})).status == 404
