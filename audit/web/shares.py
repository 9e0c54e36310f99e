"""Reports shared by link: made and ended at the desk, read by whoever has the link."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.errors import N_, BadInput, Problem, say
from audit.render import render
from audit.services.filters import read_filters
from audit.services.navigation import frame_for
from audit.services.share_pages import shared_page, shares_page
from audit.services.sharing import Sharing, open_shared, revoke, share
from audit.web.access import settings_of, sight
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page

NO_REPORT = N_("Say which report the link of is to end.")
PRIVATE = {"x-robots-tag": "noindex, nofollow", "referrer-policy": "no-referrer", "cache-control": "no-store"}


async def index(request: Request) -> Response:
    """GET /reports: what was shared, and opened when."""
    return page(request, "reports/index.html", page=await shares_page(await sight(request), datetime.now(UTC)))


async def share_branch(request: Request) -> Response:
    """POST /branches/{code}/report.pdf: freeze it and answer with its link, once."""
    return await shared(request, request.path_params["code"])


async def share_chain(request: Request) -> Response:
    """POST /consistency/report.pdf: the same for the view of the filters in the address."""
    return await shared(request, "")


async def shared(request: Request, code: str) -> Response:
    """The list with the new link on top."""
    state, now, seen = request.app.state, datetime.now(UTC), await sight(request)
    sharing = Sharing(code, read_filters(request.query_params), language_of(request), now)
    token = await share(seen, sharing, state.blobs, state.press)
    address = settings_of(request).url or str(request.base_url).rstrip("/")
    view = await shares_page(seen, now, f"{address}/shared/{token}")
    return page(request, "reports/index.html", 201, page=view)


async def end(request: Request) -> Response:
    """POST /reports/revocations with `report`."""
    text = (await form_of(request)).get("report", "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise BadInput(say(NO_REPORT), (Problem("report", say(NO_REPORT)),))
    await revoke(await sight(request), int(text), datetime.now(UTC))
    return go("/reports?done=revoked")


async def show(request: Request) -> Response:
    """GET /shared/{token}: for the phone, in the report's language."""
    row = await open_shared(request.path_params["token"], datetime.now(UTC))
    frame = frame_for(None, request.app.state.chain_name, request.url.path, row.language)
    view = shared_page(row, f"{request.url.path}/report.pdf")
    body = render("shared/show.html", row.language, frame=frame, page=view)
    return HTMLResponse(body, headers=PRIVATE | {"content-language": row.language})


async def show_pdf(request: Request) -> Response:
    """GET /shared/{token}/report.pdf: the frozen bytes."""
    row = await open_shared(request.path_params["token"], datetime.now(UTC))
    pdf = await request.app.state.blobs.read(row.pdf_sha256)
    headers = PRIVATE | {"content-disposition": f'inline; filename="report-{row.made_at.date()}-{row.revision}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
