"""A manager's word on a visit: accept it, send it back with a reason, reject it with a reason."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services import reviews
from audit.services.visit_pages import visit_page
from audit.web.access import sight
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page


async def accept(request: Request) -> Response:
    """POST /visits/{visit}/acceptance."""
    visit = request.path_params["visit"]
    await reviews.accept_visit(await sight(request), visit, "", datetime.now(UTC))
    return go(f"/visits/{visit}?done=accepted")


async def send_back(request: Request) -> Response:
    """POST /visits/{visit}/return with a `reason` the auditor reads."""
    return await decide(request, "returned")


async def reject(request: Request) -> Response:
    """POST /visits/{visit}/rejection with a `reason` that stays with the visit."""
    return await decide(request, "rejected")


async def decide(request: Request, decision: str) -> Response:
    """Carry out a decision that needs a reason; without one the page comes back with the sentence."""
    visit, seen = request.path_params["visit"], await sight(request)
    reason = (await form_of(request)).get("reason", "")
    decisions = {"returned": reviews.return_visit, "rejected": reviews.reject_visit}
    try:
        await decisions[decision](seen, visit, reason, datetime.now(UTC))
    except BadInput as error:
        view = await visit_page(seen, visit, language_of(request), error.sentence)
        return page(request, "visits/show.html", error.status, page=view)
    return go(f"/visits/{visit}?done={decision}")
