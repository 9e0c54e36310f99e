"""The phones of bench/faults.py: the product's own scripts in Chromium, and what was entered on them, kept apart."""

from __future__ import annotations

import base64
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page

from tests.browser.people import PASSWORD

OPEN = """async ([user, visit]) => {
  const base = document.querySelector("script[type=module]").src.replace(/[^/]*$/, "");
  const { VisitSession } = await import(base + "session.js");
  const session = new VisitSession(user, visit, 1);
  await session.open();
  const open = (window.openVisits ??= new Map());
  for (const [id, old] of open) if (open.size > 2) { clearTimeout(old.sync.timer); open.delete(id); }
  open.set(visit, session);
  void session.sync.now();
  return session.record.submission?.id ?? "";
}"""
ACT = """async ([visit, acts, photos]) => {
  const session = window.openVisits.get(visit);
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const kept = photos.map(({ base64, ...facts }) => ({ ...facts, visit, unsent: visit, bytes: bytes(base64) }));
  return (await session.act(acts, kept)) ? session.record.seq : 0;
}"""
FINISH = """async (visit) => {
  const session = window.openVisits.get(visit);
  await session.finish();
  return session.record.submission.id;
}"""
DRAIN = """async (user) => {
  const base = document.querySelector("script[type=module]").src.replace(/[^/]*$/, "");
  const [{ Database }, { Sync }, { listParcels }, { deviceId }] = await Promise.all(
    ["database", "sync", "outbox", "memories"].map((name) => import(`${base}offline/${name}.js`)));
  const database = new Database(user);
  await new Sync(database).now();
  return { device: await deviceId(database), left: (await listParcels(database)).map(({ record }) => record.id) };
}"""


@dataclass
class Act:
    """One thing that was entered. `seq` is the number it got; 0 when the tab died before it said "Saved"."""

    item: str | None
    field: str
    value: Any
    seq: int = 0


@dataclass
class Work:
    """What was entered on one phone for one visit."""

    acts: list[Act] = field(default_factory=list)
    photos: set[str] = field(default_factory=set)
    submission: str = ""


@dataclass
class Phone:
    """A browser of its own, with a store of its own, in an auditor's hand."""

    context: BrowserContext
    email: str
    server: str
    page: Page | None = None
    user: str = ""
    device: str = ""
    works: dict[str, Work] = field(default_factory=dict)

    def sign_in(self) -> None:
        """A new session; the server may be down for a moment."""
        for _ in range(200):
            with suppress(Error):
                form = {"email": self.email, "password": PASSWORD}
                if self.context.request.post(f"{self.server}/sign-in", form=form).ok:
                    return
            time.sleep(0.2)
        raise AssertionError("nobody can sign in")

    def wake(self) -> Page:
        """The page, opened again when its tab was killed: then with signal and signed in, as a person would."""
        with suppress(Error):
            if self.page is not None and self.page.evaluate("1"):
                return self.page
        self.context.set_offline(False)
        for _ in range(20):
            with suppress(Error):
                if self.page is not None:
                    self.page.close()
                self.sign_in()
                self.page = self.context.new_page()
                self.page.goto("/phone-check", timeout=10_000)
                self.user = str(self.page.locator("phone-check").get_attribute("data-user", timeout=5_000))
                return self.page
            time.sleep(0.2)
        raise AssertionError("the page cannot be opened")

    def open(self, visit: str) -> str:
        """Open a visit; the id of its submission when it is finished already."""
        for _ in range(20):
            with suppress(Error):
                return str(self.wake().evaluate(OPEN, [self.user, visit]))
            if self.page is not None:
                self.page.close()  # a script that could not be fetched is not fetched again by the same page
        raise AssertionError("a visit cannot be opened")

    def act(self, visit: str, act: Act, photo: tuple[str, bytes] | None = None) -> None:
        """Do one act, with the bytes of its photo. When the tab dies on it, nobody was told "Saved"."""
        work = self.works.setdefault(visit, Work())
        work.acts.append(act)
        photos = []
        if photo is not None:
            facts = {"sha256": photo[0], "type": "image/jpeg", "width": 8, "height": 8}
            photos = [{**facts, "base64": base64.b64encode(photo[1]).decode()}]
        plain = {"item": act.item, "field": act.field, "value": act.value}
        try:
            assert self.page is not None
            act.seq = int(self.page.evaluate(ACT, [visit, [plain], photos]))
            assert act.seq > 0, "the phone refused to write"
        except Error:
            self.open(visit)
            return
        if photo is not None:
            work.photos.add(photo[0])

    def finish(self, visit: str) -> None:
        """Finish a visit, once, however often the tab dies meanwhile."""
        work = self.works[visit]
        while not work.submission:
            with suppress(Error):
                assert self.page is not None
                work.submission = str(self.page.evaluate(FINISH, visit))
                return
            work.submission = self.open(visit)

    def drain(self) -> list[str]:
        """Send everything; the visits of which something is left after many tries."""
        left: list[str] = []
        for _ in range(40):
            with suppress(Error):
                told = self.wake().evaluate(DRAIN, self.user)
                self.device, left = told["device"], told["left"]
                if not left:
                    return []
            time.sleep(0.2)
        return left
