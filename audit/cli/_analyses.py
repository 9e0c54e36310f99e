"""How `audit analyse` and `audit compare` print the same analysis."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from textwrap import fill
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from audit.cli._beside import Part
    from audit.errors import Sentence
    from audit.scoring.analysis import Analysis


def print_analysis(analysis: Analysis, shape: str, beside: Sequence[Part] = ()) -> None:
    """The analysis in paragraphs that a manager can read, or as JSON alone on stdout; then what stands beside it."""
    from audit.scoring.analysis import tell, to_document
    from audit.words import DEFAULT_LANGUAGE, translator

    if shape == "json":
        document = to_document(analysis) | {part.key: part.document for part in beside}
        click.echo(json.dumps(document, ensure_ascii=False, allow_nan=False, indent=1))
        return
    in_words = translator(DEFAULT_LANGUAGE).say
    for paragraph in (*tell(analysis), *(part.paragraph for part in beside)):
        click.secho(in_words(paragraph.title), bold=True)
        for line in paragraph.lines:
            click.echo(fill(in_words(line), width=100, initial_indent="  ", subsequent_indent="    "))
        click.echo()


def print_remarks(remarks: Iterable[Sentence]) -> None:
    """What there is to say beside the JSON: on stderr, a line each."""
    from audit.words import DEFAULT_LANGUAGE, translator

    for remark in remarks:
        click.echo(translator(DEFAULT_LANGUAGE).say(remark), err=True)
