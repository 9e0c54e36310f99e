"""The phones of bench/faults.py: the product's own scripts in Chromium, and what was entered on them, kept apart."""

from __future__ import annotations

import asyncio
import base64
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from playwright.async_api import BrowserContext, Error, Page

from tests.browser.people import PASSWORD

# A tab that was killed may never answer again, and Chromium does not always say so: then it is opened anew.
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

    async def sign_in(self) -> None:
        """A new session; the server may be down for a moment."""
        for _ in range(200):
            with suppress(Error):
                form = {"email": self.email, "password": PASSWORD}
                if (await self.context.request.post(f"{self.server}/sign-in", form=form)).ok:
                    return
            await asyncio.sleep(0.2)
        raise AssertionError("nobody can sign in")

    async def ask(self, work: str, given: object) -> Any:
        """What the page answers. Raises when its tab dies on it."""
        if self.page is None:
            raise TimeoutError
        return await asyncio.wait_for(self.page.evaluate(work, given), PATIENCE_S)

    async def wake(self) -> None:
        """Have a page, opened again when its tab was killed: then with signal and signed in, as a person would."""
        with suppress(*DEAD):
            if self.page is not None and await self.ask("1", None):
                return
        await self.put_signal(True)
        for _ in range(20):
            await self.put_away()
            with suppress(*DEAD):
                await self.sign_in()
                self.page = await self.context.new_page()
                await self.page.goto("/phone-check", timeout=10_000)
                check = self.page.locator("phone-check")
                self.user = str(await check.get_attribute("data-user", timeout=5_000))
                return
            await asyncio.sleep(0.2)
        raise AssertionError("the page cannot be opened")

    async def put_signal(self, is_there: bool) -> None:
        """Let the phone have signal or not. A tab that is dying cannot be told: it is put away first."""
        with suppress(*DEAD):
            await asyncio.wait_for(self.context.set_offline(not is_there), 5)
            return
        await self.put_away()
        await self.context.set_offline(not is_there)

    async def put_away(self) -> None:
        """Close the page, dead or alive."""
        page, self.page = self.page, None
        with suppress(*DEAD):
            if page is not None:
                await asyncio.wait_for(page.close(), 5)

    async def open(self, visit: str) -> str:
        """Open a visit; the id of its submission when it is finished already."""
        for _ in range(20):
            await self.wake()
            with suppress(*DEAD):
                return str(await self.ask(OPEN, [self.user, visit]))
            await self.put_away()  # a script that could not be fetched is not fetched again by the same page
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
