"""`audit compare`: the analysis of what is in the database, the same JSON as `audit analyse`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.scoring.analysis import Analysis


@click.command("compare", help="Compare the branches of the chain in the database.")
@click.option("--since", default="", metavar="DAY", help="First day, as 2026-11-23.")
@click.option("--until", default="", metavar="DAY", help="Last day.")
@click.option("--region", default="", help="Only the branches of this region and the regions below it.")
@click.option("--checklist", default="", metavar="KEY", help="Only visits with this checklist.")
@click.option("--channel", default="", help="in_person, phone, email or chat.")
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(shape: str, **filters: str) -> None:
    """Print the analysis."""
    from audit.cli._analyses import print_analysis

    print_analysis(asyncio.run(compare_database(filters)), shape)


async def compare_database(values: Mapping[str, str]) -> Analysis:
    """The analysis of the whole chain, as far as the filters choose."""
    from datetime import UTC, datetime

    from audit.services.comparisons import compare
    from audit.services.filters import read_filters
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store
    from audit.store.sights import WHOLE_CHAIN

    filters = read_filters(values)
    async with open_current_store(read_settings(os.environ).database):
        return (await compare(WHOLE_CHAIN, filters, datetime.now(UTC).date())).analysis
