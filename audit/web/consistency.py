"""The manager's home: where is the chain not keeping its promise, and is it real or noise?"""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.filters import read_filters
from audit.services.overviews import overview
from audit.web.access import sight
from audit.web.pages import language_of, page


async def show(request: Request) -> Response:
    """GET /consistency. The filters live in the address, so a link is a view."""
    filters = read_filters(request.query_params)
    view = await overview(await sight(request), filters, datetime.now(UTC).date(), language_of(request))
    return page(request, "compare/index.html", page=view)
