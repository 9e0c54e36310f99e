"""`audit score`: one document of answers against one checklist, no database anywhere near."""

from __future__ import annotations

import json
from pathlib import Path

import click

ATTRIBUTES = "--branch-attributes"


class ScoreCommand(click.Command):
    """Lets `--branch-attributes` take any number of `k=v`, and be written more than once."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        plain: list[str] = []
        is_open = False
        for word in args:
            if word == ATTRIBUTES:
                is_open = True
            elif is_open and "=" in word and not word.startswith("-"):
                plain.append(f"{ATTRIBUTES}={word}")
            else:
                is_open = False
                plain.append(word)
        return super().parse_args(ctx, plain)


def read_attributes(context: click.Context, parameter: click.Parameter, pairs: tuple[str, ...]) -> dict[str, str]:
    """`k=v` pairs as a mapping; a key with two values is wrong usage."""
    attributes: dict[str, str] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not name or not equals:
            raise click.BadParameter(f"{pair!r} is not written as name=value.", context, parameter)
        if attributes.get(name, value) != value:
            raise click.BadParameter(f"{name!r} is given twice with different values.", context, parameter)
        attributes[name] = value
    return attributes


@click.command("score", cls=ScoreCommand)
@click.argument("checklist", metavar="CHECKLIST.json", type=click.Path(path_type=Path))
@click.argument("answers", metavar="ANSWERS.json", type=click.Path(path_type=Path))
@click.option(
    ATTRIBUTES,
    "attributes",
    metavar="K=V ...",
    multiple=True,
    callback=read_attributes,
    help="What is so about the branch, for show_when rules: one or more name=value.",
)
def command(checklist: Path, answers: Path, attributes: dict[str, str]) -> None:
    """Score one document of answers and print the result as JSON.

    Exits 1 with a sentence on stderr when a file cannot be read, the checklist cannot be used or an
    answer does not fit its item.
    """
    from audit.scoring.score_documents import score_document
    from audit.scoring.visits import score_visit
    from audit.services.checklist_files import load_answers, load_checklist, naming

    version = load_checklist(checklist)
    given = load_answers(answers, version)
    with naming(answers):
        score = score_visit(version, given, attributes)
    click.echo(json.dumps(score_document(score), ensure_ascii=False, indent=2))
