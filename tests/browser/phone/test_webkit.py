"""What an iPhone's engine does with our worker and our store: Chromium alone would not tell."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.by import By

from tests.browser.phone.phones import differences
from tests.browser.phone.servers import plan_visit
from tests.browser.phone.webkits import WebKitPhone, running_webkit
from tests.servers import Server

KEPT = """async ([user]) => {
  const open = indexedDB.open(`audit-${user}`);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const asking = database.transaction("photos").objectStore("photos").getAll();
  const photos = await new Promise((done) => { asking.onsuccess = () => done(asking.result); });
  database.close();
  return photos.map(({bytes, sha256}) => [Object.prototype.toString.call(bytes), bytes.byteLength > 0, sha256]);
}"""


@pytest.fixture
def iphone(site: Server) -> Iterator[WebKitPhone]:
    visit = plan_visit(site)
    # On a busy machine WebKit's worker now and then never starts; that browser is lost, and another is taken.
    for is_last in (False, True):
        with running_webkit() as driver:
            phone = WebKitPhone(driver, site).sign_in()
            if is_last or phone.is_made_ready(visit, looks=1):
                yield phone.open(visit)
                return


def test_a_visit_goes_on_after_a_reload_with_the_server_dead(iphone: WebKitPhone, site: Server) -> None:
    iphone.tap("open", "yes")
    iphone.photograph("shelf")
    site.kill()
    iphone.tap("tidy", "yes")
    iphone.reload()
    assert iphone.find("#item-tidy input[value=yes]").is_selected()
    iphone.near("shelf")
    iphone.until(lambda: len(iphone.driver.find_elements(By.CSS_SELECTOR, "#item-shelf .photos__photo")) == 1)
    [(kind, is_whole, sha256)] = iphone.run(KEPT, [iphone.user])
    assert (kind, is_whole) == ("[object ArrayBuffer]", True)
    iphone.write("story", "Written in a cellar.")
    iphone.finish()
    site.start()
    iphone.run("async () => document.querySelector('visit-form').session.sync.now()")
    number = iphone.receipt()
    [submission] = iphone.arrived().submissions
    assert (submission["status"], submission["receipt"]["number"]) == ("accepted", number)
    assert submission["receipt"]["photos"] == [sha256]
    assert differences(iphone) == []
