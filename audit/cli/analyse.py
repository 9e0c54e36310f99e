"""`audit analyse FILE.csv`: the whole consistency analysis of a spreadsheet, without a database."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from audit.cli._analyses import print_analysis, print_remarks
from audit.cli._beside import beside_options, parts, read_beside, remarks_on_survey, survey_options_from
from audit.errors import N_, BadInput, Sentence, say, say_count

if TYPE_CHECKING:
    from audit.scoring.analysis import Analysis
    from audit.scoring.histories import History, HistoryOptions
    from audit.scoring.sums import ChainSums

KEPT_AT_THE_TOP = say(
    N_("A number counts as kept only at the very top of its scale; --kept-at 0.9 would count nine tenths of it.")
)
NEVER_ANSWERED = (
    N_("{count} standard of the file has no answer on any visit and is left out: {names}."),
    N_("{count} standards of the file have no answer on any visit and are left out: {names}."),
)
NAMED = 12
Decorated = Callable[..., Any]


HISTORY_OPTIONS = (
    click.option("--visit-id", metavar="COL", default="visit_id", show_default=True, help="Column of the visit."),
    click.option("--branch", metavar="COL", default="branch", show_default=True, help="Column of the branch."),
    click.option("--auditor", metavar="COL", default="auditor", show_default=True, help="Column of the auditor."),
    click.option("--date", metavar="COL", default="date", show_default=True, help="Column of the date."),
    click.option("--standard", metavar="COL", default="standard", show_default=True, help="Column of the standard."),
    click.option("--answer", metavar="COL", default="answer", show_default=True, help="Column of the answer."),
    click.option("--date-format", metavar="FORMAT", help="As %d-%m-%Y; without it, ISO dates."),
    click.option("--map", "words", metavar="WORD=CREDIT", multiple=True, help="One more word and its credit, 0 to 1."),
    click.option("--scale", metavar="LOW:HIGH", help="Numbers are read on this scale."),
    click.option("--scale-for", metavar="STANDARD=LOW:HIGH", multiple=True, help="A scale for one standard."),
    click.option("--only", metavar="STANDARD", multiple=True, help="Read this standard, and others so named."),
    click.option("--skip", metavar="STANDARD", multiple=True, help="Leave this standard out."),
    click.option("--kept-at", metavar="CREDIT", default="1", show_default=True, help="Kept from this credit on."),
)


def history_options(decorated: Decorated) -> Decorated:
    """The options that say how to read a long CSV; `audit visits import` has the same."""
    for option in reversed(HISTORY_OPTIONS):
        decorated = option(decorated)
    return decorated


@click.command("analyse", help="Say where the chain in a long CSV of visits is inconsistent.")
@click.argument("file", type=click.File("rb"))
@history_options
@click.option("--model", default="score~branch+auditor", show_default=True, help="What a score is made of.")
@click.option("--period", metavar="COL", help="The column of the period; without it, the calendar month.")
@click.option("--target", type=click.FloatRange(0.05, 0.99), default=0.8, show_default=True, help="To plan visits for.")
@click.option("--worth", type=click.FloatRange(0), metavar="POINTS", help="The smallest difference worth acting on.")
@beside_options
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("-o", "output", type=click.Path(dir_okay=False, path_type=Path), help="Write the chain report as PDF.")
@click.option("--language", default="", help="Of the report: en, nl, id or ro; without it, AUDIT_LANGUAGE.")
@click.option("--paper", type=click.Choice(["A4", "Letter"]), default="A4", show_default=True, help="Of the report.")
@click.pass_context
def command(ctx: click.Context, /, file: BinaryIO, **given: Any) -> None:
    """Read the file, analyse its sums, print; with -o write the report instead."""
    from audit.scoring.analysis import AnalysisOptions, analyse
    from audit.scoring.histories import decode, read_history
    from audit.scoring.sums import chain_sums_from

    model, history = taken(ctx, "--model", read_model_option, given["model"]), history_options_from(ctx, given)
    options, guests = AnalysisOptions(model, given["target"], given["worth"]), survey_options_from(ctx, given)
    read = read_history(decode(file.read()), history)
    survey, sums = read_beside(given, guests), chain_sums_from(read)
    analysis = analyse(sums, options)
    beside = tuple(parts(read, analysis, given["overall"], survey))
    remarks = (*remarks_on(read, sums, history), *remarks_on_survey(survey))
    if given["shape"] == "json" and given["output"] is None:
        print_remarks(remarks)
    else:
        analysis = replace(analysis, notes=(*analysis.notes, *remarks))
    if given["output"] is not None:
        write_report(Path(file.name).stem, analysis, sums, given)
        return
    print_analysis(analysis, given["shape"], beside)


def remarks_on(history: History, sums: ChainSums, options: HistoryOptions) -> Iterator[Sentence]:
    """What to know about how the file was read. The JSON is of the visits alone, as `audit compare` has it."""
    unanswered = tuple(name for name in history.standards if name not in set(sums.standards))
    if unanswered:
        yield say_count(*NEVER_ANSWERED, len(unanswered), names=unanswered[:NAMED])
    if (options.scale or options.scales) and options.kept_at == 1:
        yield KEPT_AT_THE_TOP


def write_report(name: str, analysis: Analysis, sums: ChainSums, given: dict[str, Any]) -> None:
    """The chain report of the file, written whole or not at all; `name` stands for the chain's."""
    from audit.cli._files import write_whole
    from audit.reports.pdf import Press
    from audit.services.chain_report_making import View, chain_report, report_paper
    from audit.services.filters import Filters, check_choice
    from audit.services.report_looks import Look
    from audit.services.spreadsheet_comparisons import comparison_from
    from audit.settings import DEFAULTS
    from audit.words import LANGUAGES

    spoken = given["language"] or os.environ.get("AUDIT_LANGUAGE") or DEFAULTS["AUDIT_LANGUAGE"]
    check_choice("language", spoken, tuple(LANGUAGES))
    view = View(Filters(), spoken, datetime.now(UTC).date())
    report = chain_report(comparison_from(analysis, sums), view, name)
    with Press() as press:
        write_whole(given["output"], press.print(report_paper(report, spoken, Look(given["paper"]))))


