"""`audit verify`: does everything still say what it said?"""

from __future__ import annotations

import asyncio
import os

import click


@click.command("verify")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Score every visit again, hash every photo again, count every sum again.

    Exits 1 with a list when anything differs. Nothing is changed.
    """
    if asyncio.run(verify_database()):
        ctx.exit(1)


async def verify_database() -> int:
    """Check the database and photo store of the settings and print what differs; how much there is."""
    from audit.blobs import open_blobs
    from audit.services.verification import Checked, verify
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    settings = read_settings(os.environ)
    checked, found = Checked(), 0
    async with open_current_store(settings.database):
        async for sentence in verify(open_blobs(settings.photos), checked):
            click.echo(str(sentence), err=True)
            found += 1
    counts = f"Visits: {checked.visits}. Photos: {checked.photos}. Submissions: {checked.submissions}."
    click.echo(f"{counts} Differences: {found}.")
    return found
