"""The files a browser gets as they are, and the two that must live at the root."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import NotFound, say
from audit.static_files import build_id, find_static
from audit.web.access import NOT_HERE

FOREVER = {"cache-control": "public, max-age=31536000, immutable", "vary": "accept-encoding"}


async def show_static(request: Request) -> Response:
    """GET /static/{build}/{path}. A file of another build is answered too, but not to be kept."""
    file = find_static(request.path_params["path"])
    if file is None:
        raise NotFound(say(NOT_HERE))
    is_current = request.path_params["build"] == build_id()
    headers = dict(FOREVER) if is_current else {"cache-control": "no-cache"}
    if file.gzipped is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.gzipped, media_type=file.media_type, headers=headers | {"content-encoding": "gzip"})
    return Response(file.body, media_type=file.media_type, headers=headers)
