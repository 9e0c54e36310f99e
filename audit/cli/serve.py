"""`audit serve`: the product in a browser."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.settings import Settings

DEMO_LINES = (
    "The demo chain is ready. Sign in with the password demo-chain as one of:",
    "  owner@example.com    head office: everything",
    "  manager@example.com  a region's manager: compare its branches",
    "  auditor@example.com  an auditor: today's visits, best on a phone",
    "  reader@example.com   a franchisee: the own branches",
)


@click.command("serve", help="Serve at http://127.0.0.1:8000. The embedded database is brought up to date first.")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes to serve with.")
def command(host: str, port: int, workers: int) -> None:
    """Get ready, say where, serve."""
    import uvicorn

    from audit.cli._job_process import jobs_beside
    from audit.cli._logging import log_config
    from audit.memory import hold_less
    from audit.settings import read_settings

    hold_less()
    settings = read_settings(os.environ)
    address = settings.url or f"http://{host}:{port}"
    for line in asyncio.run(get_ready(settings, address)):
        click.echo(line)
    click.echo(f"Serving at {address}")
    with jobs_beside():
        uvicorn.run(
            "audit.app:from_environment",
            factory=True,
            host=host,
            port=port,
            workers=workers,
            log_config=log_config(settings.log),
            server_header=False,
            proxy_headers=True,
            timeout_graceful_shutdown=10,
            # Longer than proxies and phones keep a quiet line: a request on one that we are closing just then is lost.
            timeout_keep_alive=75,
        )


async def get_ready(settings: Settings, address: str) -> list[str]:
    """Migrate an embedded database, fill a new installation; what to tell whoever started the server."""
    from datetime import UTC, datetime

    from audit.services.chain_settings import is_demo
    from audit.services.first_start import is_empty, owner_token
    from audit.store.migrating import open_current_store

    async with open_current_store(settings.database):
        if settings.demo and settings.is_embedded and await is_empty():
            await fill_demo(settings)
        if await is_demo():
            return list(DEMO_LINES)
        token = await owner_token(datetime.now(UTC))
        return [f"Nobody has signed in yet. The owner's one-time link: {address}/welcome/{token}"] if token else []


async def fill_demo(settings: Settings) -> None:
    """The demo chain with its photos, in the open database."""
    from datetime import UTC, datetime

    from audit.blobs import open_blobs
    from audit.services.demo.filling import fill

    click.echo("First start: filling the demo chain …")
    await fill(open_blobs(settings.photos), datetime.now(UTC))
