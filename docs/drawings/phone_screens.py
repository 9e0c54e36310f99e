"""Takes the screenshots that a phone shows before it installs the app, from the demo chain as it is served.

Run `python docs/drawings/phone_screens.py http://127.0.0.1:8000` beside a new `bin/serve`, after the look of these
pages changed; the pictures under `audit/static/screenshots` are committed. It plays the auditor of the demo, so one
planned visit is started.
"""  # noqa: INP001 - a script, not a package

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

OUT = Path(__file__).parents[2] / "audit" / "static" / "screenshots"
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}


def keep(page: Page, name: str) -> None:
    """What is on the screen now, small enough to lie in a repository."""
    Image.open(io.BytesIO(page.screenshot())).convert("RGB").save(OUT / f"{name}.webp", lossless=True, method=6)


def sign_in(page: Page, email: str) -> None:
    """Come in as one of the demo's people."""
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill("demo-chain")
    page.locator("input[name=password]").press("Enter")
    page.locator("h1").first.wait_for()


def play_the_auditor(page: Page) -> None:
    """The list of the day; a visit with some answers, in the middle of its form."""
    sign_in(page, "auditor@example.com")
    page.get_by_text("Ready for offline").first.wait_for()
    keep(page, "today")
    page.locator(".visit-card__open").first.click()
    page.locator("body[data-ready]").wait_for()
    for item in page.locator(".item[data-kind=yes_no]").all()[:6]:
        item.locator(".answer__option--kept").tap()
    page.locator("#section-greeting .item[data-kind=expectation]").first.locator(".answer__option--exceeded").tap()
    watch = page.locator("#section-greeting .item[data-kind=time]").first
    watch.scroll_into_view_if_needed()
    watch.locator("stop-watch button").first.tap()
    page.wait_for_timeout(7000)
    for _ in range(3):  # what is above gets its true height as it comes near
        page.evaluate("document.querySelector('#section-greeting').scrollIntoView({block: 'start'})")
        page.wait_for_timeout(500)
    page.get_by_text("Saved").first.wait_for()
    keep(page, "visit")


if __name__ == "__main__":
    OUT.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        auditor = browser.new_context(base_url=sys.argv[1], locale="en-GB", **PHONE)
        play_the_auditor(auditor.new_page())
        auditor.close()
        manager = browser.new_context(base_url=sys.argv[1], locale="en-GB", **DESK)
        desk = manager.new_page()
        sign_in(desk, "manager@example.com")
        keep(desk, "consistency")
        browser.close()