def history_options_from(ctx: click.Context, given: dict[str, Any]) -> HistoryOptions:
    """What was given on the command line, as `read_history` takes it; wrong usage ends with exit 2."""
    from audit.scoring.histories import Columns, HistoryOptions, read_map, read_scale, read_scale_for

    names = {"visit": "visit_id", **{name: name for name in ("branch", "auditor", "date", "standard", "answer")}}
    return HistoryOptions(
        columns=Columns(**{field: given[name] for field, name in names.items()}, period=given.get("period")),
        words=dict(taken(ctx, "--map", read_map, text) for text in given["words"]),
        scale=taken(ctx, "--scale", read_scale, given["scale"]) if given["scale"] else None,
        scales=dict(taken(ctx, "--scale-for", read_scale_for, text) for text in given["scale_for"]),
        only=given["only"],
        skip=given["skip"],
        kept_at=taken(ctx, "--kept-at", _read_share, given["kept_at"]),
        date_format=given["date_format"],
    )


def taken(ctx: click.Context, option: str, read: Callable[[str], Any], text: str) -> Any:
    """The value of an option, or wrong usage with its sentence."""
    try:
        return read(text)
    except BadInput as error:
        raise click.BadParameter(str(error), ctx=ctx, param_hint=f"'{option}'") from error


def read_model_option(text: str) -> Any:
    """The model, imported only when it is needed."""
    from audit.scoring.analysis import read_model

    return read_model(text)


def _read_share(text: str) -> Fraction:
    from audit.scoring.histories.options import NUMBER

    if not NUMBER.fullmatch(text) or not 0 <= Fraction(text) <= 1:
        raise BadInput(say(N_('Write a credit from 0 to 1, as in "0.9", not "{given}".'), given=text))
    return Fraction(text)
