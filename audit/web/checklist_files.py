"""A checklist as a file: taken out as JSON or as a workbook, and brought in again, looked at first."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response

from audit.checklists.parsing import parse_checklist
from audit.errors import N_, BadInput, NotNow, TooLarge, say
from audit.services.checklist_upload_pages import choose_page, refused_page, upload_page
from audit.services.checklist_uploads import LARGEST_FILE_BYTES, get_upload, make_draft, take_in
from audit.services.spreadsheets import workbook_bytes
from audit.store import checklists
from audit.web.access import signed_in
from audit.web.bodies import form_of, id_of, named_file_of
from audit.web.checklists import asked_version
from audit.web.pages import go, language_of, page
from audit.web.tables import WORKBOOK

JSON = "application/json; charset=utf-8"
TOO_LARGE = N_("The file is larger than 8 MB.")


async def show_json(request: Request) -> Response:
    """GET /checklists/{key}/file.json?version=2, by default the newest."""
    version = await checklists.get_version(request.path_params["key"], asked_version(request, "version"))
    return attached(json_bytes(version.document), JSON, f"{version.key}-{version.number}.json")


async def show_workbook(request: Request) -> Response:
    """GET /checklists/{key}/file.xlsx?version=2, by default the newest."""
    version = await checklists.get_version(request.path_params["key"], asked_version(request, "version"))
    data = await asyncio.to_thread(workbook_bytes, parse_checklist(version.document))
    return attached(data, WORKBOOK, f"{version.key}-{version.number}.xlsx")


def json_bytes(document: Mapping[str, Any]) -> bytes:
    """A checklist's document as people like to read it."""
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def attached(data: bytes, media_type: str, name: str) -> Response:
    """A file to save, under a name that any browser understands."""
    return Response(
        data, media_type=media_type, headers={"content-disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    )


async def choose(request: Request) -> Response:
    """GET /checklist-files: choose a file."""
    return page(request, "checklists/file.html", page=choose_page())


async def take(request: Request) -> Response:
    """POST /checklist-files with a `file`: the report on it. No checklist changes yet."""
    try:
        name, data = await named_file_of(request, "file", LARGEST_FILE_BYTES)
        taken = await take_in(name, data, signed_in(request).id, datetime.now(UTC))
    except (BadInput, TooLarge) as error:
        sentence = say(TOO_LARGE) if isinstance(error, TooLarge) else error.sentence
        return page(request, "checklists/file.html", error.status, page=choose_page(sentence))
    if isinstance(taken, int):
        return go(f"/checklist-files/{taken}")
    return page(request, "checklists/file.html", 422, page=refused_page(name, taken))


async def show(request: Request) -> Response:
    """GET /checklist-files/{upload}: the report on a file that can become a draft."""
    upload = await get_upload(signed_in(request).id, id_of(request.path_params["upload"]))
    return page(request, "checklists/file.html", page=await upload_page(upload, language_of(request)))


async def draft(request: Request) -> Response:
    """POST /checklist-files/{upload}/draft: it becomes the draft, in the place of the one `seen` with `replace`."""
    person, form = signed_in(request).id, await form_of(request)
    upload = await get_upload(person, id_of(request.path_params["upload"]))
    try:
        key = await make_draft(upload, form, datetime.now(UTC), person)
    except NotNow as error:
        view = await upload_page(upload, language_of(request), error.sentence)
        return page(request, "checklists/file.html", error.status, page=view)
    return go(f"/checklists/{quote(key)}/draft?done=drafted")
