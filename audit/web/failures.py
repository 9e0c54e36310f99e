"""Every error a person can cause, answered as a page, a fragment or JSON, in one place."""

from __future__ import annotations

import logging
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from audit.errors import (
    N_,
    AuditError,
    BrokenEnvironment,
    NotFound,
    Problem,
    Sentence,
    SignedOut,
    TooLarge,
    TooMany,
    say,
)
from audit.render import render
from audit.services.frames import Frame
from audit.web.access import NOT_HERE, person_of
from audit.web.pages import go, headers, language_of, words_of

TITLE = say(N_("This did not work"))
log = logging.getLogger("audit.web")
OUR_FAULT = N_("Something went wrong on our side, and we have noted it. Try again in a minute.")
WRONG_METHOD = N_("This address cannot be used that way.")
TOO_LARGE = N_("This is larger than we take.")


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What the error page says."""

    status: int
    sentence: Sentence
    problems: tuple[Problem, ...] = ()
    title: Sentence = TITLE


def is_json_wanted(request: Request) -> bool:
    """Whether the request came through one of the JSON doors."""
    return request.url.path.startswith(("/sync/", "/api/", "/health"))


async def answer_error(request: Request, error: Exception) -> Response:
    """The answer to an AuditError: 401 sends a browser to sign in; everything else says its sentence."""
    assert isinstance(error, AuditError)
    retry = {"retry-after": str(error.retry_after_seconds)} if isinstance(error, TooMany) else {}
    if is_json_wanted(request):
        message = words_of(request).say(error.sentence)
        return json_answer(error.status, code_of(error), message, retry, error.problems)
    if isinstance(error, SignedOut) and request.method in ("GET", "HEAD"):
        query = f"?{request.url.query}" if request.url.query else ""
        return go(f"/sign-in?next={quote(request.url.path + query)}")
    return error_page(request, error.status, error.sentence, retry, error.problems)


async def answer_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own errors (no such route, wrong method, body too large) in our words."""
    assert isinstance(error, HTTPException)
    known: dict[int, AuditError] = {404: NotFound(say(NOT_HERE)), 413: TooLarge(say(TOO_LARGE))}
    await know_reader(request)
    ours = known.get(error.status_code)
    if ours is not None:
        return await answer_error(request, ours)
    if is_json_wanted(request):
        return json_answer(error.status_code, "http", error.detail, dict(error.headers or {}))
    return error_page(request, error.status_code, say(WRONG_METHOD), dict(error.headers or {}))


async def know_reader(request: Request) -> None:
    """Put the person on a request that met no door, so that the error speaks their language too."""
    if not hasattr(request.state, "person"):
        with suppress(BrokenEnvironment):
            request.state.person = await person_of(request)


async def answer_crash(request: Request, error: Exception) -> Response:
    """A fault of ours: logged whole, told in a sentence, never shown as a traceback.

    The log names the route, not the address: the address of a one-time link is a secret.
    """
    route = getattr(request.scope.get("route"), "path", "an unknown address")
    log.error("unexpected error at %s %s", request.method, route, exc_info=error)
    if is_json_wanted(request):
        return json_answer(500, "internal", words_of(request).gettext(OUR_FAULT), {})
    return error_page(request, 500, say(OUR_FAULT), {})


def json_answer(
    status: int, code: str, message: str, extra: dict[str, str], problems: tuple[Problem, ...] = ()
) -> Response:
    """An error for the phone: with our clock, so that it can tell ours from a captive portal's."""
    told = [str(problem) for problem in problems]
    body = {"error": code, "message": message, "problems": told, "server_time": datetime.now(UTC).isoformat()}
    return JSONResponse(body, status, headers={"x-audit": "1"} | extra)


def error_page(
    request: Request, status: int, sentence: Sentence, extra: dict[str, str], problems: tuple[Problem, ...] = ()
) -> Response:
    """A page without a frame: it must work also when the database does not."""
    language = language_of(request)
    frame = Frame(chain_name=request.app.state.chain_name, language=language)
    html = render("layouts/error.html", language, frame=frame, page=ErrorPage(status, sentence, problems))
    return HTMLResponse(html, status, headers(language) | extra)


def code_of(error: AuditError) -> str:
    """A stable word for programs: the error's class in snake case."""
    name = type(error).__name__
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
