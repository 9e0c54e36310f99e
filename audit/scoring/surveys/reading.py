"""A survey as CSV, one row a guest: which branch, and a score on a stated scale. Strict: one bad line, nothing read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.scoring.histories.answers import AnswerReader, plain
from audit.scoring.histories.options import NOT_APPLICABLE_WORDS, NUMBER, HistoryOptions, Scale, fold
from audit.scoring.histories.tables import Column, line_numbers, read_table, refused
from audit.scoring.sums import NOBODY, ChainSums, Floats, Ints, KeptCells, ScoreCells, add_up

NO_BRANCH = say(N_("the branch is missing."))


@dataclass(frozen=True, slots=True)
class SurveyOptions:
    """The scale of the scores, and the names of the two columns; other columns are not looked at."""

    scale: Scale
    branch: str = "branch"
    score: str = "score"


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """Guests who gave a score: `branch` (position in `branches`) and `score` (points 0-100) by guest.

    `branches` are all of the file's; `silent` counts the guests whose score is empty or n/a.
    """

    branches: tuple[str, ...]
    branch: Ints
    score: Floats
    silent: int


def read_survey(text: str, options: SurveyOptions) -> Survey:
    """Read a survey. Raises BadInput with line numbers; then nothing was read."""
    read = read_table(text, [options.branch, options.score], [])
    branches, scores = read[options.branch], read[options.score]
    points, bad = _points(scores, options.scale)
    complaints = dict(bad)
    if "" in branches.names:
        complaints.update(dict.fromkeys(np.flatnonzero(branches.codes == branches.names.index("")).tolist(), NO_BRANCH))
    if complaints:
        rows = sorted(complaints)
        lines = line_numbers(text, rows)
        raise refused([Problem(f"line {lines[row]}", complaints[row]) for row in rows])
    by_guest = points[scores.codes]
    has_score = ~np.isnan(by_guest)
    return Survey(branches.names, branches.codes[has_score], by_guest[has_score], int((~has_score).sum()))


def _points(scores: Column, scale: Scale) -> tuple[Floats, Iterator[tuple[int, Sentence]]]:
    """By distinct text the points (not a number where nothing was said), and every row that cannot be read."""
    reader = AnswerReader(HistoryOptions(scale=scale))
    points, bad = np.full(len(scores.names), np.nan), {}
    for number, text in enumerate(scores.names):
        word = fold(text)
        if not word or word in NOT_APPLICABLE_WORDS:
            continue
        try:
            points[number] = 100 * float(_credit(reader, text, scale))
        except BadInput as error:
            bad[number] = error.sentence
    rows = np.flatnonzero(np.isin(scores.codes, list(bad))).tolist() if bad else []
    return points, ((row, bad[int(scores.codes[row])]) for row in rows)


def _credit(reader: AnswerReader, text: str, scale: Scale) -> float:
    credit = reader.credit("", text) if NUMBER.fullmatch(fold(text)) else None
    if credit is None:
        lowest, highest = sorted((scale.low, scale.high))
        sentence = N_('"{given}" is not a number on the scale from {lowest} to {highest}.')
        raise BadInput(say(sentence, given=text, lowest=plain(lowest), highest=plain(highest)))
    return float(credit)


def survey_sums_from(survey: Survey) -> ChainSums:
    """The sums of a survey, as of visits: each guest one, made by nobody in particular."""
    size = len(survey.branches)
    origin = float(survey.score.mean()) if len(survey.score) else 0.0
    off = survey.score - origin
    guests = np.bincount(survey.branch, minlength=size)
    heard = np.flatnonzero(guests)
    none = np.zeros(0, np.int64)
    return ChainSums(
        visits=len(survey.score),
        branches=survey.branches,
        branch_names=survey.branches,
        auditors=(),
        periods=("",),
        standards=(),
        first=None,
        last=None,
        scores=ScoreCells(
            branch=heard,
            auditor=np.full(len(heard), NOBODY),
            period=np.zeros(len(heard), np.int64),
            visits=guests[heard],
            total=add_up(survey.branch, off, size)[heard],
            squares=add_up(survey.branch, off * off, size)[heard],
            origin=origin,
        ),
        kept=KeptCells(none, none, none, none, none, none),
    )
