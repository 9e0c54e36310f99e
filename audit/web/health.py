"""Whether the product works: asked by monitors and by the container that runs it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from audit.services.health import check_health


async def show(request: Request) -> Response:
    """GET /health: 200 when the database and the photo store answer, 503 with what does not."""
    problems = await check_health(request.app.state.blobs)
    status = "ok" if not problems else "failing"
    body = {"status": status, "problems": {name: str(sentence) for name, sentence in problems.items()}}
    return JSONResponse(body, 200 if not problems else 503)
