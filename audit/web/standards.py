"""Standards: the list, and one standard with every branch, auditor and broken example."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import BadInput, NotNow
from audit.services import standard_records
from audit.services.filters import read_filters
from audit.services.standard_library import library_page
from audit.services.standard_pages import standard_page, standards_page
from audit.services.standard_record_lists import records_page
from audit.services.standard_records import record_page
from audit.services.standard_words import rewrite as rewrite_standard
from audit.web.access import sight, signed_in
from audit.web.bodies import form_of
from audit.web.pages import go, language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /standards: sortable, a page at a time."""
    query = request.query_params
    view = await standards_page(
        await sight(request),
        read_filters(query),
        query.get("sort", ""),
        page_number(query.get("page", "")),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "compare/standards.html", page=view)


async def show_library(request: Request) -> Response:
    """GET /standards/library?trade=hotel: the shipped standards, to read and to take from."""
    view = library_page(request.query_params.get("trade", ""), language_of(request))
    return page(request, "checklists/library.html", page=view)


async def show(request: Request) -> Response:
    """GET /standards/{key}; `?branch=CODE` shows the broken examples of one branch."""
    query = request.query_params
    view = await standard_page(
        await sight(request),
        request.path_params["key"],
        read_filters(query),
        query.get("branch", ""),
        datetime.now(UTC).date(),
        language_of(request),
    )
    return page(request, "compare/standard.html", page=view)


async def show_record(request: Request) -> Response:
    """GET /standards/{key}/record: what it promises, who answers for it, where it is used, its history."""
    view = await record_page(await sight(request), request.path_params["key"], language_of(request))
    return page(request, "standards/record.html", page=view)


async def change_record(request: Request) -> Response:
    """POST /standards/{key}/record: its owner, retirement and successor; see services/standard_records."""
    key, form = request.path_params["key"], await form_of(request)
    await standard_records.change_record(key, form, datetime.now(UTC), signed_in(request).id)
    return go(f"/standards/{quote(key, safe='')}/record")


async def rewrite(request: Request) -> Response:
    """POST /standards/{key}/words: promise, instructions, touchpoint, values and source, in every language."""
    key, form = request.path_params["key"], await form_of(request)
    try:
        await rewrite_standard(key, form, datetime.now(UTC), signed_in(request).id)
    except (BadInput, NotNow) as error:
        refused = {"notice": None if error.problems else error.sentence, "problems": error.problems}
        view = await record_page(await sight(request), key, language_of(request), typed=form, **refused)
        return page(request, "standards/record.html", error.status, page=view)
    return go(f"/standards/{quote(key, safe='')}/record?done=rewrote")


async def show_records(request: Request) -> Response:
    """GET /standards/records: every standard with its owner, and those that are retired."""
    return page(request, "standards/records.html", page=await records_page(language_of(request)))
