"""What `audit analyse` can put beside the analysis: an overall score's shares, and a survey of guests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from audit.errors import N_, Sentence, say_count

if TYPE_CHECKING:
    from audit.scoring.analysis import Analysis, Paragraph
    from audit.scoring.histories import History
    from audit.scoring.surveys import Survey, SurveyOptions

SEED = 20_041_904
SILENT = (
    N_("{count} guest of the survey gave no score and does not count."),
    N_("{count} guests of the survey gave no score and do not count."),
)

BESIDE_OPTIONS = (
    click.option("--overall", metavar="STANDARD", help="Say which standards go with this one, the whole experience."),
    click.option("--survey", type=click.File("rb"), metavar="FILE", help="A CSV of guests to set beside the visits."),
    click.option("--survey-scale", metavar="LOW:HIGH", help="The scale of the survey's scores."),
    click.option("--survey-branch", metavar="COL", default="branch", show_default=True, help="The survey's branch."),
    click.option("--survey-score", metavar="COL", default="score", show_default=True, help="The survey's score."),
)


@dataclass(frozen=True, slots=True)
class Part:
    """One more part of the output: its key in the JSON, its document, and its paragraph."""

    key: str
    document: dict[str, object]
    paragraph: Paragraph


def beside_options(decorated: Any) -> Any:
    """The options of the parts."""
    for option in reversed(BESIDE_OPTIONS):
        decorated = option(decorated)
    return decorated


def survey_options_from(ctx: click.Context, given: dict[str, Any]) -> SurveyOptions | None:
    """How to read the survey; wrong usage where an option has nothing to be about, or the scale is not said."""
    from audit.cli.analyse import taken
    from audit.scoring.histories import read_scale
    from audit.scoring.surveys import SurveyOptions

    if given["output"] is not None and (given["overall"] is not None or given["survey"] is not None):
        raise click.UsageError("--overall and --survey are told as text or JSON; the report of -o has neither.", ctx)
    if (given["survey"] is None) != (given["survey_scale"] is None):
        raise click.UsageError("--survey and --survey-scale belong together, as in --survey-scale 0:10.", ctx)
    if given["survey"] is None:
        return None
    scale = taken(ctx, "--survey-scale", read_scale, given["survey_scale"])
    return SurveyOptions(scale, given["survey_branch"], given["survey_score"])


def read_beside(given: dict[str, Any], options: SurveyOptions | None) -> Survey | None:
    """The survey, if there is one."""
    from audit.scoring.histories import decode
    from audit.scoring.surveys import read_survey

    return read_survey(decode(given["survey"].read()), options) if options is not None else None


def parts(history: History, analysis: Analysis, overall: str | None, survey: Survey | None) -> Iterator[Part]:
    """The parts that were asked for. Random draws begin at the same place every time."""
    from audit.scoring.draws import seeded

    if overall is not None:
        from audit.scoring.drivers import drivers, drivers_document, tell_drivers

        shares = drivers(history, overall, seeded(SEED))
        yield Part("drivers", drivers_document(shares), tell_drivers(shares))
    if survey is not None:
        from audit.scoring.analysis import AnalysisOptions, Model, analyse
        from audit.scoring.surveys import beside_survey, survey_document, survey_sums_from, tell_survey

        guests = analyse(survey_sums_from(survey), AnalysisOptions(Model(has_auditor=False)))
        found = beside_survey(analysis, guests, seeded(SEED))
        yield Part("survey", survey_document(found), tell_survey(found))


def remarks_on_survey(survey: Survey | None) -> Iterator[Sentence]:
    """What to know about how the survey was read."""
    if survey is not None and survey.silent:
        yield say_count(*SILENT, survey.silent)
