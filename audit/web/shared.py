"""Shared reports for whoever has a link: no account, no cookie; with a code where one was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.errors import BadInput
from audit.render import render
from audit.services.navigation import frame_for
from audit.services.report_replies import Reply, opened, reply, unlock
from audit.services.share_pages import CodePage, shared_page
from audit.services.sharing import open_shared
from audit.store.shared_reports import ShareRow
from audit.web.bodies import form_of
from audit.web.pages import go

PRIVATE = {"x-robots-tag": "noindex, nofollow", "referrer-policy": "no-referrer", "cache-control": "no-store"}


async def show(request: Request) -> Response:
    """GET /shared/{token}: for the phone, in the report's language; one with a code asks for it."""
    row, now = await row_of(request)
    if row.code_hash is not None:
        return ask_for_code(request, row)
    await opened(row, now)
    return await report(request, row)


async def open_with_code(request: Request) -> Response:
    """POST /shared/{token} with `code`."""
    row, now = await row_of(request)
    word = (await form_of(request)).get("code", "")
    try:
        await unlock(row, word, now)
    except BadInput as error:
        return ask_for_code(request, row, error)
    await opened(row, now)
    return await report(request, row, word)


async def show_pdf(request: Request) -> Response:
    """GET /shared/{token}/report.pdf: the frozen bytes."""
    row, now = await row_of(request)
    if row.code_hash is not None:
        return ask_for_code(request, row)
    await opened(row, now)
    return await pdf_of(request, row, PRIVATE)


async def show_pdf_with_code(request: Request) -> Response:
    """POST /shared/{token}/report.pdf with `code`: the same."""
    row, now = await row_of(request)
    try:
        await unlock(row, (await form_of(request)).get("code", ""), now)
    except BadInput as error:
        return ask_for_code(request, row, error)
    await opened(row, now)
    return await pdf_of(request, row, PRIVATE)


async def add_reply(request: Request) -> Response:
    """POST /shared/{token}/replies with `kind`, `name`, `text`, and `code` where the report has one."""
    row, now = await row_of(request)
    form = await form_of(request)
    try:
        await unlock(row, form.get("code", ""), now)
    except BadInput as error:
        return ask_for_code(request, row, error)
    kind = "receipt" if form.get("kind") == "receipt" else "comment"
    await reply(row, Reply(kind, form.get("name", ""), form.get("text", "")), now)
    if row.code_hash is None:
        return go(f"{here(request)}?done=replied")
    return await report(request, (await row_of(request))[0], form.get("code", ""), "replied")


async def row_of(request: Request) -> tuple[ShareRow, datetime]:
    """The report behind the link, and now."""
    now = datetime.now(UTC)
    return await open_shared(request.path_params["token"], now), now


def here(request: Request) -> str:
    """The address of the report's own page."""
    return f"/shared/{request.path_params['token']}"


async def report(request: Request, row: ShareRow, word: str = "", done: str = "") -> Response:
    """The report as a page."""
    frame = frame_for(None, request.app.state.chain_name, here(request), row.language)
    told = frame_for(None, "", "", row.language, done or request.query_params.get("done", ""))
    view = await shared_page(row, here(request), word)
    body = render("shared/show.html", row.language, frame=replace(frame, notices=told.notices), page=view)
    return HTMLResponse(body, headers=PRIVATE | {"content-language": row.language})


def ask_for_code(request: Request, row: ShareRow, error: BadInput | None = None) -> Response:
    """Where the code is typed; nothing of the report is said."""
    frame = frame_for(None, request.app.state.chain_name, here(request), row.language)
    page = CodePage(here(request), error.sentence if error else None)
    body = render("shared/code.html", row.language, frame=frame, page=page)
    return HTMLResponse(body, 422 if error else 200, headers=PRIVATE | {"content-language": row.language})


async def pdf_of(request: Request, row: ShareRow, headers: Mapping[str, str]) -> Response:
    """The frozen bytes as an answer."""
    pdf = await request.app.state.blobs.read(row.pdf_sha256)
    shown = {"content-disposition": f'inline; filename="report-{row.made_at.date()}-{row.revision}.pdf"'}
    return Response(pdf, media_type="application/pdf", headers={**headers, **shown})
