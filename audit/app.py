"""The composition root: settings in, a running application out. Imports everybody, imported by nobody."""

from __future__ import annotations

import asyncio
import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp
from tortoise.contrib.starlette import RegisterTortoise

from audit.blobs import open_blobs
from audit.errors import AuditError
from audit.reports.pdf import Press
from audit.services.analysts import analyst_beside
from audit.services.chain_settings import name_of_chain
from audit.services.photo_intake import inspecting_photos
from audit.services.upkeep import keeping_statistics
from audit.settings import Settings, read_settings
from audit.store.connections import tortoise_config
from audit.web import failures
from audit.web.middleware import SameOrigin, SecurityHeaders
from audit.web.routes import ROUTES

LARGEST_BODY_BYTES = 30 * 1024 * 1024
# When everybody finishes at once, the rest wait outside: a manager's page is behind these few, not behind all.
VISITS_AT_ONCE = 8


class Application(Starlette):
    """Starlette with the security headers around everything, its own last answers (500, 413) included."""

    def build_middleware_stack(self) -> ASGIApp:
        return SecurityHeaders(super().build_middleware_stack(), is_secure=self.state.settings.is_secure)


def create_app(settings: Settings, *, has_analyst: bool = False) -> Starlette:
    """The application for one installation. The database and the photo store open with its lifespan.

    With an analyst, statistics are done by a process of its own.
    """

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with RegisterTortoise(app, config=tortoise_config(settings.database)):
            app.state.chain_name = await name_of_chain()
            await app.state.blobs.sweep()
            beside = analyst_beside() if has_analyst else nullcontext()
            async with inspecting_photos(app.state.blobs), keeping_statistics(), beside:
                yield
        app.state.press.close()

    app = Application(
        routes=ROUTES,
        middleware=[
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=5),
            Middleware(SameOrigin),
        ],
        exception_handlers={
            AuditError: failures.answer_error,
            HTTPException: failures.answer_http_error,
            Exception: failures.answer_crash,
        },
        lifespan=lifespan,
        max_body_size=LARGEST_BODY_BYTES,
    )
    furnish(app, settings)
    return app


def furnish(app: Starlette, settings: Settings) -> None:
    """What the doors find in the application's state."""
    app.state.settings = settings
    app.state.blobs = open_blobs(settings.photos)
    app.state.press = Press()
    app.state.chain_name = ""
    app.state.turns = asyncio.Semaphore(VISITS_AT_ONCE)


def from_environment() -> Starlette:
    """The application for the settings in the environment: what each worker process of a server makes."""
    settings = read_settings(os.environ)
    calm_collector()
    return create_app(settings, has_analyst=True)


def calm_collector() -> None:
    """Look for circles of garbage less often.

    A large chain's page is made of tens of thousands of small values: looking through them and through all modules
    after every 700 of them costs as much again as making them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
