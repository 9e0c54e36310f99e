"""`audit checklist check|import|export`."""

from __future__ import annotations

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.checklists.model import Checklist
    from audit.services.checklist_checks import CheckReport


@click.group("checklist")
def command() -> None:
    """Checklists: say whether a file can be published, bring it in, write it out."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the report.")
@click.option("--minutes", type=click.IntRange(1), help="How long a visit is meant to last, for the advice.")
@click.option("--advice", "with_advice", is_flag=True, help="Put the advice into the JSON as well; text always has it.")
@click.pass_context
def check(context: click.Context, file: Path, form: str, minutes: int | None, with_advice: bool) -> None:
    """Say whether a checklist file can be published, with every problem and its place, and what would be better.

    Exits 0 when it can and 1 when it cannot. Advice changes nothing about that.
    """
    from audit.services.checklist_checks import check_file, report_document

    report = check_file(file, minutes)
    if form == "json":
        click.echo(json.dumps(report_document(report, with_advice=with_advice), ensure_ascii=False, indent=2))
    else:
        _print_report(report)
    if report.refusal is not None:
        click.echo(str(report.refusal), err=True)
        context.exit(1)


def _print_report(report: CheckReport) -> None:
    """What the file holds, what became of each row of a form, and the advice."""
    from audit.services.checklist_checks import report_lists, summary

    if report.is_ok:
        click.echo(str(summary(report)))
    for heading, findings in report_lists(report):
        click.echo(str(heading))
        for finding in findings:
            place = finding.place if finding.sheet is None else f"{finding.sheet}:{finding.row}"
            click.echo(f"  {place}: {finding.sentence}")


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--publish", "is_published", is_flag=True, help="Freeze it as the next version at once.")
@click.option("--replace-draft", "replaces", is_flag=True, help="Replace a draft that says something else.")
def import_file(file: Path, is_published: bool, replaces: bool) -> None:
    """Bring a checklist in, as a draft or with --publish as the next version of its key.

    Importing the same content again makes no new version. A file with problems changes nothing. A draft that says
    something else is in the way: it is replaced with --replace-draft only, and the log keeps what it said.
    """
    from audit.services.checklist_files import load_checklist

    click.echo(asyncio.run(import_into_database(load_checklist(file), is_published, replaces)))


async def import_into_database(checklist: Checklist, is_published: bool, replaces: bool) -> str:
    """Import into the database of the settings; what came of it."""
    from datetime import UTC, datetime

    from audit.checklists.documents import to_document
    from audit.services.draft_imports import ANY, import_draft
    from audit.services.publishing import check_lengths, publish
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    now = datetime.now(UTC)
    async with open_current_store(read_settings(os.environ).database):
        if not is_published:
            check_lengths(checklist)
            await import_draft(to_document(checklist), now, None, ANY if replaces else "")
            return f"The checklist {checklist.key} is kept as a draft."
        published = await publish(checklist, now)
    said = "is published" if published.is_new else "was published before"
    return f"Version {published.version.number} of the checklist {checklist.key} {said}."


@command.command("export")
@click.argument("key")
@click.option("--version", "number", type=click.IntRange(1), help="Which version; without it, the newest.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write here instead of printing.")
def export(key: str, number: int | None, output: Path | None) -> None:
    """Write a checklist out: a published version, or the draft where nothing was published.

    As JSON, or as a workbook where the output's name ends in .xlsx. Both can be imported again without loss.
    """
    document = asyncio.run(export_from_database(key, number))
    text = json.dumps(document, ensure_ascii=False, indent=2)
    if output is None:
        click.echo(text)
        return
    data = _workbook(document) if output.suffix.lower() == ".xlsx" else f"{text}\n".encode()
    try:
        output.write_bytes(data)
    except OSError as error:
        raise click.ClickException(f"{output} cannot be written: {error.strerror}.") from error


def _workbook(document: object) -> bytes:
    from audit.checklists.parsing import parse_checklist
    from audit.services.spreadsheets import workbook_bytes

    return workbook_bytes(parse_checklist(document))


async def export_from_database(key: str, number: int | None) -> object:
    """The document in the database of the settings."""
    from audit.services.publishing import find_document
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    async with open_current_store(read_settings(os.environ).database):
        return await find_document(key, number)
