"""Who may pass which door, and the one place where a request becomes a person and their sight.

Every route is made with `door`, which names the roles that may pass. Anybody else meets the same
404 as for a page that does not exist; a signed-out visitor is sent to sign in first.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from audit.errors import N_, NotFound, SignedOut, say
from audit.services import sign_ins
from audit.services.navigation import find_waiting_work
from audit.settings import Settings
from audit.store.people import PersonRow
from audit.store.sights import Sight, sight_of

Endpoint = Callable[[Request], Awaitable[Response]]
Roles = frozenset[str]

ANYBODY: Roles = frozenset({"anybody"})  # signed in or not
EVERYBODY: Roles = frozenset({"owner", "manager", "auditor", "reader"})
AUDITORS: Roles = frozenset({"auditor"})
DESK: Roles = frozenset({"owner", "manager"})
READERS: Roles = frozenset({"owner", "manager", "reader"})
BRANCHES: Roles = frozenset({"reader"})
OWNERS: Roles = frozenset({"owner"})

NOT_HERE = N_("There is nothing here, or it is not yours to see.")
SIGN_IN_FIRST = N_("Sign in to go on.")
SEEN_EVERY_SECONDS = 3600


def door(path: str, endpoint: Endpoint, may: Roles, methods: Sequence[str] = ("GET",), name: str = "") -> Route:
    """A route that only the named roles may pass. `route.endpoint.may` tells tests who that is."""

    async def guarded(request: Request) -> Response:
        await enter(request, may)
        return await endpoint(request)

    guarded.may = may  # type: ignore[attr-defined]
    guarded.__module__ = endpoint.__module__
    return Route(path, guarded, methods=list(methods), name=name or f"{endpoint.__module__}.{endpoint.__name__}")


async def enter(request: Request, may: Roles) -> None:
    """Put the person on the request, or raise: SignedOut without a session, NotFound without the role.

    An address with a NUL in it leads nowhere: PostgreSQL cannot even be asked about one.
    """
    if "\0" in request.scope["path"] or b"%00" in request.scope["query_string"]:
        raise NotFound(say(NOT_HERE))
    person = await person_of(request)
    request.state.person = person
    if may is ANYBODY:
        return
    if person is None:
        raise SignedOut(say(SIGN_IN_FIRST))
    if person.role not in may:
        raise NotFound(say(NOT_HERE))
    if person.role != "auditor" and request.headers.get("sec-fetch-dest", "document") == "document":
        request.state.waiting = await find_waiting_work(person, datetime.now(UTC))


async def person_of(request: Request) -> PersonRow | None:
    """Who the request's cookie stands for."""
    token = request.cookies.get(cookie_name(settings_of(request)), "")
    return await sign_ins.find_signed_in(token, datetime.now(UTC)) if token else None


def cookie_name(settings: Settings) -> str:
    """The session cookie: bound to this host where HTTPS makes that possible."""
    return "__Host-audit" if settings.is_secure else "audit"


def settings_of(request: Request) -> Settings:
    """The settings the application was made with."""
    settings = request.app.state.settings
    assert isinstance(settings, Settings)
    return settings


def signed_in(request: Request) -> PersonRow:
    """The person behind this request; SignedOut when there is none."""
    person: PersonRow | None = request.state.person
    if person is None:
        raise SignedOut(say(SIGN_IN_FIRST))
    return person


async def sight(request: Request) -> Sight:
    """What the person behind this request may see. Every scoped query takes it."""
    return await sight_of(signed_in(request))
