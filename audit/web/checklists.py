"""Checklists: the list, and one version as auditors see it."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.services import version_terms
from audit.services.checklist_changes import changes_page
from audit.services.checklist_pages import checklist_page, checklists_page
from audit.web.access import signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /checklists."""
    return page(request, "checklists/index.html", page=await checklists_page(language_of(request)))


async def show(request: Request) -> Response:
    """GET /checklists/{key}?version=2, by default the newest version."""
    key, number = request.path_params["key"], asked_version(request, "version")
    view = await checklist_page(key, number, datetime.now(UTC).date(), language_of(request))
    return page(request, "checklists/show.html", page=view)


async def change_terms(request: Request) -> Response:
    """POST /checklists/{key}/terms: when a version starts, and retiring; see services/version_terms."""
    key, form = request.path_params["key"], await form_of(request)
    await version_terms.change_terms(key, form, datetime.now(UTC), signed_in(request).id)
    return go(f"/checklists/{quote(key)}#versions")


async def show_changes(request: Request) -> Response:
    """GET /checklists/{key}/changes?from=1&to=2, by default the newest version and the one before it."""
    before, after = asked_version(request, "from"), asked_version(request, "to")
    view = await changes_page(request.path_params["key"], before, after, language_of(request))
    return page(request, "checklists/changes.html", page=view)


def asked_version(request: Request, name: str) -> int | None:
    """The number of a version in the address; None where nothing is asked."""
    asked = request.query_params.get(name, "")
    return page_number(asked) if asked else None
