"""Real WebKit, the engine of every browser on an iPhone: Debian's build, driven by WebDriver on a screen of its own."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from selenium.webdriver import Remote
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.people import AUDITOR, PASSWORD
from tests.browser.phone.phones import WRITTEN
from tests.browser.phone.servers import Held, held
from tests.components import need_program, need_webkit
from tests.servers import Server

# What the page still lacks to lose its signal now: it must not be reloaded before.
LACKING = """async (user) => Object.entries({
  worker: navigator.serviceWorker.controller,
  photos: customElements.get("photo-strip"),
  page: await caches.match(location.pathname, {cacheName: `pages-${user}`}),
  list: await caches.match("/today", {cacheName: `pages-${user}`}),
}).filter(([, found]) => !found).map(([name]) => name)"""
NEAR = """async (key) => {
  const item = document.getElementById(`item-${key}`);
  item.scrollIntoView({behavior: "instant", block: "center"});
  return Boolean(item.querySelector("input[type=file]"));
}"""
PICK = """async (item) => {
  const canvas = document.createElement("canvas");
  canvas.width = 640; canvas.height = 480;
  const pen = canvas.getContext("2d");
  pen.fillStyle = "teal"; pen.fillRect(40, 40, 300, 200);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.8));
  const files = new DataTransfer();
  files.items.add(new File([blob], "shelf.jpg", {type: "image/jpeg"}));
  const input = document.querySelector(`#item-${item} input[type=file]`);
  input.files = files.files;
  input.dispatchEvent(new Event("change", {bubbles: true}));
  return true;
}"""


@dataclass
class WebKitPhone:
    """One page in WebKit, an auditor signed in, one visit open; speaks of its store as `phones.Phone` does."""

    driver: Any
    site: Server
    visit: str = ""
    user: str = ""

    def run(self, script: str, *arguments: object) -> Any:
        """The result of an async function of the page."""
        text = f"const done = arguments[arguments.length - 1]; ({script})(...[...arguments].slice(0, -1))"
        found = self.driver.execute_async_script(
            f"{text}.then((value) => done([value]), (e) => done(String(e)))", *arguments
        )
        assert isinstance(found, list), found
        return found[0]

    def until(self, holds: Callable[[], object], seconds: float = 60) -> None:
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.run(LACKING, self.user)  # says why the page is not ready, if it is not
            time.sleep(0.1)

    def find(self, selector: str) -> Any:
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text_of(self, selector: str) -> Any:
        """What stands there, in one step: between finding it and reading it the page may be another."""
        return self.driver.execute_script("return document.querySelector(arguments[0])?.textContent", selector)

    def sign_in(self) -> WebKitPhone:
        self.driver.get(f"{self.site.url}/sign-in")
        self.find("input[name=email]").send_keys(AUDITOR)
        self.find("input[name=password]").send_keys(PASSWORD)
        self.find("form .button--main").click()
        self.until(lambda: not self.driver.find_elements(By.CSS_SELECTOR, "input[name=password]"))
        return self

    def open(self, visit: str) -> WebKitPhone:
        """Wait until the list of the day has made the visit ready, as at home, and go in."""
        self.visit = visit
        assert self.is_made_ready(visit), self.run(LACKING, self.user)
        self.driver.get(f"{self.site.url}/visits/{visit}/fill")
        return self.ready()

    def is_made_ready(self, visit: str, looks: int = 2) -> bool:
        """Look at the list a minute each: a worker cut off by the page before begins anew with the next look at it."""
        return any(self._says_ready(f"[data-visit='{visit}'] [data-part=ready]") for _ in range(looks))

    def _says_ready(self, words: str) -> bool:
        self.driver.get(f"{self.site.url}/today")
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if self.text_of(words) == "Ready for offline":
                return True
            time.sleep(0.1)
        return False

    def reload(self) -> WebKitPhone:
        self.driver.refresh()
        return self.ready()

    def ready(self) -> WebKitPhone:
        self.until(lambda: self.driver.find_elements(By.CSS_SELECTOR, "body[data-ready]"))
        self.user = self.find("visit-form").get_attribute("data-user")
        self.until(lambda: self.run(LACKING, self.user) == [])
        return self

    def tap(self, key: str, answer: str) -> None:
        self._written_after(
            lambda: self.run(f"async () => document.querySelector(\"#item-{key} input[value='{answer}']\").click()")
        )

    def write(self, key: str, text: str) -> None:
        self._written_after(lambda: self.find(f"#item-{key} [data-field=answer]").send_keys(text))

    def near(self, key: str) -> None:
        """Scroll to an item until its buttons are there: they come as it gets near."""
        self.until(lambda: self.run(NEAR, key))

    def photograph(self, key: str) -> None:
        self.near(key)
        self._written_after(lambda: self.run(PICK, key))

    def finish(self) -> None:
        # The button says so soon after the last answer, and closes only what it said it would.
        button = "finish-panel .button--main"
        self.until(lambda: self.text_of(button) == "Finish and send")
        self.find(button).click()
        self.until(lambda: self.written["record"]["submission"])

    def receipt(self) -> str:
        self.until(lambda: self.driver.find_elements(By.CSS_SELECTOR, ".receipt__number"))
        return str(self.find(".receipt__number").text)

    def _written_after(self, act: Callable[[], object]) -> None:
        seq = self.seq
        act()
        self.until(lambda: self.seq > seq)

    @property
    def written(self) -> dict[str, Any]:
        found: dict[str, Any] = self.run(WRITTEN, [self.user, self.visit])
        return found

    @property
    def seq(self) -> int:
        record = self.written["record"]
        return record["seq"] if record else 0

    def arrived(self) -> Held:
        return held(self.site, self.visit)


@contextmanager
def screen() -> Iterator[str]:
    """A display that nobody sees."""
    program = need_program("Xvfb", "xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "420x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as line:
                yield f":{line.readline().strip()}"
        finally:
            process.terminate()


@contextmanager
def running_webkit() -> Iterator[Any]:
    """A WebKit window under WebDriver, its store empty."""
    driver_program, browser_program = need_webkit()
    with screen() as display:
        options = Options()
        options.binary_location = str(browser_program)
        options.add_argument("--automation")
        # Without a graphics card everything is drawn by the processor.
        plain = {"DISPLAY": display, "WEBKIT_DISABLE_COMPOSITING_MODE": "1", "LIBGL_ALWAYS_SOFTWARE": "1"}
        service = Service(str(driver_program), env={**os.environ, **plain})
        service.start()
        try:
            line = RemoteConnection(client_config=ClientConfig(remote_server_addr=service.service_url))
            driver = Remote(line, options=options)
            driver.set_script_timeout(30)
            yield driver
            driver.quit()
        finally:
            service.stop()
