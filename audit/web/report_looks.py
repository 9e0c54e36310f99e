"""How the chain's reports look: the owner's form, and the logo it shows."""

from __future__ import annotations

from datetime import UTC, datetime

from starlette.formparsers import MultiPartException
from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, NotFound, TooLarge, say
from audit.services.report_look_pages import LARGEST_LOGO_BYTES, logo_bytes, look_page, set_logo, set_look
from audit.store.sights import NOT_HERE
from audit.web.access import signed_in
from audit.web.bodies import NOT_A_FORM, TOO_LARGE, form_of
from audit.web.pages import go, page


async def show(request: Request) -> Response:
    """GET /reports/look."""
    return page(request, "reports/look.html", page=await look_page())


async def save(request: Request) -> Response:
    """POST /reports/look with `colour`, `paper`, `footer`."""
    await set_look(await form_of(request), datetime.now(UTC), signed_in(request).id)
    return go("/reports/look?done=look")


async def save_logo(request: Request) -> Response:
    """POST /reports/look/logo with the file `logo`; without one the logo goes."""
    data = await file_of(request, "logo")
    await set_logo(data, request.app.state.blobs, datetime.now(UTC), signed_in(request).id)
    return go("/reports/look?done=look")


async def show_logo(request: Request) -> Response:
    """GET /reports/look/logo.png."""
    logo = await logo_bytes(request.app.state.blobs)
    if logo is None:
        raise NotFound(say(NOT_HERE))
    return Response(logo, media_type="image/png")


async def file_of(request: Request, name: str) -> bytes:
    """A file of a form; empty where none was chosen. Raises BadInput and TooLarge."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise BadInput(say(NOT_A_FORM))
    try:
        async with request.form(max_files=1, max_fields=10, max_part_size=1024) as form:
            file = form.get(name)
            data = b"" if file is None or isinstance(file, str) else await file.read(LARGEST_LOGO_BYTES + 1)
    except (MultiPartException, ValueError, LookupError) as error:
        raise BadInput(say(NOT_A_FORM)) from error
    if len(data) > LARGEST_LOGO_BYTES:
        raise TooLarge(say(TOO_LARGE))
    return data
