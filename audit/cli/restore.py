"""`audit restore`: a backup into a new, empty installation."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.pass_context
def command(ctx: click.Context, file: Path) -> None:
    """Put a backup into an empty database and photo store, then verify everything.

    Refused when the database is not empty. Sessions are not in a backup: everybody signs in again.
    """
    if asyncio.run(restore_database(file)):
        ctx.exit(1)


async def restore_database(file: Path) -> int:
    """Restore into the database and photo store of the settings; how much differs afterwards."""
    from audit.blobs import open_blobs
    from audit.cli.verify import verify_database
    from audit.services.backups import restore
    from audit.settings import read_settings
    from audit.store.connections import open_store
    from audit.store.migrating import migrate

    settings = read_settings(os.environ)
    await migrate(settings.database)
    async with open_store(settings.database):
        done = await restore(file, open_blobs(settings.photos))
    click.echo(f"Rows: {done.rows}. Photos: {done.photos}.")
    return await verify_database()
