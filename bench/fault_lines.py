"""Bad weather for bench/faults.py: lines that break or lie, a server that is killed and comes back, tabs that die."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser

from audit.blobs import POINTS as BLOB_POINTS
from tests.browser.phone.proxies import BUSY, PORTAL, PORTAL_JSON, PORTAL_REDIRECT, Fault, Proxy
from tests.servers import Server

DOORS = ("GET /sync/state", "POST /sync/visits/", "PUT /sync/photos/", "PUT /sync/visits/", "/sync/")
POINTS = (
    *BLOB_POINTS,
    *(f"{when} commit {door}" for when in ("before", "after") for door in ("photos", "ops", "submissions")),
)
LIES = {"a portal's page": PORTAL, "a portal's redirect": PORTAL_REDIRECT, "a portal's JSON": PORTAL_JSON, "busy": BUSY}
CUTS = {"none": "cut before the server heard", "half": "cut in the middle", "all": "reply lost"}


@dataclass
class Weather:
    """What goes wrong, by chance and by a seed; `seen` counts it."""

    chance: random.Random
    proxy: Proxy
    server: Server
    browser: Browser
    seen: Counter[str] = field(default_factory=Counter)
    is_over: bool = False

    def turn(self) -> None:
        """Before an act of anybody: perhaps something breaks."""
        roll = self.chance.random()
        if roll < 0.25:
            self.cut()
        elif roll < 0.45:
            self.lie()
        elif roll < 0.48:
            self.seen["server killed at a named point"] += 1
            (self.server.folder / "kill").write_text(self.chance.choice(POINTS))
        elif roll < 0.49:
            self.seen["server killed"] += 1
            os.kill(self.server_pid(), signal.SIGKILL)

    def cut(self) -> None:
        """The next requests of one kind are cut."""
        forward = self.chance.choice(list(CUTS))
        self.seen[CUTS[forward]] += 1
        self.proxy.faults.append(Fault(self.chance.choice(DOORS), forward=forward, times=self.chance.randint(1, 3)))

    def lie(self) -> None:
        """The next requests of one kind are answered by somebody else."""
        name = self.chance.choice(list(LIES))
        self.seen[name] += 1
        times = self.chance.randint(1, 3)
        self.proxy.faults.append(Fault(self.chance.choice(DOORS), answer=LIES[name], times=times))

    async def kill_tabs(self) -> None:
        """SIGKILL to every page of the browser, a moment from now: perhaps in the middle of an act."""
        self.seen["tab killed"] += 1
        session = await self.browser.new_browser_cdp_session()
        processes = (await session.send("SystemInfo.getProcessInfo"))["processInfo"]
        await session.detach()
        pids = [process["id"] for process in processes if process["type"] == "renderer"]
        threading.Timer(self.chance.uniform(0, 0.02), lambda: [os.kill(pid, signal.SIGKILL) for pid in pids]).start()

    def server_pid(self) -> int:
        assert self.server.process is not None
        return self.server.process.pid

    def clear_up(self) -> None:
        """From now on everything works."""
        self.is_over = True
        self.proxy.faults.clear()
        (self.server.folder / "kill").write_text("")

    def keep_serving(self) -> None:
        """Start the server again whenever it is gone, as a service manager does."""
        while not self.is_over or self.server.process is None or self.server.process.poll() is not None:
            if self.server.process is None or self.server.process.poll() is not None:
                (self.server.folder / "kill").write_text("")
                self.server.start()
            time.sleep(0.05)


@contextmanager
def kept_serving(weather: Weather) -> Iterator[None]:
    """A server that comes back as often as it is killed."""
    keeper = threading.Thread(target=weather.keep_serving, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        weather.clear_up()
        keeper.join(120)
