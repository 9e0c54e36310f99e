"""`audit checklist check|import|export`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.services.checklist_checks import CheckReport


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
    from audit.services.checklist_checks import check_file, report_document

    report = check_file(file)
    if form == "json":
        click.echo(json.dumps(report_document(report), ensure_ascii=False, indent=2))
    else:
        _print_report(report)
    if report.refusal is not None:
        click.echo(str(report.refusal), err=True)
        context.exit(1)


def _print_report(report: CheckReport) -> None:
    """What the file holds and, for a form, what became of each of its rows."""
    from audit.services.checklist_checks import report_lists, summary

    if report.is_ok:
        click.echo(str(summary(report)))
    for heading, findings in report_lists(report):
        click.echo(str(heading))
        for finding in findings:
            click.echo(f"  {finding.sheet}:{finding.row}: {finding.sentence}")
