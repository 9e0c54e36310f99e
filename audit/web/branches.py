"""Branches: the list, and one branch with its story."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.branch_lists import branches_page
from audit.services.branch_pages import branch_page
from audit.services.filters import read_filters
from audit.web.access import sight
from audit.web.pages import language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /branches: sortable, a page at a time."""
    query = request.query_params
    view = await branches_page(
        await sight(request),
        read_filters(query),
        query.get("sort", ""),
        page_number(query.get("page", "")),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "compare/branches.html", page=view)


async def show(request: Request) -> Response:
    """GET /branches/{code}."""
    filters, today = read_filters(request.query_params), datetime.now(UTC).date()
    view = await branch_page(await sight(request), request.path_params["code"], filters, today, language_of(request))
    return page(request, "compare/branch.html", page=view)
