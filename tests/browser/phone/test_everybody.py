"""Hands and eyes: keyboard, screen reader, another language, no shifting under a thumb. Every state: test_states.py."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.looks import look
from tests.browser.phone.phones import Phone
from tests.browser.phone.servers import plan_visit
from tests.servers import Server

# Also what moves right after a tap, which browsers excuse: the thumb is there.
SHIFTS = """() => {
  window.shifts = [];
  const name = ({ node }) => node?.closest?.("[id]")?.id ?? String(node);
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) window.shifts.push([value, ...sources.map(name)]);
  }).observe({ type: "layout-shift", buffered: false });
}"""
SEEN = 0.01
"""Of the screen: less is a letter that finds its place."""


def test_another_language_reads_as_well_on_the_smallest_phone(another_phone: NewPhone, site: Server) -> None:
    phone = another_phone(locale="nl-NL", viewport={"width": 320, "height": 640}).sign_in().open(plan_visit(site))
    phone.tap("open", "yes")
    phone.item("greet_s").locator("stop-watch button").first.scroll_into_view_if_needed()
    assert look(phone.page) == []


def test_nothing_moves_while_a_visit_that_was_begun_opens(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.tap("tidy", "no")
    phone.comment("tidy", "Broken glass.")
    phone.page.add_init_script(f"({SHIFTS})()")

    phone.page.goto("/today")
    phone.open(phone.visit)

    moved = [shift for shift in phone.page.evaluate("window.shifts") if shift[0] > SEEN]
    assert moved == []


def test_nothing_moves_while_answering(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.near("clean")
    phone.page.evaluate(SHIFTS)
    for key, answer in (("tone", "meets"), ("clean", "3"), ("seat", "desk"), ("why", "chair")):
        phone.tap(key, answer)
    shifts = phone.page.evaluate("window.shifts")
    assert sum(value for value, *_ in shifts) < 0.01, shifts


def test_a_visit_can_be_filled_in_by_keyboard_alone(phone: Phone) -> None:
    keyboard = phone.page.keyboard
    phone.item("open").locator("input").first.focus()
    keyboard.press("ArrowRight")
    phone.until(lambda: phone.seq == 1)
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()
    phone.item("tidy").locator("input").first.focus()
    keyboard.press("Space")
    phone.until(lambda: phone.seq == 2)
    phone.near("tidy").get_by_role("button", name="+ Comment").focus()
    keyboard.press("Enter")
    keyboard.type("By keyboard.")
    phone.item("story").locator("textarea").focus()
    keyboard.type("All of it.")
    phone.until(lambda: phone.seq == 4)
    phone.page.locator(".dock__next").focus()
    keyboard.press("Enter")
    phone.page.get_by_role("button", name="Finish and send").focus()
    keyboard.press("Enter")
    phone.receipt()


def test_saved_is_told_to_a_screen_reader(phone: Phone) -> None:
    phone.tap("open", "yes")
    expect(phone.page.locator("save-state[role=status]")).to_contain_text("Saved")


def test_each_item_is_a_group_with_its_question(phone: Phone) -> None:
    expect(phone.page.get_by_role("group", name="The salon is open").get_by_role("radio")).to_have_count(2)
