"""Planning a visit at the desk."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, date, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, Problem, say
from audit.services.calendars import calendar_page, day_page
from audit.services.plan_pages import plan_page
from audit.services.planning import (
    LONGEST_BRIEFING,
    NO_AUDITOR,
    Plan,
    cancel_visit,
    is_day,
    move_visit,
    plan_visit,
    reassign_visit,
)
from audit.web.access import sight
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page

LONGEST_ID = 10


async def show(request: Request) -> Response:
    """GET /visits/new; `?branch=CODE` chooses the branch."""
    today = datetime.now(UTC).date().isoformat()
    plan = Plan(request.query_params.get("branch", ""), "", "", today)
    return page(request, "visits/new.html", page=await plan_page(await sight(request), plan, language_of(request)))


async def create(request: Request) -> Response:
    """POST /visits/new."""
    form = await form_of(request)
    plan = Plan(**{part.name: form.get(part.name, "") for part in fields(Plan)})
    seen = await sight(request)
    try:
        visit_id = await plan_visit(seen, plan, datetime.now(UTC))
    except BadInput as error:
        view = await plan_page(seen, plan, language_of(request), error.problems)
        return page(request, "visits/new.html", error.status, page=view)
    return go(f"/visits/{visit_id}?done=planned")


async def assign(request: Request) -> Response:
    """POST /visits/{visit}/assignment with the `auditor` who goes instead."""
    visit, auditor = request.path_params["visit"], (await form_of(request)).get("auditor", "")
    if not (auditor.isascii() and auditor.isdigit() and len(auditor) < LONGEST_ID):
        raise BadInput(say(NO_AUDITOR), (Problem("auditor", say(NO_AUDITOR)),))
    await reassign_visit(await sight(request), visit, int(auditor), datetime.now(UTC))
    return go(f"/visits/{visit}?done=assigned")


async def move(request: Request) -> Response:
    """POST /visits/{visit}/day with the `day` it is moved to; `back=calendar` returns there."""
    visit, form = request.path_params["visit"], await form_of(request)
    await move_visit(await sight(request), visit, form.get("day", ""), datetime.now(UTC))
    if form.get("back") == "calendar":
        return go(f"/visits/calendar?month={form['day'][:7]}&done=moved")
    return go(f"/visits/{visit}?done=moved")


async def show_calendar(request: Request) -> Response:
    """GET /visits/calendar; `?month=2026-12` one month, `?day=2026-12-04` all of one day."""
    day, today = request.query_params.get("day", ""), datetime.now(UTC).date()
    if is_day(day):
        view = await day_page(await sight(request), date.fromisoformat(day), today)
    else:
        view = await calendar_page(await sight(request), request.query_params.get("month", ""), today)
    return page(request, "visits/calendar.html", page=view)


async def cancel(request: Request) -> Response:
    """POST /visits/{visit}/cancellation with a `reason`."""
    visit, reason = request.path_params["visit"], (await form_of(request)).get("reason", "")
    await cancel_visit(await sight(request), visit, reason[:LONGEST_BRIEFING], datetime.now(UTC))
    return go(f"/visits/{visit}?done=cancelled")
