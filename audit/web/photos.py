"""Photos: only derivatives, only for those who may see the visit."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audit.services.copy_pages import picture_of_copy
from audit.services.photo_views import picture_of
from audit.web.access import sight

# A hash always means the same bytes; `private` keeps shared caches out.
# A browser that shows a picture alone puts styles of its own around it, and an image is no page that could hold others.
PICTURE = {"content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"}
KEEP = PICTURE | {"cache-control": "private, max-age=31536000, immutable"}


async def show(request: Request) -> Response:
    """GET /photos/{sha256}/{size}, where size is thumbnail or screen; `?copy=` names the copy that shows it."""
    sha256, size, blobs = request.path_params["sha256"], request.path_params["size"], request.app.state.blobs
    seen, copy = await sight(request), request.query_params.get("copy", "")
    if copy:
        picture = await picture_of_copy(seen, copy, sha256, size, blobs)
    else:
        picture = await picture_of(seen, sha256, size, blobs)
    return Response(picture, media_type="image/jpeg", headers=KEEP)
