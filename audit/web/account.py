"""A person's own page: the language they read in, and ending their sessions elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.services import accounts
from audit.services.filters import NOT_A_CHOICE
from audit.web.access import cookie_name, settings_of, signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, page
from audit.words import LANGUAGES

TITLE = say(N_("Your account"))


@dataclass(frozen=True, slots=True)
class AccountPage:
    """Who the person is, and the language they chose ("" leaves it to the browser)."""

    name: str
    email: str
    language: str
    languages: tuple[tuple[str, str], ...]
    title: Sentence = TITLE


async def show(request: Request) -> Response:
    """GET /account."""
    person = signed_in(request)
    view = AccountPage(person.name, person.email or "", person.language, tuple(LANGUAGES.items()))
    return page(request, "account/index.html", page=view)


async def set_language(request: Request) -> Response:
    """POST /account/language with `language`, empty to follow the browser."""
    language = (await form_of(request)).get("language", "")
    if language and language not in LANGUAGES:
        sentence = say(NOT_A_CHOICE, value=language, choices=", ".join(LANGUAGES))
        raise BadInput(sentence, (Problem("language", sentence),))
    await accounts.set_language(signed_in(request).id, language, datetime.now(UTC))
    return go("/account?done=language")


async def end_sessions(request: Request) -> Response:
    """POST /account/sessions: sign out everywhere else, for a phone that was lost."""
    token = request.cookies.get(cookie_name(settings_of(request)), "")
    await accounts.end_other_sessions(signed_in(request).id, token, datetime.now(UTC))
    return go("/account?done=sessions")
