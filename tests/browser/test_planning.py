"""A round is made and planned at the desk, a visit dragged to another day, an auditor answers on the phone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import AUDITOR, OWNER, sign_in

TALL = {"viewport": {"width": 1280, "height": 1800}}  # a whole month, without scrolling


def coming_month() -> date:
    """The first day of the month after the next: nothing of the demo is in it yet."""
    today = datetime.now(UTC).date()
    index = today.year * 12 + today.month + 1
    return date(index // 12, index % 12 + 1, 1)


def drag(page: Page, what: Locator, to: Locator) -> None:
    """As a hand does it: by the corner, in many small steps."""
    start, end = what.bounding_box(), to.bounding_box()
    assert start and end
    x, y = start["x"] + start["width"] - 6, start["y"] + start["height"] - 6
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=12)
    page.mouse.up()


def test_a_round_is_planned_a_visit_dragged_and_answered(open_page: Callable[..., Page]) -> None:
    page, month = open_page(**TALL), coming_month()
    sign_in(page, OWNER)
    page.goto("/rounds")
    page.get_by_label("Name", exact=True).fill("Every branch, every month")
    page.get_by_label("Salon visit").check()
    page.get_by_label("Period", exact=True).select_option("month")
    page.get_by_label("From", exact=True).first.fill(month.isoformat())
    page.get_by_role("button", name="Keep the round").click()
    expect(page.get_by_text("visits by", exact=False).first).to_be_visible()
    check_accessibility(page)
    page.get_by_role("button", name="Plan these visits").click()
    expect(page.get_by_text("The visits are planned.")).to_be_visible()
    check_accessibility(page)

    page.goto(f"/visits/calendar?month={month.isoformat()[:7]}")
    visit = page.locator("[data-visit][draggable]").first
    name = visit.get_attribute("data-visit")
    day = page.locator(f"[data-day='{month.replace(day=28).isoformat()}']")
    drag(page, visit, day)
    expect(page.get_by_text("The visit has another day.")).to_be_visible()
    expect(day.locator(f"[data-visit='{name}']")).to_be_visible()
    check_accessibility(page)


def test_an_auditor_says_whether_they_go(open_page: Callable[..., Page]) -> None:
    page = open_page(**DESK)
    sign_in(page, OWNER)
    page.goto("/visits/new")
    page.get_by_label("Branch", exact=True).select_option(index=1)
    page.get_by_label("Auditor", exact=True).select_option(label="Noor Visser")
    page.get_by_label("Checklist", exact=True).select_option(index=1)
    page.get_by_role("button", name="Plan the visit").click()
    expect(page.get_by_text("The visit is planned.")).to_be_visible()

    phone = open_page(**PHONE)
    sign_in(phone, AUDITOR)
    phone.goto("/today")
    check_accessibility(phone)
    phone.get_by_role("button", name="I go").first.click()
    expect(phone.get_by_text("You said you go.").first).to_be_visible()
    phone.get_by_text("I cannot go").first.click()
    phone.get_by_label("Why?").first.fill("My train was cancelled")
    phone.get_by_role("button", name="Tell them").first.click()
    expect(phone.get_by_text("You said you cannot go.").first).to_be_visible()
    check_accessibility(phone)
    page.goto("/notices")
    expect(page.get_by_text("My train was cancelled")).to_be_visible()
