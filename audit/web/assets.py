"""The files a browser gets as they are, and the two that must live at the root."""

from __future__ import annotations

import json

from starlette.requests import Request
from starlette.responses import Response

from audit.errors import NotFound, say
from audit.services.manifests import manifest
from audit.services.workers import worker_source
from audit.static_files import build_id, find_static
from audit.web.access import NOT_HERE
from audit.web.pages import language_of

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


async def show_manifest(request: Request) -> Response:
    """GET /manifest.webmanifest, in the language of whoever installs."""
    language = language_of(request)
    body = json.dumps(manifest(request.app.state.chain_name, language), ensure_ascii=False)
    headers = {"cache-control": "no-cache", "vary": "accept-language, cookie"}
    return Response(body, media_type="application/manifest+json", headers=headers)


async def show_worker(_request: Request) -> Response:
    """GET /service-worker.js from the root, so that it may look after every page; it carries the build id."""
    return Response(worker_source(), media_type="text/javascript", headers={"cache-control": "no-cache"})
