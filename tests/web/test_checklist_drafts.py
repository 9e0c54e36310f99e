"""The builder: /checklists/{key}/draft, its items, and publishing."""

import pytest

from audit.services.drafts import get_draft
from audit.store import checklists
from tests.web.filled_forms import fields

DRAFT = "/checklists/salon-visit/draft"
DRINK = f"{DRAFT}/items/drink"
PUBLICATION = f"{DRAFT}/publication"


async def item_now(key="drink"):
    document = (await get_draft("salon-visit")).document
    return next(item for section in document["sections"] for item in section["items"] if item["key"] == key)


async def test_the_draft_begins_as_the_newest_version(owner):
    page = await owner.get(DRAFT)
    assert (page.status, page.heading) == (200, "Draft of Salon visit")
    assert "As version 1." in page.words
    assert "25.0%" in page.words or "25.0 %" in page.words
    assert (await checklists.find_checklist("salon-visit")).draft is None


async def test_an_item_is_saved_as_its_form_says(owner):
    form = fields(await owner.get(DRINK))
    saved = await owner.post(DRINK, form | {"weight": "2,5", "text.nl": "Een drankje", "evidence": "when_broken"})
    page = await owner.follow(saved)
    assert page.one("div", id="kept").text == (
        "Saved Counts for 45.5% of the score. Undo: the change of “A drink”"
        " It measures: Every guest is offered a drink Not translated yet: Bahasa Indonesia, Română"
    )
    assert await item_now() == {
        "key": "drink", "kind": "yes_no", "text": {"en": "A drink", "nl": "Een drankje"},
        "standard": "drink", "weight": 2.5, "allow_na": True, "evidence": "when_broken",
    }  # fmt: skip


async def test_saving_a_form_as_it_is_changes_nothing_that_matters(owner):
    before = (await get_draft("salon-visit")).document
    for key in ("greet_s", "drink", "drink_why", "advice", "clean", "pictures"):
        address = f"{DRAFT}/items/{key}"
        assert (await owner.post(address, fields(await owner.get(address)))).status == 303
    page = await owner.get(PUBLICATION)
    assert "Nothing changed. Every trend continues." in page.words
    assert before["key"] == "salon-visit"


async def test_what_is_no_number_comes_back_as_it_was_typed(owner):
    form = fields(await owner.get(DRINK)) | {"weight": "heavy", "text.en": "Still here"}
    page = await owner.post(DRINK, form)
    assert page.status == 422
    assert "“heavy” is not a number." in page.words
    assert page.one("input", id="weight")["value"] == "heavy"
    assert page.one("textarea", id="text").text == "Still here"
    assert (await item_now())["text"] == "A drink"


@pytest.mark.parametrize(
    "rubbish",
    [
        {"kind": "poem"}, {"text.en": " "}, {"critical": "very"}, {"weight": "1e999"}, {"weight": "NaN"},
        {"rule.0.is": "drink"}, {"rule.0.is": "greet_s|at_least|", "rule.0.number": "soon"},
    ],
)  # fmt: skip
async def test_rubbish_is_refused_and_changes_nothing(owner, rubbish):
    form = fields(await owner.get(DRINK))
    assert (await owner.post(DRINK, form | rubbish)).status == 422
    assert await item_now() == (await get_draft("salon-visit")).document["sections"][0]["items"][1]
    assert (await checklists.find_checklist("salon-visit")).draft is None


async def test_a_condition_is_chosen_and_taken_away(owner):
    form = fields(await owner.get(DRINK))
    await owner.post(DRINK, form | {"rule.0.is": "greet_s|at_least|", "rule.0.number": "90"})
    assert (await item_now())["show_when"] == {"item": "greet_s", "at_least": 90}
    page = await owner.get(DRINK)
    await owner.post(DRINK, fields(page) | {"rule.0.is": ""})
    assert "show_when" not in await item_now()


async def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(site):
    first, second = await site.signed_in("owner"), await site.signed_in("owner")
    ones, others = fields(await first.get(DRINK)), fields(await second.get(DRINK))
    await first.post(DRINK, ones | {"text.en": "A drink is offered"})
    page = await second.post(DRINK, others | {"text.en": "Anything to drink"})
    assert page.status == 409
    assert "Somebody else changed this" in page.words
    assert "A drink is offered" in page.words
    assert page.one("textarea", id="text").text == "Anything to drink"
    assert (await item_now())["text"] == {"en": "A drink is offered"}
    assert (await second.post(DRINK, fields(page))).status == 303
    assert (await item_now())["text"] == {"en": "Anything to drink"}


async def test_a_form_that_saves_by_itself_stays_refused_until_a_person_has_seen_both(site):
    first, second = await site.signed_in("owner"), await site.signed_in("owner")
    ones, others = fields(await first.get(DRINK)), fields(await second.get(DRINK))
    await first.post(DRINK, ones | {"text.en": "Mine"})
    for _ in range(2):
        page = await second.post(DRINK, others | {"text.en": "Late"}, **{"hx-request": "true"})
        assert page.status == 409
        others["revision"] = page.one("input", name="revision")["value"]
    assert (await item_now())["text"] == {"en": "Mine"}


async def test_saving_by_itself_answers_with_the_parts_that_change(owner):
    form = fields(await owner.get(DRINK))
    parts = await owner.post(DRINK, form | {"weight": "3"}, **{"hx-request": "true"})
    assert (parts.status, [one["hx-target"] for one in parts.all("hx-partial")]) == (200, ["#kept", "#preview"])
    assert "Counts for 50.0% of the score." in parts.one("div", id="kept").text
    assert parts.one("input", name="revision")["value"] != form["revision"]


