"""Photos: only derivatives, only for those who may see the visit."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from audit.services.photo_views import picture_of
from audit.web.access import sight

# A hash always means the same bytes; `private` keeps shared caches out.
KEEP = {"cache-control": "private, max-age=31536000, immutable"}


async def show(request: Request) -> Response:
    """GET /photos/{sha256}/{size}, where size is thumbnail or screen."""
    sha256, size = request.path_params["sha256"], request.path_params["size"]
    picture = await picture_of(await sight(request), sha256, size, request.app.state.blobs)
    return Response(picture, media_type="image/jpeg", headers=KEEP)
