"""What a person was told, reading it, and how they want to be told."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import NotFound, say
from audit.services.notice_pages import OptOutPage, notices_page
from audit.services.notice_push import allow_push, end_push
from audit.services.notices import choose_mail, read_all, read_notice
from audit.services.passwords import person_of_opt_out
from audit.store.people import PersonRow, get_person
from audit.web.access import NOT_HERE, settings_of, signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, own_path, page

LONGEST_ID = 18


async def index(request: Request) -> Response:
    """GET /notices."""
    settings = settings_of(request)
    view = await notices_page(signed_in(request), bool(settings.smtp and settings.url), settings.secret)
    return page(request, "notices/index.html", page=view)


async def read(request: Request) -> Response:
    """POST /notices/reading with a `notice`: on to what it is about. Without one, all of them are read."""
    person, text = signed_in(request), (await form_of(request)).get("notice", "")
    if not text:
        await read_all(person.id, datetime.now(UTC))
        return go("/notices")
    if not (text.isascii() and text.isdigit() and len(text) < LONGEST_ID):
        raise NotFound(say(NOT_HERE))
    return go(own_path(await read_notice(person.id, int(text), datetime.now(UTC))))


async def choose(request: Request) -> Response:
    """POST /notices/choice with `mail`."""
    await choose_mail(signed_in(request).id, (await form_of(request)).get("mail", ""), datetime.now(UTC))
    return go("/notices?done=told")


async def allow(request: Request) -> Response:
    """POST /notices/devices with a browser's `endpoint`, `key` and `auth`."""
    form = await form_of(request)
    values = [form.get(name, "") for name in ("endpoint", "key", "auth")]
    await allow_push(signed_in(request).id, values[0], values[1], values[2], datetime.now(UTC))
    return go("/notices?done=told")


async def end(request: Request) -> Response:
    """POST /notices/devices/removal."""
    await end_push(signed_in(request).id, datetime.now(UTC))
    return go("/notices?done=told")


async def show_opt_out(request: Request) -> Response:
    """GET /notices/opt-out/{token}: a button, for mail programs follow links by themselves."""
    person = await person_behind(request)
    view = OptOutPage(request.path_params["token"], person.name, is_done=False)
    return page(request, "notices/opt_out.html", page=view)


async def opt_out(request: Request) -> Response:
    """POST /notices/opt-out/{token}: also what a mail program's own button sends (RFC 8058)."""
    person = await person_behind(request)
    await choose_mail(person.id, "never", datetime.now(UTC))
    return page(request, "notices/opt_out.html", page=OptOutPage(request.path_params["token"], person.name, True))


async def person_behind(request: Request) -> PersonRow:
    """Who got the mail that this link stood in."""
    person_id = person_of_opt_out(settings_of(request).secret, request.path_params["token"])
    if person_id is None:
        raise NotFound(say(NOT_HERE))
    return await get_person(person_id)
