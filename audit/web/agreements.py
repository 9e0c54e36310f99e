"""Joint and calibration visits: a second auditor comes along, both sides are compared, item by item."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services import joint_visits
from audit.services.agreement_pages import agreement_page, pair_page
from audit.web.access import sight
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page


async def come_along(request: Request) -> Response:
    """POST /visits/{visit}/company with an `auditor` and a `kind` (joint or calibration)."""
    visit, form = request.path_params["visit"], await form_of(request)
    now = datetime.now(UTC)
    await joint_visits.come_along(await sight(request), visit, form.get("auditor", ""), form.get("kind", ""), now)
    return go(f"/visits/{visit}?done=joined")


async def show_pair(request: Request) -> Response:
    """GET /visits/{visit}/joint: both sides; of a visit by one auditor, the visit itself."""
    visit = request.path_params["visit"]
    view = await pair_page(await sight(request), visit, language_of(request))
    return go(f"/visits/{visit}") if view is None else page(request, "agreement/pair.html", page=view)


async def index(request: Request) -> Response:
    """GET /agreement: all joint visits, item by item."""
    view = await agreement_page(await sight(request), language_of(request))
    return page(request, "agreement/index.html", page=view)
