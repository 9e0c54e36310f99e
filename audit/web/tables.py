"""The tables of the desk as CSV or XLSX: what a page shows, all of it, as its address asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from audit.services.filters import read_filters
from audit.services.table_exports import (
    Table,
    View,
    branches_table,
    consistency_table,
    standards_table,
    visits_table,
)
from audit.services.table_files import csv_pieces, workbook_pieces
from audit.services.visit_traces import read_trace
from audit.store.sights import Sight
from audit.web.access import sight
from audit.web.pages import language_of

CSV = "text/csv; charset=utf-8"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def show_consistency(request: Request) -> Response:
    """GET /consistency.csv or .xlsx: every standard at every branch."""
    return await send(request, consistency_table)


async def show_branches(request: Request) -> Response:
    """GET /branches.csv or .xlsx."""
    return await send(request, branches_table)


async def show_standards(request: Request) -> Response:
    """GET /standards.csv or .xlsx."""
    return await send(request, standards_table)


async def show_visits(request: Request) -> Response:
    """GET /visits.csv or .xlsx."""
    return await send(request, visits_table)


async def send(request: Request, make: Callable[[Sight, View], Awaitable[Table]]) -> Response:
    """A table of the view in the address, streamed. What is wrong with the address is said before the first byte."""
    query = request.query_params
    now = datetime.now(UTC).date()
    sort, state = query.get("sort", ""), query.get("state", "")
    view = View(read_filters(query), sort, state, now, language_of(request), read_trace(query))
    table = await make(await sight(request), view)
    is_workbook = request.url.path.endswith(".xlsx")
    shape = "xlsx" if is_workbook else "csv"
    headers = {"content-disposition": f'attachment; filename="{table.name}-{now}.{shape}"'}
    pieces = workbook_pieces(table) if is_workbook else csv_pieces(table)
    return StreamingResponse(pieces, media_type=WORKBOOK if is_workbook else CSV, headers=headers)
