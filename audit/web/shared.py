"""Shared reports for whoever has a link: no account, no cookie; with a code where one was asked for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from audit.errors import N_, BadInput, Problem, say
from audit.render import render
from audit.services.link_answers import appeal_over_link, finish_over_link
from audit.services.link_pages import link_branch
from audit.services.link_photos import link_photos, picture_of_link
from audit.services.navigation import frame_for
from audit.services.report_replies import Reply, opened, reply, unlock
from audit.services.share_pages import CodePage, shared_page
from audit.services.sharing import open_shared
from audit.store.shared_reports import ShareRow
from audit.web.access import settings_of
from audit.web.bodies import form_of, id_of
from audit.web.pages import go
from audit.web.photos import PICTURE

NO_ACTION = N_("Say which action is done.")
NO_ITEM = N_("Say what is judged wrongly.")
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


async def show_photo(request: Request) -> Response:
    """GET /shared/{token}/photos/{sha256}: a photo in the report; `size`, and its `seal` behind a code."""
    row, _ = await row_of(request)
    sha256, query = request.path_params["sha256"], request.query_params
    size, seal = query.get("size", "thumbnail"), query.get("seal", "")
    picture = await picture_of_link(row, sha256, size, seal, settings_of(request).secret, request.app.state.blobs)
    return Response(picture, media_type="image/jpeg", headers=PRIVATE | PICTURE)


async def add_reply(request: Request) -> Response:
    """POST /shared/{token}/replies with `kind`, `name`, `text`, and `code` where the report has one."""

    async def work(row: ShareRow, form: Mapping[str, str], now: datetime) -> None:
        kind = "receipt" if form.get("kind") == "receipt" else "comment"
        await reply(row, Reply(kind, form.get("name", ""), form.get("text", "")), now)

    return await carry_out(request, work, "replied")


async def add_completion(request: Request) -> Response:
    """POST /shared/{token}/completions with the id of an `action`, `done_name`, `done_text`, and `code`."""

    async def work(row: ShareRow, form: Mapping[str, str], now: datetime) -> None:
        if not form.get("action"):
            raise BadInput(say(NO_ACTION), (Problem("done", say(NO_ACTION)),))
        await finish_over_link(row, id_of(form["action"]), said_in(form, "done"), now)

    return await carry_out(request, work, "finished_action")


async def add_appeal(request: Request) -> Response:
    """POST /shared/{token}/appeals with an `item` of a visit, `appeal_name`, `appeal_text`, and `code`."""

    async def work(row: ShareRow, form: Mapping[str, str], now: datetime) -> None:
        visit, _, item = form.get("item", "").rpartition("/")
        if not visit:
            raise BadInput(say(NO_ITEM), (Problem("item", say(NO_ITEM)),))
        await appeal_over_link(row, visit, item, said_in(form, "appeal"), now)

    return await carry_out(request, work, "appealed")


def said_in(form: Mapping[str, str], kind: str) -> Reply:
    """What the form of that kind says, and who."""
    return Reply(kind, form.get(f"{kind}_name", ""), form.get(f"{kind}_text", ""))


async def carry_out(
    request: Request, work: Callable[[ShareRow, Mapping[str, str], datetime], Awaitable[None]], done: str
) -> Response:
    """Do what a form asks, where the link is good and the code right; the page again with what is wrong."""
    row, now = await row_of(request)
    form = await form_of(request)
    word = form.get("code", "")
    try:
        await unlock(row, word, now)
    except BadInput as error:
        return ask_for_code(request, row, error)
    try:
        await work(row, form, now)
    except BadInput as error:
        return await report(request, row, word, wrong=error, typed=form)
    if row.code_hash is None:
        return go(f"{here(request)}?done={done}")
    return await report(request, (await row_of(request))[0], word, done)


async def row_of(request: Request) -> tuple[ShareRow, datetime]:
    """The report behind the link, and now."""
    now = datetime.now(UTC)
    return await open_shared(request.path_params["token"], now), now


def here(request: Request) -> str:
    """The address of the report's own page."""
    return f"/shared/{request.path_params['token']}"


async def report(
    request: Request,
    row: ShareRow,
    word: str = "",
    done: str = "",
    wrong: BadInput | None = None,
    typed: Mapping[str, str] = MappingProxyType({}),
) -> Response:
    """The report as a page, with what can be done over the link today."""
    frame = frame_for(None, request.app.state.chain_name, here(request), row.language)
    told = frame_for(None, "", "", row.language, done or request.query_params.get("done", ""))
    view = replace(
        await shared_page(row, here(request), word),
        branch=await link_branch(row, datetime.now(UTC)),
        photos=link_photos(row, here(request), settings_of(request).secret),
        problems=(wrong.problems or (Problem("", wrong.sentence),)) if wrong else (),
        typed=typed,
    )
    body = render("shared/show.html", row.language, frame=replace(frame, notices=told.notices), page=view)
    return HTMLResponse(body, 422 if wrong else 200, headers=PRIVATE | {"content-language": row.language})


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
