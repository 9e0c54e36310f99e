"""Without a line, without a server, without the tab: the pages open, and what was saved is there."""

from __future__ import annotations

import os
import re
import signal
import time

import httpx2
from playwright.sync_api import Browser, expect

from tests.browser.phone.conftest import NewPhone
from tests.browser.phone.phones import Phone, differences
from tests.browser.phone.proxies import Fault, reply
from tests.browser.phone.servers import plan_visit
from tests.servers import Server


def ready_at_home(phone: Phone, visit: str) -> Phone:
    """The list of the day has made the visit ready and says so."""
    phone.page.goto("/today")
    card = phone.page.locator(f"[data-visit='{visit}']")
    expect(card.locator("[data-part=ready]")).to_have_text("Ready for offline", timeout=60_000)
    return phone


def test_a_visit_never_opened_before_opens_without_a_server(another_phone: NewPhone, site: Server) -> None:
    visit = plan_visit(site)
    phone = ready_at_home(another_phone().sign_in(), visit)
    phone.proxy.is_down = True
    phone.page.goto("/today")
    expect(phone.page.locator(f"[data-visit='{visit}']")).to_be_visible()
    phone.page.locator(f"[data-visit='{visit}'] a.visit-card__open").tap()
    phone.visit = visit
    phone.ready().fill_all().reload()
    expect(phone.item("tidy").locator("input[value=yes]")).to_be_checked()
    phone.finish().proxy.is_down = False
    phone.send_now()
    phone.receipt()
    assert differences(phone) == []


def test_a_page_from_memory_says_from_when_it_is(another_phone: NewPhone, site: Server) -> None:
    phone = ready_at_home(another_phone().sign_in(), plan_visit(site))
    phone.proxy.is_down = True
    phone.page.clock.install()
    phone.page.clock.fast_forward("10:00")
    phone.page.reload()
    expect(phone.page.locator("[data-part=as-of]")).to_contain_text("As of")


def test_a_slow_server_does_not_keep_anybody_waiting(phone: Phone) -> None:
    phone.tap("open", "yes")
    phone.proxy.faults.append(Fault("GET /(visits/|today| )", times=1000, meanwhile=lambda: time.sleep(60)))
    phone.reload()
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()
    phone.page.goto("/")  # where the installed app starts
    expect(phone.page.locator(f"[data-visit='{phone.visit}']")).to_contain_text("Started")


def test_a_server_killed_in_the_middle_of_a_photo(phone: Phone, site: Server) -> None:
    phone.proxy.faults.append(Fault("PUT /sync/photos/", forward="half", meanwhile=site.kill))
    phone.fill_all().finish()
    phone.until(lambda: site.process is None)
    site.start()
    phone.send_now()
    phone.receipt()
    assert differences(phone) == []


def test_a_server_killed_after_the_submission_and_before_its_reply(phone: Phone, site: Server) -> None:
    phone.proxy.faults.append(Fault("PUT /sync/visits/\\S+/submissions/", forward="all", meanwhile=site.kill))
    phone.fill_all().finish()
    phone.until(lambda: site.process is None)
    site.start()
    phone.send_now()
    phone.receipt()
    assert differences(phone) == []


def test_a_killed_tab_loses_nothing_that_was_saved(phone: Phone, browser: Browser) -> None:
    phone.tap("open", "yes")
    phone.photograph("shelf", seed=5)
    phone.comment("clean", "Typed, then killed.")
    with phone.page.expect_event("crash"):
        kill_renderers(browser)
    phone.page = phone.context.new_page()
    phone.open(phone.visit)
    expect(phone.near("clean").locator("[data-field=comment]")).to_have_value("Typed, then killed.")
    phone.tap("tidy", "yes")
    phone.write("story", "Back again.")
    phone.finish()
    phone.receipt()
    assert differences(phone) == []


def kill_renderers(browser: Browser) -> None:
    """SIGKILL to every page of this browser, as a phone short of memory does."""
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    for process in processes:
        if process["type"] == "renderer":
            os.kill(process["id"], signal.SIGKILL)


def test_words_half_typed_are_written_when_the_page_goes_away(phone: Phone) -> None:
    phone.tap("open", "yes")
    field = phone.item("story").locator("[data-field=answer]")
    field.fill("Not finis")
    phone.page.goto("/today")
    phone.open(phone.visit)
    expect(field).to_have_value("Not finis")


LOSE_ONE_MESSAGE = """() => {
    const { postMessage } = ServiceWorker.prototype;
    ServiceWorker.prototype.postMessage = () => { ServiceWorker.prototype.postMessage = postMessage };
}"""
SHELLS = "async () => (await caches.keys()).filter((name) => name.startsWith('shell-'))"


def come(phone: Phone, site: Server, number: int, install_ms: int = 0) -> None:
    """A later build arrives at the server and the phone asks for it; returns while the phone takes it."""
    source = httpx2.get(f"{site.url}/service-worker.js").text
    newer = re.sub(r'BUILD = "[^"]+"', f'BUILD = "later-{number}"', source)
    slowly = newer.replace(
        "(fillShell())", f"(fillShell().then(() => new Promise((end) => setTimeout(end, {install_ms}))))"
    )
    assert len({source, newer, slowly}) == 3
    answer = reply("200 OK", slowly.encode(), "Content-Type: text/javascript", "x-audit: 1", "Cache-Control: no-cache")
    phone.proxy.faults[:] = [Fault("GET /service-worker.js", answer=answer, times=1000)]
    phone.page.evaluate("navigator.serviceWorker.getRegistration().then((found) => void found.update())")
    phone.until(lambda: f"shell-later-{number}" in phone.page.evaluate(SHELLS))


def test_an_update_waits_for_a_tap_on_the_list_and_keeps_the_two_builds_before(phone: Phone, site: Server) -> None:
    phone.tap("open", "yes")
    for number in (1, 2, 3):
        come(phone, site, number)
        expect(phone.page.locator("visit-form")).to_be_visible()
        assert phone.page.evaluate("navigator.serviceWorker.controller.state") == "activated"
        phone.page.goto("/today")
        news = phone.page.locator("app-news")
        expect(news).to_contain_text("An update is ready.")
        with phone.page.expect_navigation():
            phone.press(news.get_by_role("button", name="Update now"))
        expect(news.get_by_role("button", name="Update now")).to_have_count(0)
        phone.proxy.faults.clear()
        phone.open(phone.visit)
    assert phone.page.evaluate(SHELLS) == ["shell-later-1", "shell-later-2", "shell-later-3"]
    phone.proxy.is_down = True
    phone.reload()
    expect(phone.item("open").locator("input[value=yes]")).to_be_checked()


def test_an_update_pushed_aside_by_a_newer_one_just_after_the_tap_still_arrives(phone: Phone, site: Server) -> None:
    come(phone, site, 1)
    phone.page.goto("/today")
    news = phone.page.locator("app-news")
    expect(news).to_contain_text("An update is ready.")
    phone.page.evaluate(LOSE_ONE_MESSAGE)
    phone.press(news.get_by_role("button", name="Update now"))
    with phone.page.expect_navigation():
        come(phone, site, 2)
    expect(news.get_by_role("button", name="Update now")).to_have_count(0)


def test_an_update_still_on_its_way_when_the_list_opens_is_offered_when_it_is_there(phone: Phone, site: Server) -> None:
    come(phone, site, 1, install_ms=4000)
    phone.page.goto("/today")
    expect(phone.page.locator("app-news")).to_contain_text("An update is ready.")
