"""Who may come in: for owners."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, Problem
from audit.services.people import NewPerson, add_person
from audit.services.people_pages import people_page
from audit.web.access import settings_of, sight
from audit.web.bodies import fields_of
from audit.web.pages import page


async def index(request: Request) -> Response:
    """GET /people."""
    return page(request, "people/index.html", page=await people_page(await sight(request)))


async def create(request: Request) -> Response:
    """POST /people: invite somebody. The answer shows their one-time link, once."""
    fields = await fields_of(request)
    texts = {name: dict(fields).get(name, "") for name in ("email", "name", "role")}
    scopes = {name: tuple(value for key, value in fields if key == name) for name in ("regions", "branches")}
    new = NewPerson(texts["email"], texts["name"], texts["role"], scopes["regions"], scopes["branches"])
    seen = await sight(request)
    try:
        added = await add_person(new, datetime.now(UTC))
    except BadInput as error:
        problems = (Problem("", error.sentence), *error.problems)
        return page(request, "people/index.html", error.status, page=await people_page(seen, new, problems))
    address = settings_of(request).url or str(request.base_url).rstrip("/")
    view = await people_page(seen, new, link=f"{address}/welcome/{added.token}")
    return page(request, "people/index.html", 201, page=view)
