"""`audit branches`: the places that are visited."""

from __future__ import annotations

import asyncio
import os
from typing import BinaryIO

import click


@click.group("branches")
def command() -> None:
    """Branches: bring them in from a file."""


@command.command("import")
@click.argument("file", type=click.File("rb"))
def import_file(file: BinaryIO) -> None:
    """Add the branches of a CSV, or bring them up to date: all of them, or none.

    Columns: code, name, and if you like region (`Europe > Netherlands`), city, country, address, lat, lon,
    time_zone, ownership (own or franchise), attributes (k=v;k=v),
    report_email (where its reports are mailed to by themselves).
    """
    asyncio.run(import_into_database(file.read()))


async def import_into_database(data: bytes) -> None:
    """Import into the database of the settings and say what came of it."""
    from datetime import UTC, datetime

    from audit.services.branches import import_branches
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    async with open_current_store(read_settings(os.environ).database):
        done = await import_branches(data, datetime.now(UTC))
    click.echo(f"Added: {done.added}. Updated: {done.updated}.")
    if done.regions:
        click.echo(f"New regions: {', '.join(done.regions)}.")
    if done.ignored:
        click.echo(f"Columns left out, they mean nothing here: {', '.join(done.ignored)}.", err=True)
