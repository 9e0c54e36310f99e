"""The phones of bench/faults.py: the product's own scripts in Chromium, and what was entered on them, kept apart."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Error, Page

from tests.browser.people import PASSWORD
from tests.browser.phone.proxies import Proxy

# The longest a page is waited for before it is given up and opened anew.
PATIENCE_S = 45
DEAD = (Error, TimeoutError, asyncio.TimeoutError)
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
SEND = """async (visit) => void await window.openVisits.get(visit)?.sync.now()"""
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
    proxy: Proxy
    email: str
    page: Page | None = None
    has_died: asyncio.Event = field(default_factory=asyncio.Event)
    user: str = ""
    device: str = ""
    cookies: list[Any] = field(default_factory=list)
    works: dict[str, Work] = field(default_factory=dict)

    async def sign_in(self) -> None:
        """A session; the same one whenever it is needed again, for the server slows down who signs in too often."""
        if not self.cookies:
            form = {"email": self.email, "password": PASSWORD}
            assert (await self.context.request.post("/sign-in", form=form)).ok
            self.cookies = await self.context.cookies()
        await self.context.add_cookies(self.cookies)

    async def ask(self, work: str, given: object) -> Any:
        """What the page answers. Raises when its tab dies on it: Chromium itself may then be silent for ever."""
        if self.page is None or self.has_died.is_set():
            raise TimeoutError
        answer = asyncio.ensure_future(self.page.evaluate(work, given))
        death = asyncio.ensure_future(self.has_died.wait())
        done, _ = await asyncio.wait({answer, death}, timeout=PATIENCE_S, return_when=asyncio.FIRST_COMPLETED)
        death.cancel()
        if answer not in done:
            answer.cancel()
            raise TimeoutError
        return answer.result()

    async def wake(self) -> None:
        """Have a page, opened again when its tab was killed: then with signal and signed in, as a person would."""
        with suppress(*DEAD):
            if await self.ask("1", None):
                return
        self.proxy.is_down = False
        for _ in range(120):  # the server may just be starting
            with suppress(*DEAD):
                await self.sign_in()
                if self.page is None or self.has_died.is_set():
                    await self.take_page()
                assert self.page is not None
                await self.page.goto("/phone-check", timeout=10_000)
                check = self.page.locator("phone-check")
                self.user = str(await check.get_attribute("data-user", timeout=5_000))
                return
            await asyncio.sleep(1)
        raise AssertionError("the page cannot be opened")

    async def take_page(self) -> None:
        """A new page. One that is given a renderer which dies at this moment never comes."""
        self.page = await asyncio.wait_for(self.context.new_page(), PATIENCE_S)
        self.has_died = asyncio.Event()
        self.page.on("crash", self.note_death(self.has_died))

    def note_death(self, has_died: asyncio.Event) -> Callable[[Page], None]:
        """What to do when one page's tab dies."""
        return lambda _page: has_died.set()

    async def lose_session(self) -> None:
        """The session ends, as after a night."""
        with suppress(*DEAD):
            await asyncio.wait_for(self.context.clear_cookies(), PATIENCE_S)

    async def open(self, visit: str) -> str:
        """Open a visit; the id of its submission when it is finished already."""
        for _ in range(20):
            await self.wake()
            with suppress(*DEAD):
                return str(await self.ask(OPEN, [self.user, visit]))
            self.has_died.set()  # a script that could not be fetched is not fetched again by the same page
        raise AssertionError("a visit cannot be opened")

    async def act(self, visit: str, act: Act, photo: tuple[str, bytes] | None = None) -> None:
        """Do one act, with the bytes of its photo. When the tab dies on it, nobody was told "Saved"."""
        work = self.works.setdefault(visit, Work())
        work.acts.append(act)
        photos = []
        if photo is not None:
            facts = {"sha256": photo[0], "type": "image/jpeg", "width": 8, "height": 8}
            photos = [{**facts, "base64": base64.b64encode(photo[1]).decode()}]
        plain = {"item": act.item, "field": act.field, "value": act.value}
        try:
            act.seq = int(await self.ask(ACT, [visit, [plain], photos]))
            assert act.seq > 0, "the phone refused to write"
        except DEAD:
            await self.open(visit)
            return
        if photo is not None:
            work.photos.add(photo[0])

    async def send(self, visit: str) -> None:
        """Send now, as far as the line lets it."""
        with suppress(*DEAD):
            await self.ask(SEND, visit)

    async def finish(self, visit: str) -> None:
        """Finish a visit, once, however often the tab dies meanwhile."""
        work = self.works[visit]
        while not work.submission:
            with suppress(*DEAD):
                work.submission = str(await self.ask(FINISH, visit))
                return
            work.submission = await self.open(visit)

    async def drain(self) -> list[str]:
        """Send everything; the visits of which something is left after many tries."""
        left: list[str] = []
        for _ in range(40):
            await self.wake()
            with suppress(*DEAD):
                told = await self.ask(DRAIN, self.user)
                self.device, left = told["device"], told["left"]
                if not left:
                    return []
            await asyncio.sleep(0.2)
        return left
