"""The application in this process, and browsers that ask it: real requests without a network."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from httpx2 import ASGITransport, AsyncClient
from starlette.applications import Starlette

from audit.app import create_app
from audit.services import sign_ins
from audit.settings import Settings
from audit.store import people
from tests.databases import SECRET
from tests.web.pages import Page, read_page

ROLES = ("owner", "manager", "reader", "auditor")
NAMES = {"owner": "owner", "manager": "manager", "reader": "reader", "auditor": "ann"}


def settings_in(folder: Path, **changes: object) -> Settings:
    """Settings for the data in a folder."""
    made = Settings(
        f"sqlite://{folder / 'audit.sqlite3'}", str(folder / "photos"), SECRET, "", "", "en", "text", demo=False
    )
    return replace(made, **changes)  # type: ignore[arg-type] # names of settings


@dataclass
class Browser:
    """A browser, with cookies of its own. Our own pages send its requests, as far as the site can tell."""

    client: AsyncClient
    headers: dict[str, str] = field(default_factory=lambda: {"sec-fetch-site": "same-origin"})

    async def ask(self, method: str, address: str, **options: Any) -> Page:
        """Any request, as a page of ours would make it."""
        return read_page(await self.client.request(method, address, **{"headers": self.headers, **options}))

    async def get(self, address: str, **headers: str) -> Page:
        return read_page(await self.client.get(address, headers=headers))

    async def post(self, address: str, form: dict[str, str] | None = None, **headers: str) -> Page:
        sent = await self.client.post(address, data=form or {}, headers={**self.headers, **headers})
        return read_page(sent)

    def take_cookie(self, value: str, name: str = "audit") -> None:
        """Hold a cookie of the site's, wherever it came from."""
        self.client.cookies.set(name, value, domain="audit.test", path="/")

    async def follow(self, answer: Page) -> Page:
        """Go where a redirect leads."""
        assert answer.status == 303, answer.status
        return await self.get(answer.headers["location"])


@dataclass
class Site:
    """A running application."""

    app: Starlette
    settings: Settings

    def stranger(self, language: str = "en") -> Browser:
        """A browser nobody is signed in with."""
        scheme = "https" if self.settings.is_secure else "http"
        transport = ASGITransport(self.app, raise_app_exceptions=False, client=("203.0.113.9", 4000))
        headers = {"accept-language": language} if language else {}
        return Browser(AsyncClient(transport=transport, base_url=f"{scheme}://audit.test", headers=headers))

    async def signed_in(self, name: str, language: str = "en", now: datetime | None = None) -> Browser:
        """A browser in which somebody of the cast has signed in."""
        browser = self.stranger(language)
        person = await people.find_person_by_email(f"{name}@example.com")
        assert person is not None
        entry = await sign_ins.begin_session(person.id, "tests", SECRET, now or datetime.now(UTC))
        browser.take_cookie(entry.token, "__Host-audit" if self.settings.is_secure else "audit")
        return browser


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Site]:
    """The application, started and stopped as a server does it."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        yield Site(app, settings)
