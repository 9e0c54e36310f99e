"""`audit doctor`: is everything there, and what to do where it is not."""

from __future__ import annotations

import asyncio
import os

import click


@click.command("doctor")
@click.pass_context
def command(ctx: click.Context) -> None:
    """Check settings, database, photo store, PDF and fonts, and the clock; say what to do.

    Exits 1 when something needs doing.
    """
    if asyncio.run(examine_installation()):
        ctx.exit(1)


async def examine_installation() -> int:
    """Print each finding; how many need doing something about."""
    from datetime import UTC, datetime

    from audit.services.examinations import examine
    from audit.settings import read_settings

    broken = 0
    async for finding in examine(read_settings(os.environ), datetime.now(UTC)):
        click.echo(f"{'ok     ' if finding.is_fine else 'PROBLEM'} {finding.name}: {finding.said}")
        broken += not finding.is_fine
    return broken
