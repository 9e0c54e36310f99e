"""Our page with the long checklist: a real server, a signed-in auditor, a planned visit; online, then offline.

The server has shown the checklist once before, as it has on any day but the first; the phone has seen nothing.
"""

from __future__ import annotations

import contextlib
import gzip
import json
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page

from audit.services.workers import worker_source
from audit.static_files import find_static
from bench.phone.checklist import our_checklist
from bench.phone.measuring import Figures, measure, new_phone
from tests.browser.people import AUDITOR, PASSWORD
from tests.browser.phone.phones import WRITTEN
from tests.browser.phone.servers import plan_visit
from tests.databases import run_audit
from tests.servers import Server, running

PREPARED = """async (user) => navigator.serviceWorker.controller
  && await caches.match(location.pathname, {cacheName: `pages-${user}`})
  && await caches.match("/today", {cacheName: `pages-${user}`}) && true"""


def worker_kilobytes() -> float:
    """What the worker asks for to be ready for offline, compressed."""
    source = worker_source()
    paths = re.findall(r'"/static/[0-9a-f]+/([^"]+)"', source)
    files = [file for file in map(find_static, paths) if file is not None]
    return (sum(len(file.gzipped or file.body) for file in files) + len(gzip.compress(source.encode()))) / 1024


@contextlib.contextmanager
def serving_checklist() -> Iterator[Server]:
    """A small demo chain with the long checklist published in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {"database": f"sqlite://{folder / 'audit.sqlite3'}", "photos": str(folder / "photos")}
        file = folder / "checklist.json"
        file.write_text(json.dumps(our_checklist()))
        demo = ("demo", "--branches", "2", "--visits", "6")
        for command in (("migrate",), demo, ("checklist", "import", str(file), "--publish")):
            done = run_audit(*command, settings=settings)
            if done.returncode:
                raise SystemExit(done.stderr)
        with running(Server(folder)) as server:
            yield server


def measure_ours(browser: Browser, server: Server, places: tuple[float, ...]) -> tuple[Figures, Figures]:
    """A new phone opens a new visit and answers; then its server dies, the page is loaded anew, and it answers on."""
    if server.process is None:
        server.start()
    shown, visit = plan_visit(server, "long-visit"), plan_visit(server, "long-visit")
    with new_phone(browser) as page:
        page.request.post(f"{server.url}/sign-in", form={"email": AUDITOR, "password": PASSWORD})
        page.request.get(f"{server.url}/visits/{shown}/fill")
        address = f"{server.url}/visits/{visit}/fill"
        online = measure(page, lambda: page.goto(address, wait_until="commit"), places)
        written = check_written(page, visit, len(places), 0)
        user = page.locator("visit-form").get_attribute("data-user")
        page.wait_for_function(PREPARED, arg=user)
        server.kill()
        page.context.set_offline(True)
        moved = tuple(min(0.995, place + 0.004) for place in places)
        offline = measure(page, lambda: page.reload(wait_until="commit"), moved)
        check_written(page, visit, len(places), written)
    return online, offline


def check_written(page: Page, visit: str, taps: int, before: int) -> int:
    """Every tap is one op in the phone's own store, or the figures mean nothing."""
    user = page.locator("visit-form").get_attribute("data-user")
    written = len(page.evaluate(WRITTEN, [user, visit])["ops"])
    assert written == before + taps, f"{taps} taps, {written - before} ops"
    return written
