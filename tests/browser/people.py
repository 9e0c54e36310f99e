"""The demo chain's people, and how they come in."""

from __future__ import annotations

from playwright.sync_api import Page, expect

OWNER = "owner@example.com"
MANAGER = "manager@example.com"
AUDITOR = "auditor@example.com"
READER = "reader@example.com"
PASSWORD = "demo-chain"


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Come in through the form, as a person does; ends on the page that the person is sent to."""
    page.goto("/sign-in")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=password]").fill(password)
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("input[name=password]")).to_have_count(0)
    page.wait_for_load_state()  # with its scripts: what is chosen before they are there waits for a button
