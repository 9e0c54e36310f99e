"""Serves the peers' folder: files as they are, compressed at gzip's best. Run with --host and --port."""

from __future__ import annotations

import sys

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from bench.phone.peers import SITE


def healthy(_request: Request) -> Response:
    """What a started server is known by."""
    return Response("ok")


routes = [Route("/health", healthy), Mount("/", StaticFiles(directory=SITE))]
app = Starlette(routes=routes, middleware=[Middleware(GZipMiddleware, minimum_size=500, compresslevel=9)])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[sys.argv.index("--port") + 1]), log_level="warning")
