"""Standards: the list, and one standard with every branch, auditor and broken example."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.filters import read_filters
from audit.services.standard_library import library_page
from audit.services.standard_pages import standard_page, standards_page
from audit.web.access import sight
from audit.web.pages import language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /standards: sortable, a page at a time."""
    query = request.query_params
    view = await standards_page(
        await sight(request),
        read_filters(query),
        query.get("sort", ""),
        page_number(query.get("page", "")),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "compare/standards.html", page=view)


async def show_library(request: Request) -> Response:
    """GET /standards/library?trade=hotel: the shipped standards, to read and to take from."""
    view = library_page(request.query_params.get("trade", ""), language_of(request))
    return page(request, "checklists/library.html", page=view)


async def show(request: Request) -> Response:
    """GET /standards/{key}; `?branch=CODE` shows the broken examples of one branch."""
    query = request.query_params
    view = await standard_page(
        await sight(request),
        request.path_params["key"],
        read_filters(query),
        query.get("branch", ""),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "compare/standard.html", page=view)
