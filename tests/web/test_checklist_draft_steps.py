"""Steps on a draft as a whole: sections, items and standards added, moved and removed; its settings."""

import pytest

from audit.services.drafts import get_draft
from tests.web.filled_forms import fields

DRAFT = "/checklists/salon-visit/draft"
PUBLICATION = f"{DRAFT}/publication"
SETTINGS = f"{DRAFT}/settings"


async def step(owner, **form):
    return await owner.post(DRAFT, form)


async def test_items_are_added_moved_and_removed(owner):
    page = await owner.follow(await step(owner, do="add_item", section="arrival", text="Coat taken", kind="yes_no"))
    assert page.heading == "Coat taken"
    await step(owner, do="item_down", item="coat-taken")
    document = (await get_draft("salon-visit")).document
    assert [item["key"] for item in document["sections"][1]["items"]] == ["coat-taken", "advice", "clean", "pictures"]
    draft = await owner.get(DRAFT)
    button = draft.one("button", id="remove_item-coat-taken")
    assert (await step(owner, do="remove_item", item="coat-taken", revision="old")).status == 409
    assert (await step(owner, remove_item=button["value"])).status == 303
    assert not (await owner.get(DRAFT)).all("tr", id="item-coat-taken")


async def test_a_dragged_item_lands_where_it_was_let_go(owner):
    assert (await step(owner, do="place_item", item="clean", section="arrival", before="greet_s")).status == 303
    document = (await get_draft("salon-visit")).document
    assert [item["key"] for item in document["sections"][0]["items"]][:2] == ["clean", "greet_s"]
    assert "clean" not in [item["key"] for item in document["sections"][1]["items"]]


async def test_a_step_through_htmx_answers_with_the_sections_that_change(owner):
    seen = (await owner.get(DRAFT)).one("input", id="seen")["value"]
    parts = await owner.post(DRAFT, {"item_down": "greet_s", "seen": seen}, **{"hx-request": "true"})
    targets = [one["hx-target"] for one in parts.all("hx-partial")]
    assert (parts.status, targets) == (200, ["#draft-state", "[id='section-arrival']"])
    added = {"do": "add_item", "section": "service", "text": "Coat taken", "kind": "yes_no"}
    parts = await owner.post(DRAFT, added | {"seen": parts.one("input", id="seen")["value"]}, **{"hx-request": "true"})
    assert len(parts.all("section")) == 2, "what every other item counts for changed as well"
    assert parts.one("input", id="text-service")["value"] == ""


async def test_a_page_that_others_have_overtaken_is_sent_anew(owner):
    seen = (await owner.get(DRAFT)).one("input", id="seen")["value"]
    await step(owner, item_down="greet_s")
    late = await owner.post(DRAFT, {"item_down": "advice", "seen": seen}, **{"hx-request": "true"})
    assert (late.status, late.headers["location"]) == (303, DRAFT)


async def test_sections_are_added_weighed_and_removed(owner):
    await step(owner, do="add_section", title="Goodbye")
    assert "At least one item is needed here." in (await owner.get(DRAFT)).words
    await step(owner, do="section_up", section="goodbye")
    assert [one["key"] for one in (await get_draft("salon-visit")).document["sections"]][1] == "goodbye"
    await step(owner, do="remove_section", section="goodbye")
    assert not (await owner.get(DRAFT)).all("section", id="section-goodbye")


async def test_a_standard_of_the_library_comes_with_its_item(owner):
    page = await owner.follow(await step(owner, do="take_standard", section="service", standard="smile-posture"))
    assert page.heading.startswith("Staff smile")
    document = (await get_draft("salon-visit")).document
    assert document["standards"][-1]["key"] == "smile-posture"


@pytest.mark.parametrize(
    "form, status",
    [
        ({}, 422),
        ({"do": "explode"}, 422),
        ({"do": "add_item", "section": "arrival", "text": "", "kind": "yes_no"}, 422),
        ({"do": "add_item", "section": "arrival", "text": "X", "kind": "poem"}, 422),
        ({"do": "add_item", "section": "nowhere", "text": "X", "kind": "yes_no"}, 404),
        ({"do": "take_standard", "section": "arrival", "standard": "x"}, 422),
        ({"do": "item_up", "item": "nothing"}, 404),
        ({"do": "place_item", "item": "nothing", "section": "arrival"}, 404),
        ({"do": "place_item", "item": "advice", "section": "nowhere"}, 404),
        ({"do": "put_section", "section": "arrival", "title.en": "X", "weight": "much"}, 422),
        ({"do": "put_section", "section": "arrival", "title.en": "X", "revision": "old"}, 409),
    ],
)
async def test_steps_that_cannot_be_done(owner, form, status):
    assert (await owner.post(DRAFT, form)).status == status


async def test_name_channel_and_verdicts(owner):
    form = fields(await owner.get(SETTINGS))
    saved = {"name.ro": "Vizită", "channel": "phone", "band.3.from": "95", "band.3.name.en": "Top"}
    assert (await owner.post(SETTINGS, form | saved)).status == 303
    document = (await get_draft("salon-visit")).document
    assert document["name"] == {"en": "Salon visit", "nl": "Salonbezoek", "ro": "Vizită"}
    assert document["bands"][-1] == {"from": 95, "name": {"en": "Top"}}
    assert "The channel goes from In person to By phone." in (await owner.get(PUBLICATION)).words


async def test_settings_that_cannot_be_and_settings_of_somebody_else(owner):
    form = fields(await owner.get(SETTINGS))
    for rubbish in ({"channel": "smoke"}, {"band.0.from": "low"}, {"name.en": "", "name.nl": ""}):
        assert (await owner.post(SETTINGS, form | rubbish)).status == 422
    await owner.post(SETTINGS, form | {"name.en": "First"})
    page = await owner.post(SETTINGS, form | {"name.en": "Second"})
    assert (page.status, "name.en: First → Second" in page.words) == (409, True)
    assert (await get_draft("salon-visit")).document["name"]["en"] == "First"