async def test_a_condition_is_added_by_choosing_the_item_it_asks(owner):
    form = fields(await owner.get(DRINK)) | {"rule_item": "greet_s"}
    parts = await owner.post(DRINK, form, **{"hx-request": "true"})
    assert [one["hx-target"] for one in parts.all("hx-partial")] == ["#kept", "#preview", "#rules"]
    assert (await item_now())["show_when"] == {"item": "greet_s", "at_least": 120}
    page = await owner.get(DRINK)
    assert [one.text for one in page.all("option") if one.ancestors[-1].get("name") == "rule.0.is"][1:] == [
        "“S” is at least …", "“S” is at most …"
    ]  # fmt: skip


async def test_rows_for_answers_never_run_out(owner):
    page = await owner.follow(await owner.post(DRINK, fields(await owner.get(DRINK)) | {"kind": "choice"}))
    form = fields(page) | {"option.0.text.en": "Sofa", "option.0.points": "1", "option.1.text.en": "Chair"}
    parts = await owner.post(DRINK, form, **{"hx-request": "true"})
    assert parts.all("input", name="option.3.text.en")
    assert [option["key"] for option in (await item_now())["options"]] == ["option-1", "option-2"]


async def test_two_editors_of_different_items_do_not_mind_each_other(site):
    first, second = await site.signed_in("owner"), await site.signed_in("owner")
    advice = f"{DRAFT}/items/advice"
    ones, others = fields(await first.get(DRINK)), fields(await second.get(advice))
    assert (await first.post(DRINK, ones | {"weight": "2"})).status == 303
    assert (await second.post(advice, others | {"weight": "3"})).status == 303
    assert [(await item_now("drink"))["weight"], (await item_now("advice"))["weight"]] == [2, 3]


async def test_sent_twice_is_done_once(owner):
    form = fields(await owner.get(DRINK)) | {"weight": "4"}
    assert [(await owner.post(DRINK, form)).status for _ in range(2)] == [303, 303]


async def test_another_kind_brings_its_own_fields(owner):
    form = fields(await owner.get(DRINK))
    page = await owner.follow(await owner.post(DRINK, form | {"kind": "scale"}))
    assert [page.one("input", id=name)["value"] for name in ("min", "max")] == ["1", "5"]


async def test_publishing_shows_the_difference_first_and_makes_a_version(owner):
    await owner.post(DRINK, fields(await owner.get(DRINK)) | {"weight": "2"})
    page = await owner.get(PUBLICATION)
    assert "The weight goes from 1 to 2." in page.words
    done = await owner.follow(await owner.post(PUBLICATION, {"revision": page.one("input", name="revision")["value"]}))
    assert "The new version is published." in done.words
    assert (await checklists.get_version("salon-visit")).number == 2
    assert (await checklists.find_checklist("salon-visit")).draft is None


async def test_problems_stand_in_the_way_of_publishing(owner):
    await owner.post(DRAFT, {"do": "add_section", "title": "Empty"})
    page = await owner.get(PUBLICATION)
    assert "Empty: At least one item is needed here." in page.words
    assert f"{DRAFT}#section-empty" in page.links
    revision = (await get_draft("salon-visit")).revision
    assert (await owner.post(PUBLICATION, {"revision": revision})).status == 422
    assert (await checklists.get_version("salon-visit")).number == 1


async def test_only_what_was_looked_at_is_published(owner):
    await owner.post(DRINK, fields(await owner.get(DRINK)) | {"weight": "2"})
    assert (await owner.post(PUBLICATION, {"revision": "another"})).status == 409
    assert (await checklists.get_version("salon-visit")).number == 1


async def test_publishing_nothing_new_is_said(owner):
    revision = (await get_draft("salon-visit")).revision
    page = await owner.post(PUBLICATION, {"revision": revision})
    assert page.status == 409
    assert "This is what version 1 says already" in page.words


async def test_a_draft_is_thrown_away(owner):
    await owner.post(DRAFT, {"do": "add_section", "title": "Not after all"})
    await owner.follow(await owner.post(f"{DRAFT}/discard"))
    assert "As version 1." in (await owner.get(DRAFT)).words


async def test_a_new_checklist_begins_as_a_draft(owner):
    page = await owner.follow(await owner.post("/checklists", {"key": "phone", "name": "Phone"}))
    assert page.heading == "Draft of Phone"
    assert "Never published." in page.words
    for form in ({"key": "phone", "name": "Again"}, {"key": "a b", "name": "X"}, {"key": "x", "name": ""}):
        assert (await owner.post("/checklists", form)).status == 422


async def test_not_for_managers_readers_and_auditors(manager, reader, ann):
    for browser in (manager, reader, ann):
        for address in (DRAFT, DRINK, PUBLICATION):
            assert (await browser.get(address)).status == 404
            assert (await browser.post(address, {"do": "add_section", "title": "X"})).status == 404
    assert (await checklists.find_checklist("salon-visit")).draft is None


async def test_what_is_not_there(owner):
    for address in ("/checklists/nothing/draft", f"{DRAFT}/items/nothing", "/checklists/nothing/draft/publication"):
        assert (await owner.get(address)).status == 404


async def test_a_new_standard_begins_with_its_item(owner):
    form = fields(await owner.get(DRINK)) | {"new_standard": "A drink within 5 minutes"}
    for _ in range(2):
        assert (await owner.post(DRINK, form)).status == 303
    document = (await get_draft("salon-visit")).document
    assert [one["key"] for one in document["standards"]][4:] == ["a-drink-within-5-minutes"]
    assert (await item_now())["standard"] == "a-drink-within-5-minutes"
