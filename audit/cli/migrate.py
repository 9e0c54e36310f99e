"""`audit migrate`: the database's schema, brought up to date."""

from __future__ import annotations

import asyncio
import os

import click


@click.command("migrate")
def command() -> None:
    """Bring the database's schema up to date.

    Safe to run from several machines at once: one does it, the others wait and find nothing to do.
    """
    from audit.settings import read_settings
    from audit.store.migrating import migrate

    applied = asyncio.run(migrate(read_settings(os.environ).database))
    for name in applied:
        click.echo(name)
    click.echo("The schema is up to date." if not applied else "The schema is now up to date.")
