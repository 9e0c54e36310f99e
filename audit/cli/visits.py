"""`audit visits`: history in, everything out."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from audit.cli.analyse import history_options

if TYPE_CHECKING:
    from audit.services.imports import Imported, ImportOptions


@click.group("visits")
def command() -> None:
    """Visits: bring a history in, write them out."""


@command.command("import")
@click.argument("file", type=click.File("rb"))
@history_options
@click.option("--checklist", default="history", show_default=True, help="The checklist the visits belong to.")
@click.option("--no-create", is_flag=True, help="Refuse branches, auditors and standards that are not there yet.")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and do nothing.")
@click.pass_context
def import_file(ctx: click.Context, /, file: BinaryIO, **given: Any) -> None:
    """Bring the visits of a long CSV in: all of them, or none.

    Importing the same file twice changes nothing the second time.
    """
    from audit.cli.analyse import history_options_from
    from audit.services.imports import ImportOptions

    options = ImportOptions(
        history_options_from(ctx, given), given["checklist"], not given["no_create"], given["dry_run"]
    )
    for line in lines_about(asyncio.run(import_into_database(file.read(), options)), given["checklist"]):
        click.echo(line)


async def import_into_database(data: bytes, options: ImportOptions) -> Imported:
    """Import into the database of the settings."""
    from datetime import UTC, datetime

    from audit.services.imports import import_visits
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    async with open_current_store(read_settings(os.environ).database):
        return await import_visits(data, options, datetime.now(UTC))


def lines_about(done: Imported, checklist: str) -> list[str]:
    """What came of it, with everything that was made."""
    lines = [f"Visits added: {done.added}. Already there: {done.known}."]
    if done.version is not None:
        lines.append(f"New version {done.version} of the checklist {checklist}.")
    for title, names in (("branches", done.branches), ("auditors", done.auditors), ("standards", done.standards)):
        if names:
            lines.append(f"New {title} ({len(names)}):")
            lines.extend(f"  {name}" for name in names)
    if done.is_dry_run:
        lines.append("Nothing was changed: this was a dry run.")
    return lines
