"""`audit visits`: history in, everything out."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
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


@command.command("export")
@click.option("--since", default="", metavar="DAY", help="First day, as 2026-11-23.")
@click.option("--until", default="", metavar="DAY", help="Last day.")
@click.option("--format", "shape", type=click.Choice(["csv", "xlsx", "jsonl"]), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of printing.")
def export(since: str, until: str, shape: str, output: Path | None) -> None:
    """Write the counted visits out: a row for each visit and standard, or with jsonl everything, a visit a line."""
    if shape == "xlsx" and output is None:
        raise click.UsageError("A workbook is not for the screen: say where with -o FILE.xlsx.")
    asyncio.run(export_from_database(since, until, shape, output))


async def export_from_database(since: str, until: str, shape: str, output: Path | None) -> None:
    """Export from the database of the settings. A file appears whole, or not at all."""
    from audit.services.exports import export_csv, export_lines
    from audit.services.files import write_whole
    from audit.services.filters import read_filters
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store
    from audit.store.selections import Selection
    from audit.store.sights import WHOLE_CHAIN

    filters = read_filters({"since": since, "until": until})
    selection = Selection(since=filters.since, until=filters.until)
    async with open_current_store(read_settings(os.environ).database):
        if shape == "xlsx" and output is not None:
            from audit.services.workbooks import write_workbook

            with write_whole(output) as path:
                await write_workbook(WHOLE_CHAIN, selection, path)
            return
        pieces = (export_csv if shape == "csv" else export_lines)(WHOLE_CHAIN, selection)
        if output is not None:
            with write_whole(output) as path:
                await write_pieces(pieces, path)
            return
        async for piece in pieces:
            sys.stdout.buffer.write(piece)
        sys.stdout.buffer.flush()


async def write_pieces(pieces: AsyncIterator[bytes], path: Path) -> None:
    """Write what comes, piece by piece."""
    with path.open("wb") as file:
        async for piece in pieces:
            file.write(piece)
