"""Copies: what phones sent that does not count, the word a manager has on each, and files saved on a phone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services import copies
from audit.services.copy_files import read_copy, take_in
from audit.services.copy_pages import copies_page, copy_page
from audit.web.access import sight
from audit.web.bodies import file_of
from audit.web.pages import go, language_of, page

LARGEST_FILE_BYTES = 30 * 1024 * 1024


async def index(request: Request) -> Response:
    """GET /copies: what waits for a word, and what was set aside."""
    view = await copies_page(await sight(request), datetime.now(UTC), language_of(request))
    return page(request, "copies/index.html", page=view)


async def hand_in(request: Request) -> Response:
    """POST /copies with the `file` that an auditor saved on a phone."""
    seen, now, language = await sight(request), datetime.now(UTC), language_of(request)
    try:
        raw = await file_of(request, "file", LARGEST_FILE_BYTES)
        copy = await asyncio.to_thread(read_copy, raw, now)
        taken = await take_in(seen, copy, request.app.state.blobs, now)
    except BadInput as error:
        view = await copies_page(seen, now, language, problem=error.sentence)
        return page(request, "copies/index.html", error.status, page=view)
    return page(request, "copies/index.html", page=await copies_page(seen, now, language, taken))


async def show(request: Request) -> Response:
    """GET /copies/{copy}: one copy beside what counts."""
    view = await copy_page(await sight(request), request.path_params["copy"], language_of(request))
    return page(request, "copies/show.html", page=view)


async def let_count(request: Request) -> Response:
    """POST /copies/{copy}/acceptance: it counts from now on, and its visit waits for review."""
    visit = await copies.let_count(await sight(request), request.path_params["copy"], datetime.now(UTC))
    return go(f"/visits/{visit}?done=copy-counts")


async def set_aside(request: Request) -> Response:
    """POST /copies/{copy}/setting-aside: it is kept and does not count."""
    await copies.set_aside(await sight(request), request.path_params["copy"], datetime.now(UTC))
    return go("/copies?done=copy-aside")
