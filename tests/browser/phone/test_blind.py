"""A blind visit: inside a plain screen of notes, afterwards the form, fed by what was taken inside."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.phones import Phone
from tests.browser.phone.servers import plan_visit
from tests.servers import Server


@pytest.fixture
def blind(another_phone: NewPhone, site: Server) -> Phone:
    phone = another_phone().sign_in().open(plan_visit(site, "every-kind-blind"))
    seq = phone.seq
    phone.page.get_by_role("button", name="I am going in").tap()
    phone.written_after(seq)
    return phone


def test_inside_nothing_tells_what_the_page_is_for(blind: Phone) -> None:
    expect(blind.item("open")).to_be_hidden()
    expect(blind.page.locator("h1.bar__title")).to_be_hidden()
    expect(blind.page.locator(".dock")).to_be_hidden()


def test_notes_and_times_from_inside_feed_the_form(blind: Phone) -> None:
    notes = blind.page.locator("blind-notes")
    notes.get_by_role("button", name="Inside", exact=True).tap()
    notes.get_by_role("textbox").fill("A smile at the desk")
    notes.get_by_role("textbox").press("Enter")
    expect(notes.locator(".notes__bubble")).to_have_count(2)
    chip = notes.locator("timer-chip").first
    chip.tap()
    expect(chip).to_contain_text("■")
    chip.tap()
    expect(chip).to_contain_text("✓")
    notes.get_by_role("button", name="I have left").tap()
    expect(notes.locator(".notes__bubble")).to_have_count(2)
    expect(blind.item("open")).to_be_visible()
    fields = [op["field"] for op in blind.written["ops"]]
    assert fields == ["arrive", "note", "note", "timer_start", "timer_stop", "answer", "leave"]


def test_inside_outlives_a_reload(blind: Phone) -> None:
    blind.page.locator("blind-notes").get_by_role("button", name="Outside", exact=True).tap()
    blind.until(lambda: blind.seq == 2)
    blind.reload()
    expect(blind.page.locator(".notes__bubble")).to_have_text(
        ["Outside" + blind.page.locator(".notes__time").inner_text()]
    )
    expect(blind.item("open")).to_be_hidden()
