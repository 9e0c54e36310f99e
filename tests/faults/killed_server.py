"""A server that dies at the point named in the file KILL_FILE, as long as there is a name in it.

Points are `before commit` and `after commit` with the part of the address that the request goes to, and those
of the photo store. The product itself knows nothing of this.
"""

from __future__ import annotations

import os
import signal
import sys
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import uvicorn
from starlette.types import Receive, Scope, Send

from audit import app as composition
from audit.blobs import open_blobs
from audit.settings import read_settings
from audit.store import asyncpg_backend, sqlite_transactions

KILL_FILE = Path(os.environ["KILL_FILE"])
asked: ContextVar[str] = ContextVar("asked", default="")


def reach(point: str) -> None:
    """Die here, as in a power cut, if this is the point."""
    if point == KILL_FILE.read_text():
        os.kill(os.getpid(), signal.SIGKILL)


def watch_commits(kind: Any) -> None:
    """Make an engine's transactions pass two points."""
    commit = kind.commit

    async def commit_and_tell(self: Any) -> None:
        reach(f"before commit {asked.get()}")
        await commit(self)
        reach(f"after commit {asked.get()}")

    kind.commit = commit_and_tell


class Asked:
    """Notes for each request which door it goes to: photos, ops, submissions."""

    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = [part for part in scope.get("path", "").split("/") if part in ("photos", "ops", "submissions")]
        asked.set(names[0] if names else "")
        await self.app(scope, receive, send)


def main() -> None:
    """Serve at --host and --port, as `audit serve` would."""
    watch_commits(sqlite_transactions.Transaction)
    watch_commits(asyncpg_backend.Transaction)
    settings = read_settings(os.environ)
    app = composition.create_app(settings)
    app.state.blobs = open_blobs(settings.photos, reached=reach)
    options = dict(zip(sys.argv[1::2], sys.argv[2::2], strict=True))
    uvicorn.run(Asked(app), host=options["--host"], port=int(options["--port"]), log_level="warning")


if __name__ == "__main__":
    main()
