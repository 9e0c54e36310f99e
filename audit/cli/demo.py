"""`audit demo`: an empty database becomes a chain of hair salons with a year of visits."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from pathlib import Path

import click


@click.command("demo")
@click.option("--branches", type=click.IntRange(1, 5000), default=24, show_default=True, help="How many salons.")
@click.option("--visits", type=click.IntRange(1, 200_000), default=600, show_default=True, help="Visits in the year.")
@click.option("--seed", type=int, default=1, show_default=True, help="The same seed gives the same chain.")
@click.option(
    "--truth",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="FILE",
    help="Write what was planted as JSON: inconsistent standards, weak branches, harsh auditors, changes.",
)
def command(branches: int, visits: int, seed: int, truth: Path | None) -> None:
    """Fill an empty database with the demo chain.

    A database that holds anything is refused, and nothing in it is changed.
    """
    from audit.errors import N_, BrokenEnvironment, say

    if truth is not None and not truth.parent.is_dir():
        raise click.BadParameter(f"There is no folder {truth.parent}.", param_hint="'--truth'")
    told = asyncio.run(fill_database(branches, visits, seed))
    if truth is not None:
        try:
            truth.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        except OSError as error:
            sentence = say(N_("The demo is there, but {path} cannot be written: {reason}."), path=truth,
                           reason=error.strerror)  # fmt: skip
            raise BrokenEnvironment(sentence) from error
    click.echo(f"The demo chain is ready: {branches} branches, {visits} visits.")


async def fill_database(branches: int, visits: int, seed: int) -> Mapping[str, object]:
    """Fill the configured database; what was planted."""
    from datetime import UTC, datetime

    from audit.blobs import open_blobs
    from audit.services.demo.filling import fill
    from audit.settings import read_settings
    from audit.store.connections import open_store
    from audit.store.migrating import migrate

    settings = read_settings(os.environ)
    if settings.is_embedded:
        await migrate(settings.database)
    async with open_store(settings.database):
        blobs = open_blobs(settings.photos)
        chain = await fill(blobs, datetime.now(UTC), branches=branches, visits=visits, seed=seed)
    return chain.truth
