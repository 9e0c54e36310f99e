"""`audit checklist check|import|export`."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.group("checklist")
def command() -> None:
    """Checklists: say whether a file can be published, bring it in, write it out."""


@command.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to print the report.")
@click.pass_context
def check(context: click.Context, file: Path, form: str) -> None:
    """Say whether a checklist file can be published, with every problem and its place.

    Exits 0 when it can and 1 when it cannot.
    """
    from audit.services.checklist_checks import check_file, report_document, summary

    report = check_file(file)
    if form == "json":
        click.echo(json.dumps(report_document(report), ensure_ascii=False, indent=2))
    elif report.refusal is None:
        click.echo(str(summary(report)))
    if report.refusal is not None:
        click.echo(str(report.refusal), err=True)
        context.exit(1)
