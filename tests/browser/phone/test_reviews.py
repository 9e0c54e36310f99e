"""One visit from the auditor to the reviewer and back, until it is accepted: each sees what the other did."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.accessibility import check_accessibility
from tests.browser.conftest import DESK
from tests.browser.people import OWNER, sign_in
from tests.browser.phone.phones import Phone
from tests.servers import Server


@pytest.fixture
def reviewer(browser: Browser, site: Server) -> Iterator[Page]:
    """Somebody at a desk who decides on visits."""
    context = browser.new_context(base_url=site.url, **DESK)  # type: ignore[arg-type] # Playwright's own options
    page = context.new_page()
    sign_in(page, OWNER)
    yield page
    context.close()


def test_a_visit_goes_back_with_reasons_and_comes_again(phone: Phone, reviewer: Page) -> None:
    phone.fill_all().finish()
    phone.receipt()
    send_back(reviewer, phone.visit, "tidy", "Is that paper on the doorstep?")
    mend(phone, "tidy", "Is that paper on the doorstep?", "It is: three old leaflets.")

    reviewer.goto(f"/visits/{phone.visit}")
    changed = reviewer.get_by_role("region", name="The auditor sent the visit again and changed 1 item.")
    expect(changed).to_contain_text("Yes → No")
    expect(changed).to_contain_text("It is: three old leaflets.")
    check_accessibility(reviewer)
    reviewer.get_by_role("button", name="Accept the visit").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("The visit is accepted.")
    assert phone.arrived().status == "accepted"


def send_back(reviewer: Page, visit: str, item: str, why: str) -> None:
    """From the queue to the answers with their photos; a remark beside one, and the whole visit back."""
    reviewer.goto("/reviews")
    reviewer.locator(f"a[href='/visits/{visit}']").first.click()
    expect(reviewer.locator("#seen-shelf img")).to_be_visible()
    beside = reviewer.locator(f"#seen-{item}")
    beside.locator("summary", has_text="Remark for the auditor").click()
    beside.locator("input").fill(why)
    reviewer.get_by_role("button", name="Send it back").click()
    expect(reviewer.get_by_role("status").first).to_contain_text("went back to its auditor")
    expect(beside).to_contain_text(why)


def mend(phone: Phone, item: str, why: str, answer: str) -> None:
    """Opened again, the page says at once why it came back, beside the item; the answer is put right and sent again."""
    phone.reload()
    expect(phone.item(item)).to_contain_text(why)
    phone.tap(item, "no")
    phone.comment(item, answer)
    phone.finish()
    phone.until(lambda: phone.arrived().status == "submitted")
