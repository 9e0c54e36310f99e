"""`audit compare`: the analysis of what is in the database, the same JSON as `audit analyse`."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.scoring.analysis import Analysis
    from audit.services.comparisons import Comparison


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

    comparison = asyncio.run(compare_database(filters))
    print_analysis(comparison.analysis if shape == "json" else in_promises(comparison), shape)


def in_promises(comparison: Comparison) -> Analysis:
    """The analysis as people read it: standards by what they promise instead of by their keys."""
    from audit.services.heat_maps import promise_of
    from audit.words import DEFAULT_LANGUAGE

    promises = {row.key: promise_of(row, DEFAULT_LANGUAGE) for row in comparison.standards.values()}
    standards = tuple(replace(one, standard=promises[one.standard]) for one in comparison.analysis.standards)
    return replace(comparison.analysis, standards=standards)


async def compare_database(values: Mapping[str, str]) -> Comparison:
    """The comparison of the whole chain, as far as the filters choose."""
    from datetime import UTC, datetime

    from audit.services.comparisons import compare
    from audit.services.filters import read_filters
    from audit.settings import read_settings
    from audit.store.migrating import open_current_store
    from audit.store.sights import WHOLE_CHAIN

    filters = read_filters(values)
    async with open_current_store(read_settings(os.environ).database):
        return await compare(WHOLE_CHAIN, filters, datetime.now(UTC).date())
