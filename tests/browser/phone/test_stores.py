"""The phone's own store: full, closed behind our back, forgetful, or with a wrong clock. What is lost is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.phones import Phone, differences, picture_of
from tests.browser.phone.servers import database, plan_visit
from tests.servers import Server

DELETE_DATABASE = """(name) => new Promise((done) => {
  const deleting = indexedDB.deleteDatabase(name);
  deleting.onsuccess = () => done();
})"""
FORGET_NEWEST = """([name, visit]) => new Promise((done) => {
  const opening = indexedDB.open(name);
  opening.onsuccess = () => {
    const transaction = opening.result.transaction(["ops", "visits"], "readwrite");
    transaction.objectStore("ops").delete([visit, 2]);
    const asking = transaction.objectStore("visits").get(visit);
    asking.onsuccess = () => transaction.objectStore("visits").put({ ...asking.result, seq: 1, acked: 0 });
    transaction.oncomplete = () => { opening.result.close(); done(); };
  };
})"""


FILL_UP = """async () => {
  const { database } = document.querySelector("visit-form").session;
  for (const size of [65536, 4096, 256]) {
    const junk = crypto.getRandomValues(new Uint8Array(size));
    for (let place = 0, isFull = false; !isFull; place += 1) {
      if (place > 2000) return false;
      await database
        .write(["meta"], ({ meta }) => void meta.put(junk.slice(), `junk-${size}-${place}`))
        .catch((error) => void (isFull = error.isFull));
    }
  }
  return true;
}"""


SEND_NOW = "document.querySelector('visit-form').session.sync.now()"


@pytest.fixture
def full_phone(another_phone: NewPhone, site: Server) -> Phone:
    """A phone with 8 MB for everything, all of it used up after the first answer."""
    phone = another_phone()
    quota(phone, quotaSize=8_000_000)
    phone.sign_in().open(plan_visit(site))
    phone.context.set_offline(True)
    phone.tap("open", "yes")
    assert phone.page.evaluate(FILL_UP) is True
    phone.context.set_offline(False)
    return phone


def quota(phone: Phone, **size: int) -> None:
    session = phone.context.new_cdp_session(phone.page)
    session.send("Storage.overrideQuotaForOrigin", {"origin": phone.proxy.url, **size})


def test_a_full_phone_says_not_saved_and_loses_nothing(full_phone: Phone) -> None:
    phone = full_phone
    picker = phone.near("shelf").locator("input[type=file]").last
    picker.set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture_of(3)})  # type: ignore[arg-type]
    expect(phone.page.locator("save-state")).to_have_text("Not saved")
    expect(phone.page.locator("#not-saved")).to_contain_text("Nothing before it is lost")
    assert (phone.seq, phone.written["photos"]) == (1, [])
    quota(phone)
    phone.page.locator("#not-saved").get_by_role("button", name="Try again").tap()
    phone.written_after(1)
    expect(phone.page.locator("save-state")).to_contain_text("Saved")
    assert len(phone.written["photos"]) == 1


def test_a_phone_too_full_to_note_what_arrived_sends_it_again(full_phone: Phone) -> None:
    phone = full_phone
    phone.page.evaluate(SEND_NOW)
    assert phone.written["record"]["acked"] == 0, "the phone is too full to note that its act arrived"
    quota(phone)
    phone.page.evaluate(SEND_NOW)
    assert phone.written["record"]["acked"] == phone.seq
    assert differences(phone) == []


def test_saved_is_said_only_after_it_was_read_back(phone: Phone) -> None:
    phone.page.evaluate(
        """() => {
          const { get } = IDBObjectStore.prototype;
          IDBObjectStore.prototype.get = function (key) {
            return this.name === "ops" ? get.call(this, ["nothing", 0]) : get.call(this, key);
          };
        }"""
    )
    phone.item("open").locator("label.answer__option").nth(1).tap()
    expect(phone.page.locator("save-state")).to_have_text("Not saved")


def test_everything_is_written_with_strict_durability(phone: Phone) -> None:
    phone.page.evaluate(
        """() => {
          window.asked = [];
          const { transaction } = IDBDatabase.prototype;
          IDBDatabase.prototype.transaction = function (names, mode, options) {
            if (mode === "readwrite") window.asked.push(options?.durability);
            return transaction.call(this, names, mode, options);
          };
        }"""
    )
    phone.fill_all().finish()
    phone.receipt()
    asked = phone.page.evaluate("window.asked")
    assert len(asked) > 5 and set(asked) == {"strict"}


def test_a_connection_that_the_phone_closes_is_opened_again(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.page.evaluate("async () => (await document.querySelector('visit-form').session.database.connection).close()")
    phone.tap("tidy", "yes")
    assert phone.seq == 2


def test_a_browser_that_keeps_nothing_is_refused_plainly(another_phone: NewPhone, site: Server) -> None:
    phone = another_phone()
    phone.page.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError') }")
    phone.sign_in()
    expect(phone.page.locator("visit-list [role=alert]")).to_contain_text("This browser keeps nothing on the phone")
    phone.page.goto(f"/visits/{plan_visit(site)}/fill")
    expect(phone.page.locator("[role=alert]")).to_contain_text("This browser keeps nothing on the phone")
    expect(phone.item("open").locator("input[value=yes]")).to_be_disabled()


def test_a_phone_that_was_emptied_gets_its_work_back_and_says_what_it_lost(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.comment("tidy", "Before the phone was emptied.")
    phone.until(lambda: phone.written["record"]["acked"] == 2)
    phone.page.goto("/sign-in")
    phone.page.evaluate(DELETE_DATABASE, f"audit-{user_of(phone)}")
    phone.open(phone.visit)
    expect(phone.item("tidy").locator("[data-field=comment]")).to_have_value(
        "Before the phone was emptied.", timeout=20_000
    )
    expect(phone.page.locator("visit-notices")).to_contain_text("This phone lost work made between")
    phone.tap("tidy", "yes")
    phone.write("story", "And on.")
    phone.finish()
    phone.receipt()
    assert phone.arrived().submissions[0]["status"] == "accepted"


def user_of(phone: Phone) -> int:
    with database(phone.site) as connection:
        found = connection.execute("SELECT id FROM person WHERE email = 'auditor@example.com'").fetchone()
    return int(found[0])


def test_a_number_that_was_used_before_is_not_used_again(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.tap("tidy", "no")
    phone.until(lambda: phone.written["record"]["acked"] == 2)
    phone.page.goto("/sign-in")
    phone.page.evaluate(FORGET_NEWEST, [f"audit-{user_of(phone)}", phone.visit])
    phone.open(phone.visit)
    phone.tap("tidy", "yes")
    phone.until(lambda: phone.written["record"]["acked"] == phone.seq)
    held = {op["seq"]: (op["item"], op["value"]) for _, op in phone.arrived().ops}
    assert held[2] == ("tidy", "no")
    assert held[phone.seq] == ("tidy", "yes")


def test_a_server_put_back_to_an_older_state_gets_everything_again(phone: Phone, site: Server) -> None:
    phone.tap("open", "yes")
    phone.photograph("shelf", seed=11)
    phone.until(lambda: phone.written["record"]["acked"] == 2)
    phone.until(lambda: phone.written["photos"][0].get("unsent") is None)
    with database(site) as connection:
        connection.execute("DELETE FROM op WHERE visit_id = ?", (phone.visit,))
        connection.execute("DELETE FROM photo WHERE sha256 = ?", (phone.written["photos"][0]["sha256"],))
    phone.tap("tidy", "yes")
    phone.write("story", "Again.")
    phone.finish()
    phone.receipt()
    assert differences(phone) == []


def test_a_wrong_clock_changes_no_order_and_its_error_is_kept(another_phone: NewPhone, site: Server) -> None:
    phone = another_phone()
    phone.page.clock.install(time="2031-05-05T10:00:00Z")
    phone.sign_in().open(plan_visit(site))
    phone.tap("open", "no")
    phone.page.clock.set_fixed_time("2019-05-05T10:00:00Z")
    phone.tap("open", "yes")
    phone.tap("tidy", "yes")
    phone.write("story", "Fine.")
    phone.finish()
    phone.send_now()
    phone.receipt()
    assert json.loads(answers(site, phone.visit))["open"]["value"] == "yes"
    assert abs(offset(site, phone.visit)) > 86_400 * 365


def answers(site: Server, visit: str) -> str:
    with database(site) as connection:
        return str(connection.execute("SELECT answers FROM submission WHERE visit_id = ?", (visit,)).fetchone()[0])


def offset(site: Server, visit: str) -> float:
    with database(site) as connection:
        row = connection.execute("SELECT offset_seconds FROM submission WHERE visit_id = ?", (visit,)).fetchone()
    return float(row[0])


def test_photos_leave_the_phone_two_weeks_after_their_visit_was_received(phone: Phone) -> None:
    phone.fill_all()
    phone.photograph("shelf", seed=21)
    phone.finish().receipt()
    assert are_here(phone) == [True, True]
    phone.page.goto("/today")
    phone.page.wait_for_timeout(1000)
    assert are_here(phone) == [True, True], "it may still come back from the reviewer"
    phone.page.clock.install(time=datetime.now(UTC) + timedelta(days=15))
    phone.page.goto("/today")
    phone.until(lambda: are_here(phone) == [False, False])
    assert differences(phone) == []


def test_photos_stay_on_the_phone_while_the_server_has_not_got_them_however_long(phone: Phone) -> None:
    phone.fill_all().proxy.is_down = True
    phone.finish()
    phone.page.clock.install(time=datetime.now(UTC) + timedelta(days=60))
    phone.page.goto("/today")
    phone.page.wait_for_timeout(2000)
    assert are_here(phone) == [True]
    phone.proxy.is_down = False
    phone.open(phone.visit).send_now()
    phone.receipt()
    assert differences(phone) == []


def are_here(phone: Phone) -> list[bool]:
    return [photo["isHere"] for photo in phone.written["photos"]]
