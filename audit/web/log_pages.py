"""The log of everything people did."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from audit.services.log_pages import log_page, log_table
from audit.services.table_files import csv_pieces
from audit.web.pages import page, page_number


async def index(request: Request) -> Response:
    """GET /log with `person`, `kind`, `verb`, `subject`, `since`, `until`, `page`."""
    number = page_number(request.query_params.get("page", ""))
    return page(request, "log/index.html", page=await log_page(request.query_params, number))


async def show_table(request: Request) -> Response:
    """GET /log.csv: all of what the page of the same address shows."""
    headers = {"content-disposition": 'attachment; filename="log.csv"'}
    pieces = csv_pieces(log_table(request.query_params))
    return StreamingResponse(pieces, media_type="text/csv; charset=utf-8", headers=headers)
