"""Two tabs, two phones, two people: one visit, one submission, everybody's own work."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from playwright.sync_api import expect

from tests.browser.accessibility import check_accessibility
from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.phones import Phone, differences
from tests.browser.phone.proxies import PORTAL, Fault
from tests.browser.phone.servers import add_auditor, change_visit, database
from tests.servers import Server

OTHER = "auditor2@example.com"


def test_two_tabs_share_one_submission(phone: Phone) -> None:
    phone.fill_all()
    other = Phone(phone.context, phone.context.new_page(), phone.proxy, phone.site).open(phone.visit)
    phone.context.set_offline(True)
    finish = "document.querySelector('visit-form').session.finish()"
    phone.page.evaluate(finish)
    other.page.evaluate(finish)
    phone.context.set_offline(False)
    phone.receipt()
    other.receipt()
    assert differences(phone) == []


def test_two_tabs_write_into_one_log(phone: Phone) -> None:
    other = Phone(phone.context, phone.context.new_page(), phone.proxy, phone.site).open(phone.visit)
    for answer in ("yes", "no", "yes"):
        phone.tap("open", answer)
        other.tap("tidy", answer)
    assert [op["seq"] for op in phone.written["ops"]] == [1, 2, 3, 4, 5, 6]
    phone.reload()
    expect(phone.item("tidy").locator("input[value=yes]")).to_be_checked()


def test_five_senders_at_once_send_it_once(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.fill_all().finish()
    phone.context.set_offline(False)
    phone.page.evaluate(
        """async () => {
          const { session } = document.querySelector("visit-form");
          const entry = document.querySelector("[src$='visit.js']").src;
          const { Sync } = await import(entry.replace("visit.js", "offline/sync.js"));
          navigator.locks.request = (_, work) => work();
          await Promise.all([1, 2, 3, 4, 5].map(() => new Sync(session.database).now()));
        }"""
    )
    phone.receipt()
    assert differences(phone) == []


def test_a_second_phone_goes_on_where_the_first_is(phone: Phone, another_phone: NewPhone) -> None:
    phone.tap("open", "yes")
    phone.comment("tidy", "Swept this morning.")
    phone.photograph("shelf", seed=9)
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=20_000)
    second = another_phone().sign_in().open(phone.visit)
    expect(second.item("open").locator("input[value=yes]")).to_be_checked(timeout=20_000)
    expect(second.item("tidy").locator("[data-field=comment]")).to_have_value("Swept this morning.")
    second.tap("tidy", "yes")
    second.write("story", "Finished on the second phone.")
    second.finish()
    second.receipt()
    [submission] = second.arrived().submissions
    assert (submission["status"], len(submission["receipt"]["photos"])) == ("accepted", 1)


def test_the_phone_that_comes_second_is_kept_as_a_copy(phone: Phone, another_phone: NewPhone) -> None:
    second = another_phone().sign_in().open(phone.visit)
    second.context.set_offline(True)
    second.fill_all().finish()
    phone.fill_all().finish()
    phone.receipt()
    second.context.set_offline(False)
    expect(second.page.locator(".receipt__number")).to_have_text(
        "Sent. Your manager will look at this copy", timeout=30_000
    )
    states = sorted(submission["status"] for submission in second.arrived().submissions)
    assert states == ["accepted", "copy"]


def test_a_visit_cancelled_meanwhile_is_kept_as_a_copy(phone: Phone, site: Server) -> None:
    phone.context.set_offline(True)
    phone.fill_all().finish()
    change_visit(site, phone.visit, status="cancelled")
    phone.context.set_offline(False)
    expect(phone.page.locator(".receipt__number")).to_have_text(
        "Sent. Your manager will look at this copy", timeout=30_000
    )
    assert [op for _, op in phone.arrived().ops] == phone.written["ops"]


def test_an_ended_session_says_so_and_sends_after_signing_in(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.context.clear_cookies()
    phone.tap("tidy", "yes")
    expect(phone.says("network")).to_have_text("Sign in to send · all safe here", timeout=20_000)
    phone.sign_in().open(phone.visit)
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=20_000)
    assert differences(phone) == []


def test_work_waits_for_its_owner_while_another_uses_the_phone(phone: Phone, site: Server) -> None:
    phone.context.set_offline(True)
    phone.tap("open", "yes")
    phone.until(lambda: '"waiting":1' in phone.page.evaluate("localStorage['audit-people'] ?? ''"))
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.sign_in(add_auditor(site, OTHER))
    phone.page.goto("/today")
    expect(phone.page.locator("app-news")).to_contain_text("waits on this phone until")
    assert phone.page.request.get(f"/visits/{phone.visit}/fill").status == 404
    assert phone.arrived().ops == []
    phone.context.clear_cookies()
    phone.sign_in().open(phone.visit)
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=20_000)
    assert differences(phone) == []


def test_another_persons_page_left_open_says_whom_it_waits_for(phone: Phone, site: Server) -> None:
    phone.tap("open", "yes")
    phone.until(lambda: phone.written["record"]["acked"] == 1)
    phone.context.clear_cookies()
    other = Phone(phone.context, phone.context.new_page(), phone.proxy, site)
    other.sign_in(add_auditor(site, OTHER))
    phone.tap("tidy", "yes")
    expect(phone.says("network")).to_contain_text("Waiting for", timeout=20_000)
    assert len(phone.arrived().ops) == 1


def test_signing_out_with_unsent_work_asks_first(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.tap("open", "yes")
    phone.page.goto("/today")
    phone.page.locator(".menu__opener").tap()
    phone.page.get_by_role("button", name="Sign out").tap()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet).to_contain_text("1 visit has not arrived yet.")
    sheet.get_by_role("button", name="Stay signed in").tap()
    phone.proxy.faults.append(Fault("/sync/", times=1000))
    phone.context.set_offline(False)
    phone.page.get_by_role("button", name="Sign out").tap()
    sheet.get_by_role("button", name="Sign out, hand the phone over").tap()
    phone.page.wait_for_url("**/sign-in*")
    assert [name for name in phone.page.evaluate("caches.keys()") if name.startswith("pages-")] == []
    phone.proxy.faults.clear()
    phone.sign_in().open(phone.visit)
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=20_000)
    assert differences(phone) == []


def test_signing_out_on_the_account_page_passes_the_same_guard(phone: Phone) -> None:
    phone.proxy.faults.append(Fault("/sync/", times=1000))
    phone.tap("open", "yes")
    phone.page.goto("/account")
    phone.page.locator(".menu__opener").tap()
    phone.page.get_by_role("button", name="Sign out", exact=True).tap()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet).to_contain_text("1 visit has not arrived yet.")
    check_accessibility(phone.page)
    sheet.get_by_role("button", name="Sign out, hand the phone over").tap()
    phone.page.wait_for_url("**/sign-in*")
    assert [name for name in phone.page.evaluate("caches.keys()") if name.startswith("pages-")] == []
    phone.proxy.faults.clear()
    phone.sign_in().open(phone.visit)
    expect(phone.says("network")).to_have_text("Everything is at the server", timeout=20_000)
    assert differences(phone) == []


def test_signing_out_without_a_line_changes_nothing_and_says_so(phone: Phone) -> None:
    phone.page.goto("/today")
    phone.page.locator(".menu__opener").tap()
    phone.context.set_offline(True)
    phone.page.get_by_role("button", name="Sign out").tap()
    sheet = phone.page.get_by_role("dialog")
    expect(sheet).to_contain_text("You are still signed in")
    expect(sheet.get_by_role("button", name="Send now")).to_be_hidden()
    sheet.get_by_role("button", name="Stay signed in").tap()
    phone.open(phone.visit).tap("open", "yes")
    phone.page.goto("/today")
    phone.page.locator(".menu__opener").tap()
    phone.page.get_by_role("button", name="Sign out").tap()
    sheet.get_by_role("button", name="Sign out, hand the phone over").tap()
    expect(sheet).to_contain_text("You are still signed in")
    phone.context.set_offline(False)
    phone.proxy.faults.append(Fault("POST /sign-out", answer=PORTAL, times=1))
    sheet.get_by_role("button", name="Sign out, hand the phone over").tap()
    phone.until(lambda: phone.proxy.faults[0].times == 0)
    expect(sheet).to_contain_text("You are still signed in")
    phone.open(phone.visit)
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()


def test_a_returned_visit_is_open_again_and_sent_anew(phone: Phone, site: Server) -> None:
    phone.fill_all().finish()
    first = phone.receipt()
    with database(site) as connection:
        connection.execute(
            "UPDATE visit SET status = 'returned', returned_reason = 'Look again.' WHERE id = ?", (phone.visit,)
        )
        connection.execute("UPDATE submission SET is_current = 0 WHERE visit_id = ?", (phone.visit,))
    phone.reload()
    expect(phone.page.locator(".came-back")).to_contain_text("Look again.", timeout=20_000)
    expect(phone.page.locator("visit-notices")).to_contain_text("then finish it again.", timeout=20_000)
    phone.tap("tidy", "no")
    phone.comment("tidy", "Looked again.")
    phone.finish()
    phone.page.wait_for_timeout(100)
    assert phone.receipt() != first
    assert json.dumps(phone.arrived().submissions).count('"accepted"') >= 1


def test_a_visit_that_came_back_opens_from_the_phone_where_something_else_answers(phone: Phone, site: Server) -> None:
    phone.fill_all().finish()
    phone.receipt()
    change_visit(site, phone.visit, status="returned", returned_reason="Look again.")
    phone.proxy.faults[:] = [Fault(f"GET /visits/{phone.visit}/fill", answer=PORTAL, times=1000)]
    phone.reload()
    expect(phone.page.locator("visit-notices")).to_contain_text(
        "then finish it again. The reason: Look again.", timeout=20_000
    )
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()


def test_the_phone_says_what_was_decided_about_what_it_sent(phone: Phone, site: Server) -> None:
    phone.fill_all().finish()
    number = phone.receipt()
    change_visit(site, phone.visit, status="rejected", returned_reason="Not your branch.")
    phone.reload()
    expect(phone.page.locator("finish-panel")).to_contain_text("Rejected, it does not count", timeout=20_000)
    expect(phone.page.locator("finish-panel")).to_contain_text("Not your branch.")
    change_visit(site, phone.visit, status="accepted")
    phone.reload()
    expect(phone.page.locator("finish-panel")).to_contain_text(f"Accepted, receipt {number}", timeout=20_000)
    phone.context.set_offline(True)
    phone.reload()
    expect(phone.page.locator("finish-panel")).to_contain_text(f"Accepted, receipt {number}")
    phone.page.goto("/today")
    expect(phone.page.locator(f"[data-visit='{phone.visit}']")).to_contain_text("Accepted")


def test_the_phone_says_what_became_of_its_copy(phone: Phone, site: Server) -> None:
    phone.fill_all()
    phone.until(lambda: phone.written["record"]["acked"] == phone.seq)
    change_visit(site, phone.visit, status="cancelled")
    phone.finish()
    assert phone.receipt() == "Sent. Your manager will look at this copy"
    decided = (
        ("status = 'copy', set_aside_at = received_at", "set it aside"),
        ("status = 'accepted', set_aside_at = NULL, is_current = 1", "let this copy count"),
    )
    change_visit(site, phone.visit, status="submitted", submitted_at=datetime.now(UTC).isoformat(" "))
    for columns, words in decided:
        with database(site) as connection:
            connection.execute(f"UPDATE submission SET {columns} WHERE visit_id = ?", (phone.visit,))
        phone.reload()
        expect(phone.page.locator("finish-panel")).to_contain_text(words, timeout=20_000)


def test_a_saved_copy_holds_everything_unsent(phone: Phone) -> None:
    phone.context.set_offline(True)
    phone.fill_all().finish()
    phone.page.goto("/today")
    card = phone.page.locator(f"[data-visit='{phone.visit}']")
    with phone.page.expect_download() as download:
        card.get_by_role("button", name="Save a copy").tap()
    copy = json.loads(download.value.path().read_text())
    phone.context.set_offline(False)
    phone.open(phone.visit)
    [visit] = copy["visits"]
    assert visit["ops"] == phone.written["ops"]
    assert {photo["sha256"] for photo in visit["photos"]} == {photo["sha256"] for photo in phone.written["photos"]}
