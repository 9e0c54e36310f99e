"""`audit report`: reports as PDF files."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path

import click


@click.group("report", help="Write a report as PDF.")
def command() -> None:
    """Reports for readers."""


@command.command("branch", help="The report of one branch.")
@click.argument("code")
@click.option("-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--since", default="", metavar="DAY", help="First day, as 2026-11-23.")
@click.option("--until", default="", metavar="DAY", help="Last day.")
@click.option("--language", default="", help="en, nl, id or ro; without it, AUDIT_LANGUAGE.")
def branch(code: str, output: Path, since: str, until: str, language: str) -> None:
    """Make it, then write it: a failed report leaves no file behind."""
    from audit.cli._files import write_whole

    write_whole(output, asyncio.run(make_branch(code, {"since": since, "until": until}, language)))


async def make_branch(code: str, values: dict[str, str], language: str) -> bytes:
    """The PDF of a branch in the database."""
    from datetime import UTC, datetime

    from audit.blobs import open_blobs
    from audit.reports.pdf import Press
    from audit.services.branch_report_making import Asked, branch_report_pdf
    from audit.services.filters import check_choice, read_filters
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store
    from audit.store.sights import WHOLE_CHAIN
    from audit.words import LANGUAGES

    check_choice("language", language, tuple(LANGUAGES))
    settings, filters, press = read_settings(os.environ), read_filters(values), Press()
    asked = Asked(code, filters, language or settings.language, datetime.now(UTC).date())
    try:
        async with open_current_store(settings.database):
            return await branch_report_pdf(WHOLE_CHAIN, asked, open_blobs(settings.photos), press)
    finally:
        press.close()
