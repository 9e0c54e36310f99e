"""A draft as a file: JSON as it stands, also unfinished, or the workbook of what could be published."""

from __future__ import annotations

import asyncio

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.parsing import parse_checklist
from audit.services.drafts import get_draft
from audit.services.spreadsheets import workbook_bytes
from audit.web.checklist_files import JSON, attached, json_bytes
from audit.web.tables import WORKBOOK


async def show_json(request: Request) -> Response:
    """GET /checklists/{key}/draft/file.json."""
    draft = await get_draft(request.path_params["key"])
    return attached(json_bytes(draft.document), JSON, f"{draft.key}-draft.json")


async def show_workbook(request: Request) -> Response:
    """GET /checklists/{key}/draft/file.xlsx. A draft with problems is refused with all of them, each with its place."""
    draft = await get_draft(request.path_params["key"])
    data = await asyncio.to_thread(workbook_bytes, parse_checklist(draft.document))
    return attached(data, WORKBOOK, f"{draft.key}-draft.xlsx")
