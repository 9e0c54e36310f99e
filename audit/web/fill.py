"""The visit page of an auditor's phone: a rendered checklist without answers, kept for offline use."""

from __future__ import annotations

from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.services.fill_visits import fill_page_of
from audit.services.quizzes import quiz_before
from audit.web.access import sight, signed_in
from audit.web.pages import go, language_of, page


async def show(request: Request) -> Response:
    """GET /visits/{visit}/fill; first to the quiz where one is to be passed."""
    person, visit = signed_in(request), request.path_params["visit"]
    if (key := await quiz_before(await sight(request), visit)) is not None:
        return go(f"/quizzes/{quote(key)}?visit={quote(visit)}")
    view, form = await fill_page_of(await sight(request), person, visit, language_of(request))
    return kept_on_phone(request, page(request, "visits/fill.html", page=view, form=form))


def kept_on_phone(request: Request, response: Response) -> Response:
    """Mark a page that the phone's worker may keep: whose it is, and that only this browser may keep it."""
    response.headers["x-audit-user"] = str(signed_in(request).id)
    response.headers["cache-control"] = "private, no-cache"
    return response
