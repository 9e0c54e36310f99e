"""Hands and eyes: axe, keyboard, 320 pixels, big text, dark, reduced motion, tap targets, no shifting under a thumb."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_accessibility
from tests.browser.phone.conftest import NewPhone
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
TAPPED = (
    "button, summary, label.answer__option, label.photos__add, label.check, a.steps__step, a.bar__back, a.jump__entry,"
    " input.field__input, textarea"
)
SMALL = """(tapped) => [...document.querySelectorAll(tapped)]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("dialog:not([open])"))
  .map((one) => [one.textContent.trim().slice(0, 30), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
  .map(([text, box]) => `${text} ${Math.round(box.width)}x${Math.round(box.height)}`)"""
SMALLEST = {"viewport": {"width": 320, "height": 640}}
VIEWS = {
    "small": SMALLEST,
    "small with big text": SMALLEST,
    "landscape": {"viewport": {"width": 740, "height": 360}},
    "dark": {"color_scheme": "dark"},
    "dutch": {"locale": "nl-NL"},
    "still": {"reduced_motion": "reduce"},
}


def filled(phone: Phone) -> Phone:
    phone.tap("open", "yes")
    phone.tap("tidy", "no")
    phone.comment("tidy", "Broken glass.")
    phone.photograph("shelf", seed=6)
    phone.page.locator("finish-panel").scroll_into_view_if_needed()
    return phone


def double_text(phone: Phone) -> None:
    """What a person does who reads twice as large."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


# A button that is half under the dock, as chance has scrolled, is no small button.
DOCK_IN_THE_FLOW = "() => { document.querySelector('.dock').style.position = 'static'; }"


@pytest.mark.parametrize("view", VIEWS)
def test_axe_finds_nothing_on_a_visit(another_phone: NewPhone, site: Server, view: str) -> None:
    phone = another_phone(**VIEWS[view]).sign_in().open(plan_visit(site))
    if "big text" in view:
        double_text(phone)
    phone.tap("open", "yes")
    phone.near("greet_s")
    phone.page.evaluate(DOCK_IN_THE_FLOW)
    check_accessibility(phone.page)


def test_axe_finds_nothing_in_any_state_of_a_visit(phone: Phone) -> None:
    filled(phone)
    check_accessibility(phone.page)
    phone.page.locator(".dock__words").tap()
    check_accessibility(phone.page)
    phone.page.keyboard.press("Escape")
    phone.item("shelf").locator(".photos__photo").tap()
    phone.page.get_by_role("dialog").get_by_role("button", name="Keep").wait_for()
    check_accessibility(phone.page)
    phone.page.keyboard.press("Escape")
    phone.write("story", "Done.")
    phone.finish().receipt()
    check_accessibility(phone.page)


def test_axe_finds_nothing_on_a_blind_visit(another_phone: NewPhone, site: Server) -> None:
    phone = another_phone().sign_in().open(plan_visit(site, "every-kind-blind"))
    check_accessibility(phone.page)
    phone.page.get_by_role("button", name="I am going in").tap()
    phone.page.get_by_role("button", name="I have left").wait_for()
    check_accessibility(phone.page)


@pytest.mark.parametrize("address", ["/today", "/phone-check"])
def test_axe_finds_nothing_on_the_other_pages(another_phone: NewPhone, site: Server, address: str) -> None:
    phone = another_phone().sign_in()
    phone.page.goto(address)
    phone.page.locator("body[data-ready]").wait_for()
    check_accessibility(phone.page)


def wide(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("address", ["/today", "/phone-check", "visit"])
def test_nothing_is_cut_off_at_320_pixels_and_big_text(another_phone: NewPhone, site: Server, address: str) -> None:
    phone = another_phone(**SMALLEST).sign_in()
    if address == "visit":
        filled(phone.open(plan_visit(site)))
    else:
        phone.page.goto(address)
        phone.page.locator("body[data-ready]").wait_for()
    double_text(phone)
    assert wide(phone.page) <= 0


@pytest.mark.parametrize("width", [320, 360])
def test_what_is_tapped_is_big_enough(another_phone: NewPhone, site: Server, width: int) -> None:
    phone = filled(another_phone(viewport={"width": width, "height": 640}).sign_in().open(plan_visit(site)))
    assert phone.page.evaluate(SMALL, TAPPED) == []
    phone.page.locator(".dock__words").tap()
    phone.page.locator("a.jump__entry").first.wait_for()
    assert phone.page.evaluate(SMALL, TAPPED) == []


def test_nothing_moves_while_a_visit_that_was_begun_opens(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.tap("tidy", "no")
    phone.comment("tidy", "Broken glass.")
    phone.page.add_init_script(f"({SHIFTS})()")

    phone.reload()

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
