"""Hands and eyes in every state of an auditor's pages: axe, nothing cut off, tap targets; small, large, wide, dark."""

from __future__ import annotations

from itertools import chain

import pytest

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.looks import look
from tests.browser.phone.phones import Phone
from tests.browser.phone.walks import a_blind_visit, a_day, a_visit
from tests.servers import Server

VIEWS = {
    "a phone": {},
    "320 pixels, text twice as large, dark, still": {
        "viewport": {"width": 320, "height": 640}, "color_scheme": "dark", "reduced_motion": "reduce",
    },
    "landscape": {"viewport": {"width": 740, "height": 360}},
}  # fmt: skip


def double_text(phone: Phone) -> None:
    """What a person does who reads twice as large."""
    session = phone.context.new_cdp_session(phone.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": 32, "fixed": 26}})


@pytest.mark.parametrize("view", VIEWS)
def test_every_state_can_be_seen_read_and_tapped(another_phone: NewPhone, site: Server, view: str) -> None:
    phone = another_phone(**VIEWS[view]).sign_in()  # type: ignore[arg-type] # Playwright's own options
    if "twice" in view:
        double_text(phone)
    states = chain(a_day(phone, site), a_blind_visit(phone, site), a_visit(phone, site))
    found = {state: troubles for state in states if (troubles := look(phone.page))}
    assert found == {}
