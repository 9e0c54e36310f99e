"""Every way the line to the server can fail: nothing is lost, nothing arrives twice, and the phone says what it is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.phone.phones import Phone, differences
from tests.browser.phone.proxies import BUSY, PORTAL, PORTAL_JSON, PORTAL_REDIRECT, Fault, reply

DOORS = {
    "state": r"GET /sync/state",
    "ops": r"POST /sync/visits/\S+/ops",
    "photo": r"PUT /sync/photos/",
    "submission": r"PUT /sync/visits/\S+/submissions/",
}
JSON = ("Content-Type: application/json", "x-audit: 1")


def arrives(phone: Phone) -> None:
    """Finish, and go on tapping "send now" until the receipt is there: then all of it is held, once."""
    phone.finish()
    for _ in range(20):
        if phone.page.locator(".receipt__number").count():
            break
        phone.send_now()
        phone.page.wait_for_timeout(300)
    phone.receipt()
    assert differences(phone) == []


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("forward", ["none", "half", "all"])
def test_a_line_cut_before_amid_or_after_a_request(phone: Phone, door: str, forward: str) -> None:
    phone.proxy.faults.append(Fault(DOORS[door], forward=forward, times=2))
    arrives(phone.fill_all())
    assert phone.proxy.faults[0].times == 0


def test_a_request_that_reaches_the_server_twice_counts_once(phone: Phone) -> None:
    phone.proxy.faults += [Fault(pattern, forward="twice", times=2) for pattern in DOORS.values()]
    arrives(phone.fill_all())
    assert phone.proxy.faults[1].times < 2 and phone.proxy.faults[3].times < 2


def test_a_line_that_stays_silent_is_given_up_at_every_door(phone: Phone) -> None:
    phone.page.evaluate(
        """() => {
          const { timeout } = AbortSignal;
          AbortSignal.timeout = (milliseconds) => timeout.call(AbortSignal, milliseconds / 50);
        }"""
    )
    phone.proxy.faults += [Fault(pattern, forward="silence") for pattern in DOORS.values()]
    phone.fill_all()
    expect(phone.says("network")).to_have_text("Connected to Wi-Fi, but not to us · all safe here")
    arrives(phone)
    assert [fault.times for fault in phone.proxy.faults] == [0, 0, 0, 0]


MEANINGS = {
    200: "done", 201: "done", 202: "copy", 401: "signed_out", 403: "other_user", 408: "busy", 409: "refused",
    413: "too_large", 418: "refused", 422: "bad_bytes", 425: "busy", 426: "outdated", 429: "busy", 500: "busy",
    502: "busy", 503: "busy", 504: "busy",
}  # fmt: skip
KNOCKED = """async ([from, statuses, headers]) => {
  const { openDoors } = await import(from + "offline/doors.js");
  const kinds = {};
  for (const status of statuses) {
    const answer = () => Promise.resolve(new Response(JSON.stringify({ sha256: "a" }), { status, headers }));
    kinds[status] = (await openDoors(answer).photo("a", new ArrayBuffer(1), "image/jpeg")).kind;
  }
  return kinds;
}"""


def test_each_status_means_what_the_table_says_and_only_when_it_is_ours(phone_page: Page) -> None:
    source = str(phone_page.locator("script[type=module]").first.get_attribute("src")).removesuffix("today.js")
    found = phone_page.evaluate(KNOCKED, [source, list(MEANINGS), {"x-audit": "1"}])
    assert {int(status): kind for status, kind in found.items()} == MEANINGS
    foreign = phone_page.evaluate(KNOCKED, [source, list(MEANINGS), {"x-portal": "1"}])
    assert set(foreign.values()) == {"portal"}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("answer", [PORTAL, PORTAL_REDIRECT, PORTAL_JSON], ids=["page", "redirect", "json"])
def test_a_captive_portal_is_never_believed(phone: Phone, door: str, answer: bytes) -> None:
    phone.proxy.faults.append(Fault(DOORS[door], answer=answer, times=1))
    phone.fill_all()
    phone.until(lambda: phone.proxy.faults[0].times == 0 or door == "submission")
    arrives(phone)
    assert phone.proxy.faults[0].times == 0


def test_a_portal_has_words_of_its_own(phone: Phone) -> None:
    phone.proxy.faults.append(Fault("/sync/", answer=PORTAL, times=1000))
    phone.tap("open", "yes")
    expect(phone.says("network")).to_have_text("Connected to Wi-Fi, but not to us · all safe here")


def test_a_busy_server_is_tried_again(phone: Phone) -> None:
    phone.proxy.faults.append(Fault("/sync/", answer=BUSY, times=3))
    phone.tap("open", "yes")
    expect(phone.says("network")).to_have_text("The server is busy · it is tried again")
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=60_000)
    assert differences(phone) == []


def test_without_signal_all_is_safe_and_goes_out_later(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.fill_all()
    expect(phone.says("network")).to_have_text("No signal · all safe here")
    phone.finish()
    assert phone.arrived().ops == []
    phone.context.set_offline(False)
    phone.receipt()
    assert differences(phone) == []


def test_a_receipt_that_does_not_name_every_photo_is_no_receipt(phone: Phone) -> None:
    short = b'{"submission": "%s", "receipt": {"number": "NON-000", "photos": [], "answers_digest": ""}}'
    phone.fill_all()
    phone.page.locator("finish-panel").get_by_role("button", name="Finish and send").wait_for()
    phone.context.set_offline(True)
    phone.finish()
    submission = phone.written["record"]["submission"]["id"]
    answer = reply("200 OK", short % submission.encode(), *JSON)
    phone.proxy.faults.append(Fault(DOORS["submission"], answer=answer))
    phone.context.set_offline(False)
    assert phone.receipt() != "NON-000"
    assert differences(phone) == []


@pytest.mark.parametrize(
    "door,answer,words",
    [
        ("submission", reply("409 Conflict", b'{"error": "id_reused"}', *JSON), "The server already holds"),
        ("photo", reply("422 Unprocessable", b'{"error": "bad_bytes"}', *JSON), "A photo arrives damaged every time"),
        ("photo", reply("413 Too Large", b'{"error": "too_large"}', *JSON), "Something is larger"),
        ("ops", reply("400 Bad Request", b'{"error": "no"}', *JSON), "The server refused this visit"),
    ],
    ids=["id reused", "damaged", "too large", "refused"],
)  # fmt: skip
def test_what_needs_help_says_so_and_loses_nothing(phone: Phone, door: str, answer: bytes, words: str) -> None:
    phone.context.set_offline(True)
    phone.fill_all().finish()
    phone.proxy.faults.append(Fault(DOORS[door], answer=answer, times=2))
    phone.context.set_offline(False)
    expect(phone.page.locator("finish-panel")).to_contain_text(words)
    phone.proxy.faults.clear()
    arrives_again(phone)


def arrives_again(phone: Phone) -> None:
    phone.send_now()
    phone.receipt()
    assert differences(phone) == []


def test_an_app_that_is_too_old_says_so(phone: Phone) -> None:
    outdated = reply("426 Upgrade Required", b'{"error": "outdated"}', *JSON)
    phone.proxy.faults.append(Fault("/sync/", answer=outdated, times=1000))
    phone.tap("open", "yes")
    expect(phone.says("network")).to_have_text("Update, then it sends")


def test_a_rejected_op_is_shown_and_the_rest_goes_through(phone: Phone) -> None:
    phone.page.evaluate(
        "document.querySelector('visit-form').session.act([{item: 'open', field: 'answer', value: true}])"
    )
    phone.fill_all().finish()
    phone.receipt()
    phone.until(lambda: phone.written["record"]["rejected"] == [1])
    assert len(phone.arrived().ops) == phone.seq
