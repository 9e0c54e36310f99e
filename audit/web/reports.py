"""Reports for readers, as PDF."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.services.branch_report_making import Asked, branch_report_pdf
from audit.services.filters import read_filters
from audit.web.access import sight
from audit.web.pages import language_of


async def show_branch(request: Request) -> Response:
    """GET /branches/{code}/report.pdf, in the reader's language."""
    code, now = request.path_params["code"], datetime.now(UTC)
    asked = Asked(code, read_filters(request.query_params), language_of(request), now.date())
    state = request.app.state
    pdf = await branch_report_pdf(await sight(request), asked, state.blobs, state.press)
    name = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in code)[:60]
    headers = {"content-disposition": f'inline; filename="branch-{name}-{now.date()}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers=headers)
