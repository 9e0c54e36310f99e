"""How `audit analyse` and `audit compare` print the same analysis."""

from __future__ import annotations

import json

import click

from audit.scoring.analysis import Analysis, to_document


def print_analysis(analysis: Analysis, shape: str) -> None:
    """The analysis as JSON alone on stdout."""
    click.echo(json.dumps(to_document(analysis), ensure_ascii=False, allow_nan=False, indent=1))
