"""Answers that a reviewer puts right, and a visit as it stood before."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services.correction_pages import Typed, correction_page
from audit.services.corrections import checklist_of, correct_visit, read_values
from audit.services.revisions import revision_page
from audit.web.access import sight
from audit.web.bodies import fields_of, id_of
from audit.web.pages import go, language_of, page


async def show(request: Request) -> Response:
    """GET /visits/{visit}/correction; `?item=KEY` opens the form where that item stands."""
    visit, item = request.path_params["visit"], request.query_params.get("item", "")
    view = await correction_page(await sight(request), visit, item, language_of(request))
    return page(request, "visits/correction.html", page=view)


async def create(request: Request) -> Response:
    """POST /visits/{visit}/correction with answers (`answer-KEY`) and a `reason`; nothing is changed without one."""
    visit, seen = request.path_params["visit"], await sight(request)
    fields: dict[str, list[str]] = {}
    for name, value in await fields_of(request):
        fields.setdefault(name, []).append(value)
    values, reason = read_values(await checklist_of(seen, visit), fields), fields.get("reason", [""])[-1]
    try:
        await correct_visit(seen, visit, values, reason, datetime.now(UTC))
    except BadInput as error:
        typed = Typed(values, reason, error.problems)
        view = await correction_page(seen, visit, "-", language_of(request), typed)
        return page(request, "visits/correction.html", error.status, page=view)
    return go(f"/visits/{visit}?done=corrected")


async def show_revision(request: Request) -> Response:
    """GET /visits/{visit}/revisions/{revision}: the visit as it stood."""
    visit, number = request.path_params["visit"], id_of(request.path_params["revision"])
    view = await revision_page(await sight(request), visit, number, language_of(request))
    return page(request, "visits/revision.html", page=view)
