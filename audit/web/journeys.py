"""The comparison along the guest's journey."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.filters import read_filters
from audit.services.journeys import journey_page
from audit.web.access import sight
from audit.web.pages import language_of, page


async def show(request: Request) -> Response:
    """GET /consistency/journey: moments, values, sides, delight, right the first time."""
    filters = read_filters(request.query_params)
    view = await journey_page(await sight(request), filters, datetime.now(UTC).date(), language_of(request))
    return page(request, "compare/journey.html", page=view)
