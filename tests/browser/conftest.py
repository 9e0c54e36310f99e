"""Real Chromium, a real server, the demo chain. Ask for:

- `phone` (360x740, touch) or `desk` (1280x800): a new page, nobody signed in, addresses relative to `site`
- `site`: the server behind them, on a copy of a small demo chain; one for each test file
- `open_page(...)`: a further context, for a second phone or another person, with Playwright's own options
- `sign_in` in tests/browser/people.py, `check_accessibility` in tests/browser/accessibility.py

A page that logs an error, throws, or breaks the content security policy fails its test at the end.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.components import need_chromium
from tests.databases import run_audit
from tests.servers import Server, running

# A busy machine is slow, not wrong: how long a page takes is for bench/ to say.
expect.set_options(timeout=30_000)
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 800}}
DEMO = ("--branches", "6", "--visits", "72", "--seed", "1")
# Chromium logs every reply of 4xx and 5xx as an error; tests see those by what the page then says.
EXPECTED_ERROR = "Failed to load resource"


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    # For the package, not the session: while Playwright runs, no other test of its process can have an event loop.
    program = need_chromium()
    flags = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's sandbox refuses root
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=flags)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the database and photos of a small demo chain; never served itself, only copied.

    The workers of one run share it: the first one fills it, the others wait at the lock.
    """
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "demo"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            fill_demo(folder)
    return folder


def fill_demo(folder: Path) -> None:
    filling = folder.with_suffix(".filling")
    filling.mkdir()
    settings = {"database": f"sqlite://{filling / 'audit.sqlite3'}", "photos": str(filling / "photos")}
    for command in (("migrate",), ("demo", *DEMO)):
        done = run_audit(*command, settings=settings)
        assert done.returncode == 0, done.stderr
    filling.rename(folder)


@pytest.fixture(scope="module")
def site(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(demo_folder, folder)
    with running(Server(folder)) as server:
        yield server


@pytest.fixture
def open_page(browser: Browser, site: Server) -> Iterator[Callable[..., Page]]:
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and EXPECTED_ERROR not in message.text:
            errors.append(f"{message.location.get('url')}: {message.text}")

    def open_page(**options: object) -> Page:
        context = browser.new_context(base_url=site.url, **options)  # type: ignore[arg-type] # Playwright's own options
        contexts.append(context)
        context.on("console", note)
        context.on("weberror", lambda error: errors.append(str(error.error)))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture
def phone(open_page: Callable[..., Page]) -> Page:
    return open_page(**PHONE)


@pytest.fixture
def desk(open_page: Callable[..., Page]) -> Page:
    return open_page(**DESK)
