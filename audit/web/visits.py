"""Visits at the desk: the list, and one visit with its answers and evidence."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.filters import read_filters
from audit.services.visit_lists import visits_page
from audit.services.visit_pages import visit_page
from audit.services.visit_traces import read_trace
from audit.web.access import sight, signed_in
from audit.web.pages import go, language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /visits: the latest first; filters, the number they stand behind, state and page live in the address."""
    query = request.query_params
    view = await visits_page(
        await sight(request),
        read_filters(query),
        read_trace(query),
        query.get("state", ""),
        page_number(query.get("page", "")),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "visits/index.html", page=view)


async def show(request: Request) -> Response:
    """GET /visits/{visit}: at the desk the visit with its score; an auditor goes on filling it."""
    visit = request.path_params["visit"]
    if signed_in(request).role == "auditor":
        return go(f"/visits/{visit}/fill")
    view = await visit_page(await sight(request), visit, language_of(request))
    return page(request, "visits/show.html", page=view)
