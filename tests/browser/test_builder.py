"""The builder by keyboard, in a real browser: what is pressed changes the page in its place, and can be taken back."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import PHONE
from tests.browser.people import OWNER, sign_in

DRAFT = "/checklists/salon-visit/draft"
TABLET = {"viewport": {"width": 1024, "height": 768}}
PAGES = (
    *(DRAFT, f"{DRAFT}/items/welcome", f"{DRAFT}/settings", f"{DRAFT}/languages", f"{DRAFT}/preview"),
    *(f"{DRAFT}/publication", "/standards/records", "/standards/open-hours/record", "/standards/library"),
)


def greeting(page: Page) -> list[str]:
    """The items of the section Greeting, as they stand."""
    rows = page.locator("#section-greeting tbody tr")
    return [str(row.get_attribute("id")) for row in rows.all()]


def test_items_are_moved_added_and_taken_back_by_keyboard(desk: Page) -> None:
    sign_in(desk, OWNER)
    desk.goto(DRAFT)
    before = greeting(desk)
    desk.locator("#item_down-welcome").press("Enter")
    expect(desk.locator("#undo")).to_have_text("Undo: the move")
    expect(desk.locator("#item_down-welcome")).to_be_focused()
    assert greeting(desk).index("item-welcome") == before.index("item-welcome") + 1

    desk.locator("#section-greeting summary", has_text="Add an item").press("Enter")
    desk.locator("#text-greeting").fill("The coat is hung up")
    desk.locator("#text-greeting").press("Enter")
    expect(desk.locator("#item-the-coat-is-hung-up")).to_be_visible()
    expect(desk.locator("#text-greeting")).to_be_focused()
    expect(desk.locator("#text-greeting")).to_have_value("")

    desk.locator("#undo").press("Enter")
    expect(desk.locator("#item-the-coat-is-hung-up")).to_have_count(0)
    desk.locator("#undo").press("Enter")
    expect(desk.locator("#redo")).to_be_focused()
    assert greeting(desk) == before


def drag(page: Page, item: str, onto: str) -> None:
    """Take an item by its grip and let it go in the upper half of another's row."""
    page.locator(f"#item-{item} .builder__grip").hover()
    page.mouse.down()
    page.locator(f"#item-{onto}").hover(position={"x": 40, "y": 6})
    expect(page.locator(f"#item-{onto}.builder__target--before")).to_be_visible()


def test_items_are_dragged_within_a_section_and_into_another(open_page: Callable[..., Page]) -> None:
    tablet = open_page(**TABLET)
    sign_in(tablet, OWNER)
    tablet.goto(DRAFT)
    before = greeting(tablet)
    drag(tablet, before[2].removeprefix("item-"), before[0].removeprefix("item-"))
    tablet.mouse.up()
    expect(tablet.locator("#undo")).to_have_text("Undo: the move")
    assert greeting(tablet) == [before[2], *before[:2], *before[3:]]
    moved, home = before[2].removeprefix("item-"), tablet.locator("#section-greeting + section")
    other = str(home.locator("tbody tr").first.get_attribute("id"))
    drag(tablet, moved, other.removeprefix("item-"))
    tablet.mouse.up()
    expect(home.locator("tbody tr").first).to_have_id(f"item-{moved}")
    check_accessibility(tablet)
    tablet.locator("#undo").click()
    expect(tablet.locator("#redo")).to_be_visible()
    tablet.locator("#undo").click()
    expect(tablet.locator("#section-greeting tbody tr").first).to_have_id(before[0])


def test_a_drag_is_given_up_with_escape(desk: Page) -> None:
    sign_in(desk, OWNER)
    desk.goto(DRAFT)
    before = greeting(desk)
    drag(desk, before[1].removeprefix("item-"), before[0].removeprefix("item-"))
    desk.keyboard.press("Escape")
    desk.mouse.up()
    expect(desk.locator("[class*=builder__target], .builder__taken")).to_have_count(0)
    assert greeting(desk) == before


def test_an_item_saves_itself_and_its_look_on_the_phone_follows(desk: Page) -> None:
    sign_in(desk, OWNER)
    desk.goto(f"{DRAFT}/items/welcome")
    desk.locator("#text").fill("The warm welcome")
    desk.locator("#text").press("Tab")
    expect(desk.locator("#preview legend")).to_have_text("The warm welcome")
    desk.locator("#preview").get_by_text("Below", exact=True).click()
    expect(desk.locator("#preview .item__state")).to_contain_text("Broken.")
    desk.locator("#rule_item").select_option("open")
    expect(desk.locator("select[name='rule.0.is']")).to_have_value("open|is|yes")
    desk.goto(f"{DRAFT}/preview")
    desk.locator("#item-open").get_by_text("Yes", exact=True).click()
    expect(desk.locator(".dock")).to_contain_text("Test score: 100.0%")
    expect(desk.locator("#item-welcome")).to_contain_text("The warm welcome")


def test_every_page_of_the_builder_is_accessible_and_fits(open_page: Callable[..., Page]) -> None:
    for size in (TABLET, PHONE):
        page = open_page(**size)
        sign_in(page, OWNER)
        for path in PAGES:
            page.goto(path)
            check_accessibility(page)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
