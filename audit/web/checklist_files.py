"""A checklist as a file: one version as JSON or as a workbook, to be changed elsewhere and imported again."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.parsing import parse_checklist
from audit.services.spreadsheets import workbook_bytes
from audit.store import checklists
from audit.web.checklists import asked_version
from audit.web.tables import WORKBOOK

JSON = "application/json; charset=utf-8"


async def show_json(request: Request) -> Response:
    """GET /checklists/{key}/file.json?version=2, by default the newest."""
    version = await checklists.get_version(request.path_params["key"], asked_version(request, "version"))
    text = json.dumps(version.document, ensure_ascii=False, indent=2) + "\n"
    return attached(text.encode(), JSON, f"{version.key}-{version.number}.json")


async def show_workbook(request: Request) -> Response:
    """GET /checklists/{key}/file.xlsx?version=2, by default the newest."""
    version = await checklists.get_version(request.path_params["key"], asked_version(request, "version"))
    data = await asyncio.to_thread(workbook_bytes, parse_checklist(version.document))
    return attached(data, WORKBOOK, f"{version.key}-{version.number}.xlsx")


def attached(data: bytes, media_type: str, name: str) -> Response:
    """A file to save, under a name that any browser understands."""
    return Response(
        data, media_type=media_type, headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )
