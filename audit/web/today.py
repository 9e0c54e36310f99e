"""The auditor's day: the visits that are due, and what this phone can do."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.replies import reply
from audit.services.today_pages import PhoneCheckPage, today_page
from audit.web.access import sight, signed_in
from audit.web.bodies import form_of
from audit.web.fill import kept_on_phone
from audit.web.pages import go, language_of, page


async def show(request: Request) -> Response:
    """GET /today: kept on the phone, so that it opens without signal."""
    view = await today_page(signed_in(request), await sight(request), datetime.now(UTC), language_of(request))
    return kept_on_phone(request, page(request, "today/index.html", page=view))


async def show_phone_check(request: Request) -> Response:
    """GET /phone-check: what this phone can do, and what to change."""
    person = signed_in(request)
    view = PhoneCheckPage(str(person.id), person.name)
    return kept_on_phone(request, page(request, "phone/check.html", page=view))


async def reply_to(request: Request) -> Response:
    """POST /visits/{visit}/reply with `reply` (accepted or declined) and a `reason`."""
    visit, form = request.path_params["visit"], await form_of(request)
    word, reason = form.get("reply", ""), form.get("reason", "")
    await reply(await sight(request), visit, word, reason, datetime.now(UTC))
    return go(f"/today?done={word}")
