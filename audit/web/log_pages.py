"""The log of everything people did."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from audit.services.log_pages import log_page, log_table
from audit.services.table_files import csv_pieces
from audit.web.access import settings_of
from audit.web.pages import language_of, page, page_number


async def index(request: Request) -> Response:
    """GET /log with `person`, `kind`, `verb`, `subject`, `since`, `until`, `page`."""
    number = page_number(request.query_params.get("page", ""))
    secret = settings_of(request).secret
    view = await log_page(request.query_params, number, language_of(request), secret)
    return page(request, "log/index.html", page=view)


async def show_table(request: Request) -> Response:
    """GET /log.csv: all of what the page of the same address shows."""
    headers = {"content-disposition": 'attachment; filename="log.csv"'}
    pieces = csv_pieces(log_table(request.query_params))
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
