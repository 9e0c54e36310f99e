"""Who may come in: for owners."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import AuditError, BadInput, NotFound, NotNow, Problem, say
from audit.services.people import NewPerson, add_person
from audit.services.people_pages import people_page
from audit.services.person_changes import change_person, end_sessions, let_go, renew_link, take_back
from audit.services.person_pages import person_page
from audit.web.access import NOT_HERE, settings_of, sight, signed_in
from audit.web.bodies import fields_of
from audit.web.pages import go, page

LARGEST_ID = 2**31 - 1


async def index(request: Request) -> Response:
    """GET /people."""
    return page(request, "people/index.html", page=await people_page(await sight(request)))


async def create(request: Request) -> Response:
    """POST /people: invite somebody. The answer shows their one-time link, once."""
    new, seen = await person_typed(request), await sight(request)
    try:
        added = await add_person(new, datetime.now(UTC), signed_in(request).id)
    except BadInput as error:
        return page(request, "people/index.html", error.status, page=await people_page(seen, new, all_of(error)))
    view = await people_page(seen, new, link=link_of(request, added.token))
    return page(request, "people/index.html", 201, page=view)


async def show(request: Request) -> Response:
    """GET /people/{person}."""
    view = await person_page(await sight(request), person_id(request), datetime.now(UTC))
    return page(request, "people/show.html", page=view)


async def change(request: Request) -> Response:
    """POST /people/{person}: name, nickname, role, and what they see."""
    person, typed, now = person_id(request), await person_typed(request), datetime.now(UTC)
    try:
        await change_person(person, typed, now, signed_in(request).id)
    except (BadInput, NotNow) as error:
        view = await person_page(await sight(request), person, now, typed, all_of(error))
        return page(request, "people/show.html", error.status, page=view)
    return go(f"/people/{person}?done=person")


async def invite(request: Request) -> Response:
    """POST /people/{person}/link: a new one-time link, shown once."""
    person, now = person_id(request), datetime.now(UTC)
    token = await renew_link(person, now, signed_in(request).id)
    view = await person_page(await sight(request), person, now, link=link_of(request, token))
    return page(request, "people/show.html", 201, page=view)


async def sign_out(request: Request) -> Response:
    """POST /people/{person}/sessions: sign them out everywhere."""
    person = person_id(request)
    await end_sessions(person, datetime.now(UTC), signed_in(request).id)
    return go(f"/people/{person}?done=signed_out")


async def leave(request: Request) -> Response:
    """POST /people/{person}/departure: they leave, or come back (`back`)."""
    person, fields = person_id(request), dict(await fields_of(request))
    act = take_back if "back" in fields else let_go
    await act(person, datetime.now(UTC), signed_in(request).id)
    return go(f"/people/{person}")


async def person_typed(request: Request) -> NewPerson:
    """What the form says of a person."""
    fields = await fields_of(request)
    one = dict(fields)
    scopes = {name: tuple(value for key, value in fields if key == name) for name in ("regions", "branches")}
    return NewPerson(
        one.get("email", ""), one.get("name", ""), one.get("role", ""), scopes["regions"], scopes["branches"],
        "chain" in one, one.get("nickname", ""),
    )  # fmt: skip


def person_id(request: Request) -> int:
    """The person that the address names. Raises NotFound for what cannot be an id."""
    text = request.path_params["person"]
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_ID):
        raise NotFound(say(NOT_HERE))
    return int(text)


def link_of(request: Request, token: str) -> str:
    """The whole address of a one-time link."""
    return f"{settings_of(request).url or str(request.base_url).rstrip('/')}/welcome/{token}"


def all_of(error: AuditError) -> tuple[Problem, ...]:
    """Everything that an error names, each to stand on a line of its own."""
    return (Problem("", error.sentence), *error.problems)
