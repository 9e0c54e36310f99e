"""A franchisee without an account on a phone: opens a report's link, answers it; the desk sees every answer."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import DESK, PHONE
from tests.browser.people import OWNER, sign_in

BRANCH = "/branches/RO-CLJ-01"
LINK = re.compile(r"/shared/[\w-]{43}")


def shared_link(desk: Page, *, coded: bool = False) -> tuple[str, str]:
    """Share the branch's report, as its owner does; the link, and the code where one is asked for."""
    desk.goto(BRANCH)
    desk.get_by_text("Share this report by link").click()
    desk.get_by_label("Ask for a code as well").set_checked(coded)
    desk.get_by_role("button", name="Make the link").click()
    shown = desk.locator(".copyable")
    expect(shown).to_have_count(2 if coded else 1)
    found = LINK.search(shown.first.inner_text())
    assert found
    return found[0], shown.last.inner_text() if coded else ""


def form_of(page: Page, button: str) -> Locator:
    return page.locator("form").filter(has=page.get_by_role("button", name=button, exact=True))


def check(page: Page) -> None:
    """Everybody can use it, it fits, and nothing of the reader is kept in the browser."""
    check_accessibility(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.context.cookies() == []


def open_largest(page: Page) -> None:
    """Open the first photo: it is a picture larger than its thumbnail."""
    small = page.locator(".gallery img").first
    small.scroll_into_view_if_needed()
    expect(small).to_have_js_property("complete", value=True)
    width = int(small.evaluate("picture => picture.naturalWidth"))
    with page.expect_popup() as opened:
        page.locator(".gallery a").first.click()
    large = opened.value.locator("img")
    expect(large).to_have_js_property("complete", value=True)
    assert int(large.evaluate("picture => picture.naturalWidth")) > width > 0
    opened.value.close()


def test_a_franchisee_without_an_account_reads_a_report_and_answers_it(open_page: Callable[..., Page]) -> None:
    desk, phone = open_page(**DESK), open_page(**PHONE)
    sign_in(desk, OWNER)
    give_a_year_to_appeal(desk)
    link, _ = shared_link(desk)

    read(phone, link)
    action, item = finish_action(phone), appeal(phone)
    confirm(phone)
    see_answers(desk, action, item)

    phone.goto(link)
    expect(phone.get_by_text("Appeal granted")).to_be_visible()
    expect(phone.get_by_text("Agreed: it opens later in winter.")).to_be_visible()
    check(phone)


def give_a_year_to_appeal(desk: Page) -> None:
    desk.goto("/reviews")
    desk.get_by_label("Days from the day a visit is accepted").fill("365")
    desk.get_by_role("button", name="Set it").click()
    expect(desk.get_by_label("Days from the day a visit is accepted")).to_have_value("365")


def read(phone: Page, link: str) -> None:
    """The page, a photo and the PDF."""
    phone.goto(link)
    expect(phone.locator("h1")).to_contain_text("Cluj Eroilor")
    check(phone)
    open_largest(phone)
    pdf = phone.request.get(str(phone.get_by_role("link", name="Report as PDF").get_attribute("href")))
    assert pdf.headers["content-type"] == "application/pdf" and pdf.body().startswith(b"%PDF")


def confirm(phone: Page) -> None:
    """Confirm that the report arrived; that is asked once."""
    answer = form_of(phone, "I have read it")
    answer.get_by_label("Your name").fill("Ayşe Yılmaz")
    answer.get_by_role("button", name="I have read it").click()
    expect(phone.get_by_text("It was confirmed on")).to_be_visible()
    expect(phone.get_by_role("button", name="I have read it")).to_have_count(0)
    check(phone)


def finish_action(phone: Page) -> str:
    """Say that the first open action is done; its title. Without a name it is not taken, and nothing is lost."""
    form = form_of(phone, "It is done")
    first = form.locator("label.check").first
    title = first.locator("strong").inner_text()
    first.click()
    form.get_by_label("What was done").fill("Trained on Monday, all five of us.")
    form.get_by_label("Your name").fill(" ")
    form.get_by_role("button", name="It is done").click()
    expect(phone.get_by_text("Say who you are.")).to_have_count(2)
    check(phone)
    form.get_by_label("Your name").fill("Ayşe Yılmaz")
    expect(form.get_by_role("radio", checked=True)).to_have_count(1)
    form.get_by_role("button", name="It is done").click()
    expect(phone.get_by_text(f"Says that it is done: {title}")).to_be_visible()
    expect(phone.get_by_text("Trained on Monday, all five of us.")).to_be_visible()
    return title


def appeal(phone: Page) -> str:
    """Appeal the first item there is; the item."""
    form = form_of(phone, "Send the appeal")
    value = str(form.locator("option").nth(1).get_attribute("value"))
    form.get_by_label("What is judged wrongly").select_option(value)
    form.get_by_label("Your name").fill("Ayşe Yılmaz")
    form.get_by_label("Why?").fill("It was dark outside still.")
    form.get_by_role("button", name="Send the appeal").click()
    expect(phone.get_by_text("Appealed, not decided yet")).to_be_visible()
    check(phone)
    return phone.locator("article.change strong").first.inner_text()


def see_answers(desk: Page, action: str, item: str) -> None:
    """The owner finds each answer where it belongs, and decides on the appeal."""
    desk.goto("/reports")
    desk.locator("tbody th a").first.click()
    answers = desk.locator("section", has=desk.get_by_role("heading", name="Answers"))
    for said in (f"Says that it is done: {action}", f"Appeals: {item}", "Has read it.", "It was dark outside still."):
        expect(answers.get_by_text(said).first).to_be_visible()
    desk.goto("/actions")
    desk.get_by_label("Done, to be signed off").get_by_role("link", name=action).first.click()
    expect(desk.get_by_text("Trained on Monday, all five of us.")).to_be_visible()
    desk.goto("/reviews")
    desk.get_by_role("listitem").filter(has_text="It was dark outside still.").get_by_role("link").click()
    desk.get_by_label("Why do you decide so?").fill("Agreed: it opens later in winter.")
    desk.get_by_role("button", name="Grant it").click()
    expect(desk.get_by_text("The appeal is decided, and the branch is told.")).to_be_visible()


def test_a_report_behind_a_code_opens_with_it_alone(open_page: Callable[..., Page]) -> None:
    desk, phone = open_page(**DESK), open_page(**PHONE)
    sign_in(desk, OWNER)
    link, code = shared_link(desk, coded=True)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"

    phone.goto(link)
    for word in (wrong, code):
        check(phone)
        expect(phone.get_by_text("Cluj Eroilor")).to_have_count(0)
        phone.get_by_label("Code", exact=True).fill(word)
        phone.get_by_role("button", name="Open the report").click()
    expect(phone.locator("h1")).to_contain_text("Cluj Eroilor")
    check(phone)
    open_largest(phone)
