"""`audit report`: reports as PDF files."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.reports.pdf import Press
    from audit.services.filters import Filters
    from audit.services.report_looks import Size
    from audit.settings import Settings


@click.group("report", help="Write a report as PDF.")
def command() -> None:
    """Reports for readers."""


OUTPUT = click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
LANGUAGE = click.option("--language", default="", help="en, nl, id or ro; without it, AUDIT_LANGUAGE.")
SINCE = click.option("--since", default="", metavar="DAY", help="First day, as 2026-11-23.")
PAPER = click.option("--paper", type=click.Choice(["A4", "Letter"]), help="Without it, as the chain has chosen.")
UNTIL = click.option("--until", default="", metavar="DAY", help="Last day.")


def report_options(decorated: Callable[..., None]) -> Callable[..., None]:
    """The options of every report about a period."""
    for option in (PAPER, LANGUAGE, UNTIL, SINCE, OUTPUT):
        decorated = option(decorated)
    return decorated


@command.command("branch", help="The report of one branch.")
@click.argument("code")
@report_options
def branch(code: str, output: Path, since: str, until: str, language: str, paper: Size | None) -> None:
    """Make it, then write it: a failed report leaves no file behind."""
    made = Made(since, until, language, paper)
    made.write(output, lambda press, settings: branch_pdf(code, made, press, settings))


@command.command("chain", help="The report of the whole chain: where it is inconsistent, and how sure that is.")
@report_options
def chain(output: Path, since: str, until: str, language: str, paper: Size | None) -> None:
    """The whole chain, by standards and by branches."""
    made = Made(since, until, language, paper)
    made.write(output, lambda press, settings: chain_pdf(made, press, settings))


@command.command("region", help="The pack of one region: the region against the chain, and a page for each branch.")
@click.argument("name")
@report_options
def region(name: str, output: Path, since: str, until: str, language: str, paper: Size | None) -> None:
    """The region, then its branches one by one."""
    made = Made(since, until, language, paper)
    made.write(output, lambda press, settings: region_pdf(name, made, press, settings))


@command.command("visit", help="The report of one visit, with its answers and evidence.")
@click.argument("visit_id", metavar="ID")
@OUTPUT
@LANGUAGE
@PAPER
def visit(visit_id: str, output: Path, language: str, paper: Size | None) -> None:
    """One visit by its id."""
    made = Made("", "", language, paper)
    made.write(output, lambda press, settings: visit_pdf(visit_id, made, press, settings))


@dataclass(frozen=True, slots=True)
class Made:
    """A report's period, language and paper as given on the command line."""

    since: str
    until: str
    language: str
    paper: Size | None

    @property
    def filters(self) -> Filters:
        """The period. Raises BadInput for what is no day."""
        from audit.services.filters import read_filters

        return read_filters({"since": self.since, "until": self.until})

    def write(self, output: Path, make: Callable[[Press, Settings], Awaitable[bytes]]) -> None:
        """Make a report of the settings' database and write it whole."""
        from audit.cli._files import write_whole
        from audit.services.filters import check_choice
        from audit.words import LANGUAGES

        check_choice("language", self.language, tuple(LANGUAGES))
        write_whole(output, asyncio.run(print_with(make)))


async def print_with(make: Callable[[Press, Settings], Awaitable[bytes]]) -> bytes:
    """The bytes of a report, its press closed whatever happens."""
    from audit.reports.pdf import Press
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store

    settings = read_settings(os.environ)
    with Press() as press:
        async with open_current_store(settings.database):
            return await make(press, settings)


async def branch_pdf(code: str, made: Made, press: Press, settings: Settings) -> bytes:
    """A branch's report."""
    from audit.blobs import open_blobs
    from audit.services.branch_report_making import Asked, branch_report_pdf
    from audit.store.sights import WHOLE_CHAIN

    asked = Asked(code, made.filters, made.language or settings.language, today(), site=settings.url)
    return await branch_report_pdf(WHOLE_CHAIN, asked, open_blobs(settings.photos), press, made.paper)


async def chain_pdf(made: Made, press: Press, settings: Settings) -> bytes:
    """The chain's report."""
    from audit.blobs import open_blobs
    from audit.services.chain_report_making import View, chain_report_pdf
    from audit.store.sights import WHOLE_CHAIN

    view = View(made.filters, made.language or settings.language, today())
    return await chain_report_pdf(WHOLE_CHAIN, view, open_blobs(settings.photos), press, made.paper)


async def region_pdf(name: str, made: Made, press: Press, settings: Settings) -> bytes:
    """A region's pack."""
    from audit.blobs import open_blobs
    from audit.services.chain_report_making import View
    from audit.services.region_report_making import region_report_pdf

    view = View(made.filters, made.language or settings.language, today())
    return await region_report_pdf(name, view, open_blobs(settings.photos), press, made.paper)


async def visit_pdf(visit_id: str, made: Made, press: Press, settings: Settings) -> bytes:
    """A visit's report."""
    from audit.blobs import open_blobs
    from audit.services.visit_reports import Wanted, visit_report_pdf
    from audit.store.sights import WHOLE_CHAIN

    wanted = Wanted(visit_id, made.language or settings.language, today(), settings.url)
    return await visit_report_pdf(WHOLE_CHAIN, wanted, open_blobs(settings.photos), press, made.paper)


def today() -> date:
    """The day that reports are issued on: in UTC, as on the server."""
    return datetime.now(UTC).date()
