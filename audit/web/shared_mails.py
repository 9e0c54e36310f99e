"""The last link of a letter that a branch gets by itself: no more of these mails, without an account."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.render import render
from audit.services.branch_mails import MailsPage, branch_of_letter, end_mails
from audit.services.navigation import frame_for
from audit.web.shared import PRIVATE, here, row_of


async def show(request: Request) -> Response:
    """GET /shared/{token}/mails: a button."""
    row, _ = await row_of(request)
    branch = await branch_of_letter(row)
    return answer(request, MailsPage(branch.name, f"{here(request)}/mails", is_done=False, language=row.language))


async def end(request: Request) -> Response:
    """POST /shared/{token}/mails: also what a mail program's own button sends (RFC 8058)."""
    row, now = await row_of(request)
    branch = await end_mails(row, now)
    return answer(request, MailsPage(branch.name, f"{here(request)}/mails", is_done=True, language=row.language))


def answer(request: Request, view: MailsPage) -> Response:
    """The page in the report's language."""
    frame = frame_for(None, request.app.state.chain_name, here(request), view.language)
    body = render("shared/mails.html", view.language, frame=frame, page=view)
    return HTMLResponse(body, headers=PRIVATE | {"content-language": view.language})
