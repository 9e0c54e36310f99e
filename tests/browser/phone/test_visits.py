"""A visit from the first tap to the receipt, with every kind of item."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.phone.phones import Phone, differences
from tests.browser.phone.servers import change_visit


def test_a_visit_arrives_exactly_once(phone: Phone) -> None:
    phone.fill_all().finish()
    number = phone.receipt()
    assert differences(phone) == []
    [submission] = phone.arrived().submissions
    assert (submission["status"], submission["receipt"]["number"]) == ("accepted", number)


def test_every_kind_of_answer_is_written_as_it_was_given(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.tap("tone", "exceeds")
    phone.tap("clean", "4")
    phone.tap("seat", "chair")
    phone.tap("why", "desk")
    phone.tap("why", "chair")
    phone.write("queue", "2,5")
    phone.write("story", "  Friendly.  ")
    answers = {op["item"]: op["value"] for op in phone.written["ops"] if op["field"] == "answer"}
    assert answers == {
        "open": "yes", "tone": "exceeds", "clean": 4, "seat": "chair", "why": ["desk", "chair"], "queue": 2.5,
        "story": "Friendly.",
    }  # fmt: skip


def test_answers_stand_again_after_a_reload(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.tap("clean", "2")
    phone.comment("clean", "Dust in the corners.")
    phone.photograph("shelf", seed=1)
    phone.reload()
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()
    expect(phone.item("clean").locator("input[value='2']")).to_be_checked()
    expect(phone.item("clean").locator("[data-field=comment]")).to_have_value("Dust in the corners.")
    expect(phone.item("shelf").locator(".photos__photo")).to_have_count(1)


def test_the_briefing_is_folded_once_the_visit_has_begun(phone: Phone) -> None:
    change_visit(phone.site, phone.visit, briefing='{"play": "A guest in a hurry."}')
    phone.reload()
    expect(phone.page.get_by_text("A guest in a hurry.")).to_be_visible()
    phone.tap("open", "yes")
    expect(phone.page.get_by_text("A guest in a hurry.")).to_be_visible()
    phone.reload()
    expect(phone.page.get_by_text("A guest in a hurry.")).to_be_hidden()
    phone.page.get_by_role("heading", name="Briefing").tap()
    expect(phone.page.get_by_text("A guest in a hurry.")).to_be_visible()


def test_a_gate_shows_and_hides_the_rest(phone: Phone) -> None:
    expect(phone.item("story")).to_be_hidden()
    phone.tap("open", "yes")
    expect(phone.item("story")).to_be_visible()
    phone.tap("open", "no")
    expect(phone.item("story")).to_be_hidden()


def test_what_is_missing_is_walked_to(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.press(phone.page.locator("finish-panel").get_by_role("button", name="Show what is missing"))
    expect(phone.item("tidy")).to_be_focused()
    expect(phone.item("tidy")).to_contain_text("This still needs an answer.")
    phone.tap("tidy", "yes")
    phone.page.get_by_role("button", name="Next", exact=True).tap()
    expect(phone.item("story")).to_be_focused()


def test_a_broken_standard_asks_for_evidence(phone: Phone) -> None:
    phone.tap("open", "no")
    phone.tap("tidy", "no")
    panel = phone.page.locator("finish-panel")
    expect(panel).to_contain_text("1 answer or proof is still missing.")
    phone.comment("tidy", "Broken glass at the door.")
    expect(panel.get_by_role("button", name="Finish and send")).to_be_visible()


def test_a_finished_visit_cannot_be_changed(phone: Phone) -> None:
    phone.fill_all().finish()
    phone.receipt()
    expect(phone.item("open").locator("input[value=no]")).to_be_disabled()
    phone.reload()
    expect(phone.item("open").locator("input[value=no]")).to_be_disabled()


def test_a_removed_photo_is_not_part_of_the_visit(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.photograph("shelf", seed=2)
    seq = phone.seq
    phone.item("shelf").locator(".photos__photo").tap()
    phone.page.get_by_role("dialog").get_by_role("button", name="Remove").tap()
    phone.written_after(seq)
    expect(phone.item("shelf").locator(".photos__photo")).to_have_count(0)
    phone.tap("tidy", "yes")
    phone.write("story", "Fine.")
    phone.finish()
    phone.receipt()
    assert phone.arrived().submissions[0]["receipt"]["photos"] == []


def test_a_number_that_is_none_is_marked_and_not_written(phone: Phone) -> None:
    phone.tap("open", "yes")
    field = phone.item("queue").locator("[data-field=answer]")
    field.fill("two")
    field.press("Tab")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert not any(op["item"] == "queue" for op in phone.written["ops"])


def test_the_way_on_begins_where_a_jump_led(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.page.locator(".dock__words").tap()
    phone.page.locator("a.jump__entry", has_text="Inside").tap()
    expect(phone.page.locator("#section-inside")).to_be_focused()
    phone.page.locator(".dock__next").tap()
    expect(phone.item("story")).to_be_focused()
    phone.page.locator(".dock__next").tap()
    expect(phone.item("tidy")).to_be_focused()


def test_the_list_finds_standards_and_says_how_far_each_section_is(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.page.locator(".dock__words").tap()
    sheet = phone.page.locator("#jump-sheet")
    expect(sheet.locator("a.jump__entry").first).to_have_text("Outside1 of 2 answered")
    sheet.get_by_label("Search the standards").fill("words")
    expect(sheet.locator("a.jump__entry")).to_have_text(["In your wordsopen"])
    sheet.get_by_label("Search the standards").fill("nothing of the kind")
    expect(sheet.locator(".jump")).to_have_text("Nothing found.")
    sheet.get_by_label("Search the standards").fill("")
    sheet.get_by_label("Only what is still open").check()
    expect(sheet.locator("a.jump__entry")).to_have_text(["The front is tidyopen", "In your wordsopen"])
