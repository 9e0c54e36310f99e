"""A phone in a test: what an auditor's thumb does, and what the phone has written down."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page

from tests.browser.people import AUDITOR, sign_in
from tests.browser.phone.proxies import Proxy
from tests.browser.phone.servers import Held, held
from tests.servers import Server

WRITTEN = """async ([user, visit]) => {
  const open = indexedDB.open(`audit-${user}`);
  const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
  const ask = (store, ...query) => new Promise((done) => {
    const asking = database.transaction(store).objectStore(store).getAll(...query);
    asking.onsuccess = () => done(asking.result);
  });
  const range = IDBKeyRange.bound([visit], [visit, []]);
  const [ops, photos, visits, meta] = await Promise.all(
    [ask("ops", range), ask("photos"), ask("visits"), ask("meta", IDBKeyRange.only("device"))]);
  database.close();
  return {
    ops: ops.map(({visit, ...op}) => op),
    photos: photos.filter((photo) => photo.visit === visit)
      .map(({sha256, unsent, bytes}) => ({sha256, unsent, isHere: bytes !== null})),
    record: visits.find((record) => record.id === visit) ?? null,
    device: meta[0],
  };
}"""

PREPARED = """async (user) => navigator.serviceWorker.controller && customElements.get("photo-strip")
  && await caches.match("/today", {cacheName: `pages-${user}`}) && true"""


@dataclass
class Phone:
    """One page on one phone, signed in, with one visit open."""

    context: BrowserContext
    page: Page
    proxy: Proxy
    site: Server
    visit: str = ""
    has_worker: bool = True

    def sign_in(self, email: str = AUDITOR) -> Phone:
        sign_in(self.page, email)
        return self

    def open(self, visit: str) -> Phone:
        self.visit = visit
        self.page.goto(f"/visits/{visit}/fill")
        return self.ready()

    def reload(self) -> Phone:
        self.page.reload()
        return self.ready()

    def ready(self) -> Phone:
        """The form can be used, and the phone has what it needs to lose its signal now."""
        self.page.locator("body[data-ready]").wait_for()
        if self.has_worker:
            self.until(lambda: self.page.evaluate(PREPARED, self.user))
        return self

    def item(self, key: str) -> Locator:
        return self.page.locator(f"#item-{key}")

    def near(self, key: str) -> Locator:
        """Scroll to an item as a thumb does; its comment and photo buttons come as it gets near."""
        item = self.item(key)
        item.scroll_into_view_if_needed()
        item.get_by_role("button").first.wait_for(state="attached")
        return item

    def press(self, button: Locator) -> None:
        """Tap a button once it stands still: after a long jump, items that come into view find their heights first."""
        button.scroll_into_view_if_needed()
        place = button.bounding_box()
        for _ in range(100):
            self.page.wait_for_timeout(100)
            button.scroll_into_view_if_needed()
            before, place = place, button.bounding_box()
            if place == before:
                return button.tap()
        raise AssertionError("the button never stands still")

    def tap(self, key: str, answer: str) -> None:
        """Choose an answer; returns when it is written."""
        seq = self.seq
        self.item(key).locator("label.answer__option", has=self.page.locator(f"input[value='{answer}']")).tap()
        self.written_after(seq)

    def write(self, key: str, text: str) -> None:
        seq = self.seq
        self.item(key).locator("[data-field=answer]").last.fill(text)
        self.written_after(seq)

    def comment(self, key: str, text: str) -> None:
        seq = self.seq
        more = self.near(key).get_by_role("button", name="+ Comment")
        if more.is_visible():
            more.tap()
        self.item(key).locator("[data-field=comment]").fill(text)
        self.written_after(seq)

    def photograph(self, key: str, seed: int) -> None:
        seq = self.seq
        more = self.near(key).get_by_role("button", name="+ Photo")
        if more.is_visible():
            more.tap()
        picture = {"name": f"{seed}.jpg", "mimeType": "image/jpeg", "buffer": picture_of(seed)}
        self.item(key).locator("input[type=file]").last.set_input_files(picture)  # type: ignore[arg-type] # a FilePayload
        self.written_after(seq)

    def fill_all(self) -> Phone:
        """The shortest honest visit: two answers, a text, a photo."""
        self.tap("open", "yes")
        self.tap("tidy", "yes")
        self.write("story", "All fine, and a drink was offered.")
        self.photograph("shelf", seed=len(self.visit) + self.seq)
        return self

    def finish(self) -> Phone:
        self.press(self.page.locator("finish-panel").get_by_role("button", name="Finish and send"))
        self.until(lambda: self.written["record"]["submission"])
        return self

    def receipt(self) -> str:
        """The number of the receipt, once it is there."""
        number = self.page.locator(".receipt__number")
        number.wait_for(timeout=60_000)
        return number.inner_text()

    def send_now(self) -> None:
        self.page.evaluate("() => document.querySelector('visit-form').session.sync.now()")

    @property
    def user(self) -> str:
        return str(self.page.locator("visit-form, visit-list").first.get_attribute("data-user"))

    @property
    def written(self) -> dict[str, Any]:
        """Ops, photos and the record of the visit as the phone's own store has them."""
        found: dict[str, Any] = self.page.evaluate(WRITTEN, [self.user, self.visit])
        return found

    @property
    def seq(self) -> int:
        record = self.written["record"]
        return record["seq"] if record else 0

    def written_after(self, seq: int) -> None:
        self.until(lambda: self.seq > seq)
        self.until(lambda: self.page.evaluate("document.querySelector('visit-form').session.saving") == 0)

    def until(self, holds: Callable[[], object], seconds: float = 30) -> None:
        """Wait until something holds; the page goes on meanwhile."""
        for _ in range(int(seconds * 20)):
            if holds():
                return
            self.page.wait_for_timeout(50)
        raise AssertionError("it never came to hold")

    def says(self, part: str) -> Locator:
        return self.page.locator(f".dock [data-part={part}]")

    def arrived(self) -> Held:
        return held(self.site, self.visit)


def picture_of(seed: int) -> bytes:
    """A small photo that no other seed has."""
    noise = random.Random(seed).randbytes(64 * 48 * 3)
    file = io.BytesIO()
    Image.frombytes("RGB", (64, 48), noise).resize((640, 480)).save(file, "JPEG")
    return file.getvalue()


class HasStore(Protocol):
    """A phone of any browser: what it has written down, and what of it has arrived."""

    @property
    def written(self) -> dict[str, Any]: ...

    def arrived(self) -> Held: ...


def differences(phone: HasStore) -> list[str]:
    """What of one phone's visit the server lacks, has twice, or has differently. Empty: exactly once, all of it."""
    written, arrived = phone.written, phone.arrived()
    mine = [op for device, op in arrived.ops if device == written["device"]]
    found = [f"ops {len(written['ops'])} written, {len(mine)} held"] if mine != written["ops"] else []
    wanted = {photo["sha256"] for photo in written["photos"]} - removed(written["ops"])
    found += [f"photo {sha256} not held" for sha256 in sorted(wanted - arrived.photos)]
    submission = written["record"]["submission"] if written["record"] else None
    known = [one["id"] for one in arrived.submissions]
    if known != ([submission["id"]] if submission else []):
        found.append(f"submission {submission and submission['id']} made, {known} held")
    return found


def removed(ops: list[dict[str, Any]]) -> set[str]:
    gone: set[str] = set()
    for op in ops:
        if op["field"] == "photo_remove":
            gone.add(op["value"]["sha256"])
        elif op["field"] == "photo_add":
            gone.discard(op["value"]["sha256"])
    return gone
