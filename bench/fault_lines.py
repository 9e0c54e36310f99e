"""Bad weather for bench/faults.py: lines that break or lie, a server that is killed and comes back, tabs that die."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
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
PATIENCE_S = 45
MOST_FAULTS = 3
CUTS = {"none": "cut before the server heard", "half": "cut in the middle", "all": "reply lost"}


@dataclass
class Weather:
    """What goes wrong, by chance and by a seed; `seen` counts it."""

    chance: random.Random
    server: Server
    browser: Browser
    seen: Counter[str] = field(default_factory=Counter)
    is_over: bool = False

    def turn(self, line: Proxy) -> None:
        """Before an act on a phone behind this line: perhaps something breaks."""
        line.faults[:] = [fault for fault in line.faults if fault.times > 0 and self.chance.random() > 0.05]
        roll = self.chance.random()
        if roll < 0.03:
            self.seen["server killed at a named point"] += 1
            (self.server.folder / "kill").write_text(self.chance.choice(POINTS))
        elif roll < 0.04:
            self.seen["server killed"] += 1
            kill_all([self.server_pid()])
        elif len(line.faults) >= MOST_FAULTS:
            return  # much has to get through, or there is nothing to lose
        elif roll < 0.2:
            self.cut(line)
        elif roll < 0.35:
            self.lie(line)

    def cut(self, line: Proxy) -> None:
        """The next requests of one kind are cut."""
        forward = self.chance.choice(list(CUTS))
        self.spoil(line, CUTS[forward], Fault("", forward=forward))

    def lie(self, line: Proxy) -> None:
        """The next requests of one kind are answered by somebody else."""
        name = self.chance.choice(list(LIES))
        self.spoil(line, name, Fault("", answer=LIES[name]))

    def spoil(self, line: Proxy, name: str, fault: Fault) -> None:
        """Let a fault wait for its requests; it is counted when it meets them."""
        fault.pattern, fault.times = self.chance.choice(DOORS), self.chance.randint(1, 3)
        fault.meanwhile = lambda: self.seen.update([name])
        line.faults.append(fault)

    async def kill_tabs(self) -> None:
        """SIGKILL to every page of the browser, a moment from now: perhaps in the middle of an act."""
        self.seen["tab killed"] += 1
        session = await asyncio.wait_for(self.browser.new_browser_cdp_session(), PATIENCE_S)
        told = await asyncio.wait_for(session.send("SystemInfo.getProcessInfo"), PATIENCE_S)
        processes = told["processInfo"]
        await session.detach()
        pids = [process["id"] for process in processes if process["type"] == "renderer"]
        threading.Timer(self.chance.uniform(0, 0.02), kill_all, [pids]).start()

    def server_pid(self) -> int:
        assert self.server.process is not None
        return self.server.process.pid

    def clear_up(self) -> None:
        """From now on everything works."""
        self.is_over = True
        (self.server.folder / "kill").write_text("")

    def keep_serving(self) -> None:
        """Start the server again whenever it is gone, as a service manager does."""
        while not self.is_over or self.server.process is None or self.server.process.poll() is not None:
            if self.server.process is None or self.server.process.poll() is not None:
                (self.server.folder / "kill").write_text("")
                with suppress(RuntimeError):  # killed again before it was up: once more
                    self.server.start()
            time.sleep(0.05)


def kill_all(pids: list[int]) -> None:
    """SIGKILL, to those that are still there."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


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
