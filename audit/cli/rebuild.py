"""`audit rebuild`: every sum anew from the visits."""

from __future__ import annotations

import asyncio
import os

import click


@click.command("rebuild")
def command() -> None:
    """Compute every sum of the comparisons anew from the visits. Afterwards nothing reads differently."""
    asyncio.run(rebuild_database())


async def rebuild_database() -> None:
    """Rebuild the sums in the database of the settings and say what came of it."""
    from datetime import UTC, datetime

    from audit.services.rollups import rebuild
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    async with open_current_store(read_settings(os.environ).database):
        done = await rebuild(datetime.now(UTC))
    click.echo(f"Branches recounted: {done.branches}. Sums that were wrong: {done.wrong_rows}.")
