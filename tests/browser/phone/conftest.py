"""Phones on a bad line. Ask for:

- `site`: the demo chain with two checklists that have every kind of item; one server for each test file
- `proxy`: the line to it, which a test may spoil
- `phone`: an auditor's phone behind that line, signed in, a new visit open
- `another_phone(**options)`: a further one, with a store of its own
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.conftest import EXPECTED_ERROR, PHONE
from tests.browser.people import AUDITOR, sign_in
from tests.browser.phone.checklists import BLIND, EVERY_KIND
from tests.browser.phone.phones import Phone
from tests.browser.phone.proxies import Proxy, running_proxy
from tests.browser.phone.servers import plan_visit
from tests.databases import run_audit
from tests.servers import Server, running

NewPhone = Callable[..., Phone]


@pytest.fixture(scope="session")
def phone_folder(demo_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phones") / "data"
    shutil.copytree(demo_folder, folder)
    settings = {"database": f"sqlite://{folder / 'audit.sqlite3'}", "photos": str(folder / "photos")}
    for checklist in (EVERY_KIND, BLIND):
        file = tmp_path_factory.mktemp("checklist") / "checklist.json"
        file.write_text(json.dumps(checklist))
        done = run_audit("checklist", "import", str(file), "--publish", settings=settings)
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def site(phone_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("site") / "data"
    shutil.copytree(phone_folder, folder)
    with running(Server(folder)) as server:
        yield server


@pytest.fixture
def proxy(site: Server) -> Iterator[Proxy]:
    with running_proxy(site.port) as proxy:
        yield proxy


@pytest.fixture
def another_phone(browser: Browser, site: Server, proxy: Proxy) -> Iterator[NewPhone]:
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type == "error" and EXPECTED_ERROR not in message.text:
            errors.append(message.text)

    def new_phone(may_break: bool = False, **options: object) -> Phone:
        context = browser.new_context(**{"base_url": proxy.url, **PHONE, **options})  # type: ignore[arg-type] # Playwright's
        contexts.append(context)
        if not may_break:
            context.on("console", note)
            context.on("weberror", lambda error: errors.append(str(error.error)))
        has_worker = options.get("service_workers") != "block"
        return Phone(context, context.new_page(), proxy, site, has_worker=has_worker)

    yield new_phone
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="module")
def phone_page(browser: Browser, site: Server) -> Iterator[Page]:
    """One page of an auditor for a whole file of tests that only ask it questions."""
    context = browser.new_context(base_url=site.url, **PHONE)  # type: ignore[arg-type] # Playwright's own options
    page = context.new_page()
    sign_in(page, AUDITOR)
    page.goto("/today")
    yield page
    context.close()


@pytest.fixture
def phone(another_phone: NewPhone, site: Server) -> Phone:
    return another_phone().sign_in().open(plan_visit(site))
