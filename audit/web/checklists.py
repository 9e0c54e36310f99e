"""Checklists: the list, and one version as auditors see it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audit.services.checklist_pages import checklist_page, checklists_page
from audit.web.pages import language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /checklists."""
    return page(request, "checklists/index.html", page=await checklists_page(language_of(request)))


async def show(request: Request) -> Response:
    """GET /checklists/{key}?version=2, by default the newest version."""
    asked = request.query_params.get("version", "")
    number = page_number(asked) if asked else None
    view = await checklist_page(request.path_params["key"], number, language_of(request))
    return page(request, "checklists/show.html", page=view)
