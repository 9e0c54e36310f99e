"""Answers a browser with a page: the template, its view model, and the frame around it."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from audit.render import render
from audit.services.frames import Frame
from audit.services.navigation import NOTHING_WAITS, frame_for
from audit.web.access import settings_of
from audit.words import Translator, choose_language, translator

LAST_PAGE = 100_000


def page(request: Request, template: str, status: int = 200, **views: object) -> Response:
    """A whole page in the language of its reader. `views` are the template's view models."""
    language = language_of(request)
    frame = frame_of(request)
    return HTMLResponse(render(template, language, frame=frame, **views), status, headers(language))


def fragment(request: Request, template: str, status: int = 200, **views: object) -> Response:
    """A part of a page, for htmx: the same partial that the page is made of."""
    language = language_of(request)
    return HTMLResponse(render(template, language, **views), status, headers(language))


def headers(language: str) -> dict[str, str]:
    """What every page says of itself."""
    return {"content-language": language, "vary": "accept-language, cookie"}


def frame_of(request: Request) -> Frame:
    """The bar around the page for the person behind the request, and what was just done (`?done=`)."""
    person = getattr(request.state, "person", None)
    done = request.query_params.get("done", "")
    waiting = getattr(request.state, "waiting", NOTHING_WAITS)
    frame = frame_for(person, request.app.state.chain_name, request.url.path, language_of(request), done, waiting)
    return replace(frame, sends_mail=settings_of(request).sends_mail)


def language_of(request: Request) -> str:
    """The person's own choice, else what the browser asks for, else the installation's."""
    person = getattr(request.state, "person", None)
    asked, otherwise = request.headers.get("accept-language", ""), settings_of(request).language
    return choose_language(person.language if person else None, asked, otherwise)


def words_of(request: Request) -> Translator:
    """The words of the reader's language."""
    return translator(language_of(request))


def is_fragment_wanted(request: Request) -> bool:
    """Whether htmx asks for a part of the page rather than the whole."""
    return request.headers.get("hx-request") == "true" and request.headers.get("hx-boosted") != "true"


def go(path: str) -> Response:
    """Send the browser on to a page of ours after something was done (303: it fetches, never re-posts)."""
    return RedirectResponse(path, status_code=303)


def own_path(target: str, otherwise: str = "/") -> str:
    """A path to return to, only when it is one of ours: never another site, never a scheme."""
    is_ours = target.startswith("/") and not target.startswith(("//", "/\\")) and "\\" not in target
    return target if is_ours and target.isprintable() else otherwise


def page_number(text: str) -> int:
    """The page of a list that an address asks for; the first for anything that is no page."""
    digits = text.lstrip("0")
    return min(int(digits[:6]), LAST_PAGE) if digits.isascii() and digits.isdigit() else 1
