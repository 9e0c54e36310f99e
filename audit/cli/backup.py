"""`audit backup`: everything in one file, while the product serves."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def command(file: Path) -> None:
    """Write the database and the photos to one file. It can be taken while the product serves.

    The file holds personal data and password hashes: keep it as carefully as the database.
    """
    asyncio.run(back_up_database(file))


async def back_up_database(file: Path) -> None:
    """Back up the database and the photo store of the settings."""
    from datetime import UTC, datetime

    from audit.blobs import open_blobs
    from audit.services.backups import back_up
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    settings = read_settings(os.environ)
    async with open_current_store(settings.database):
        done = await back_up(file, open_blobs(settings.photos), datetime.now(UTC))
    for sha256 in done.missing:
        click.echo(f"The photo {sha256} is not in the photo store and not in the backup.", err=True)
    click.echo(f"Rows: {done.rows}. Photos: {done.photos}. Written to {file}.")
