"""The branch's voice: comments, appeals, and a reviewer's decision on them."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput
from audit.services import voices
from audit.services.corrections import read_values
from audit.services.review_forms import Typed
from audit.services.visit_pages import visit_page
from audit.store.sights import Sight
from audit.web.access import sight
from audit.web.bodies import fields_of, form_of, id_of
from audit.web.pages import go, language_of, page


async def comment(request: Request) -> Response:
    """POST /visits/{visit}/comments with a `comment`."""
    visit, seen = request.path_params["visit"], await sight(request)
    text = (await form_of(request)).get("comment", "")
    try:
        await voices.comment(seen, visit, text, datetime.now(UTC))
    except BadInput as error:
        return await again(request, seen, visit, error, text)
    return go(f"/visits/{visit}?done=commented#appeals")


async def appeal(request: Request) -> Response:
    """POST /visits/{visit}/appeals with the key of an `item` and a `reason`."""
    visit, seen = request.path_params["visit"], await sight(request)
    form = await form_of(request)
    try:
        await voices.appeal(seen, visit, form.get("item", ""), form.get("reason", ""), datetime.now(UTC))
    except BadInput as error:
        return await again(request, seen, visit, error)
    return go(f"/visits/{visit}?done=appealed#appeals")


async def decide(request: Request) -> Response:
    """POST /appeals/{appeal}/decision with `decision` (granted or declined), a `reason`, and another answer if any."""
    number, seen = id_of(request.path_params["appeal"]), await sight(request)
    visit, checklist = await voices.visit_of(seen, number)
    fields: dict[str, list[str]] = {}
    for name, value in await fields_of(request):
        fields.setdefault(name, []).append(value)
    values, reason = read_values(checklist, fields), fields.get("reason", [""])[-1]
    is_granted = fields.get("decision", [""])[-1] == "granted"
    try:
        await voices.decide(seen, number, values, reason, datetime.now(UTC), is_granted=is_granted)
    except BadInput as error:
        return await again(request, seen, visit, error)
    return go(f"/visits/{visit}?done=decided#appeals")


async def set_days(request: Request) -> Response:
    """POST /reviews/appeal-days with `days`."""
    days = (await form_of(request)).get("days", "")
    await voices.set_appeal_days(await sight(request), days, datetime.now(UTC))
    return go("/reviews?done=appeal_days")


async def again(request: Request, seen: Sight, visit: str, error: BadInput, text: str = "") -> Response:
    """The visit's page with what is wrong."""
    view = await visit_page(seen, visit, language_of(request), Typed(voice_problem=error.sentence, comment=text))
    return page(request, "visits/show.html", error.status, page=view)
