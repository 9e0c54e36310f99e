"""A long CSV into a History, or a refusal that names every line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

import numpy as np

from audit.errors import N_, BadInput, Problem, Sentence, say
from audit.scoring.histories.answers import AnswerReader, QuickReader
from audit.scoring.histories.options import Columns, HistoryOptions
from audit.scoring.histories.tables import Column, line_numbers, read_table, refused
from audit.scoring.histories.values import Flags, History, Ints

Complaint = tuple[int, Sentence]
"""What is wrong with a row (counted from 0)."""


def read_history(text: str, options: HistoryOptions | None = None) -> History:
    """Read a long CSV of visits. Raises BadInput with line numbers; then nothing was read."""
    chosen = options or HistoryOptions()
    table = _choose(_columns(text, chosen.columns), chosen)
    rows = table.pop("row").codes
    readings, complaints = _read_answers(table["standard"], table["answer"], chosen)
    days, day_complaints = _read_days(table["date"], chosen.date_format)
    table["date"] = _by_day(table["date"], days)
    complaints = [*complaints, *day_complaints, *_empty_fields(table), *_conflicts(table, rows, text)]
    if complaints:
        raise _refusal(text, [(int(rows[row]), sentence) for row, sentence in complaints])
    return _history(table, days, readings)


def _columns(text: str, columns: Columns) -> dict[str, Column]:
    wanted = [columns.visit, columns.branch, columns.date, columns.standard, columns.answer]
    if columns.period is not None:
        wanted.append(columns.period)
    is_auditor_named = columns.auditor != Columns().auditor
    read = read_table(text, [*wanted, columns.auditor] if is_auditor_named else wanted, [columns.auditor])
    count = len(read[columns.visit].codes)
    table = {
        "visit": read[columns.visit],
        "branch": read[columns.branch],
        "auditor": read.get(columns.auditor, Column(("",), np.zeros(count, np.int64))),
        "date": read[columns.date],
        "standard": read[columns.standard],
        "answer": read[columns.answer],
        "row": Column((), np.arange(count)),
    }
    if columns.period is not None:
        table["period"] = read[columns.period]
    return table


def _choose(table: dict[str, Column], options: HistoryOptions) -> dict[str, Column]:
    """Only the rows of the chosen standards."""
    names = table["standard"].names
    unknown = [name for name in (*options.only, *options.skip, *options.scales) if name not in names]
    if unknown:
        listed = ", ".join(f'"{name}"' for name in names[:12])
        text = N_('There is no standard "{name}" in this file. Its standards are: {listed}.')
        raise BadInput(say(text, name=unknown[0], listed=listed))
    chosen = [(not options.only or name in options.only) and name not in options.skip for name in names]
    is_chosen = np.array(chosen, dtype=bool)[table["standard"].codes]
    return {name: Column(column.names, column.codes[is_chosen]) for name, column in table.items()}


def _read_answers(
    standards: Column, answers: Column, options: HistoryOptions
) -> tuple[tuple[Ints, list[tuple[str, int, float, bool]]], list[Complaint]]:
    """Each distinct (standard, answer) once: the rows' reading numbers, the readings, the complaints."""
    pairs = standards.codes * max(1, len(answers.names)) + answers.codes
    distinct, row_reading = np.unique(pairs, return_inverse=True)
    reader = QuickReader(AnswerReader(options))
    readings: list[tuple[str, int, float, bool]] = []
    bad: dict[int, Sentence] = {}
    for number, pair in enumerate(distinct.tolist()):
        standard, answer = divmod(pair, len(answers.names))
        try:
            readings.append((answers.names[answer], *reader.read(standards.names[standard], answers.names[answer])))
        except BadInput as error:
            bad[number] = error.sentence
            readings.append(("", 0, 0.0, False))
    return (row_reading, readings), _rows_of(row_reading, bad)


def _read_days(dates: Column, date_format: str | None) -> tuple[list[date], list[Complaint]]:
    days, bad = [], {}
    for number, text in enumerate(dates.names):
        day = _day(text, date_format)
        days.append(day or date.min)
        if day is None:
            bad[number] = say(N_('"{given}" is not a date.'), given=text) if text else say(N_("the date is missing."))
    return days, _rows_of(dates.codes, bad)


def _by_day(dates: Column, days: list[date]) -> Column:
    """Times of one day are one date: rows of a visit may each carry their own time."""
    first = {day: number for number, day in reversed(list(enumerate(days)))}
    return Column(dates.names, np.array([first[day] for day in days], dtype=np.int64)[dates.codes])


def _day(text: str, date_format: str | None) -> date | None:
    try:
        if date_format is not None:
            return datetime.strptime(text, date_format).replace(tzinfo=UTC).date()
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _rows_of(codes: Ints, bad: Mapping[int, Sentence]) -> list[Complaint]:
    """Every row whose code is among the bad ones."""
    if not bad:
        return []
    rows = np.flatnonzero(np.isin(codes, list(bad)))
    return [(int(row), bad[int(codes[row])]) for row in rows]


def _empty_fields(table: Mapping[str, Column]) -> Iterable[Complaint]:
    sentences = {
        "visit": say(N_("the visit has no id.")),
        "branch": say(N_("the branch is missing.")),
        "standard": say(N_("the standard is missing.")),
        "period": say(N_("the period is missing.")),
    }
    for name, sentence in sentences.items():
        column = table.get(name)
        if column is not None and "" in column.names:
            yield from _rows_of(column.codes, {column.names.index(""): sentence})


def _conflicts(table: Mapping[str, Column], rows: Ints, text: str) -> list[Complaint]:
    """Two answers to one standard, or two branches, auditors, dates or periods, within one visit."""
    visits, standards = table["visit"].codes, table["standard"].codes
    first = _first_rows(visits * max(1, len(table["standard"].names)) + standards)
    found = [("answer", row, int(first[row])) for row in np.flatnonzero(first != np.arange(len(first))).tolist()]
    first_of_visit = _first_rows(visits)
    for name in ("branch", "auditor", "date", "period"):
        if name in table:
            codes = table[name].codes
            differing = np.flatnonzero(codes != codes[first_of_visit])
            found += [(name, row, int(first_of_visit[row])) for row in differing.tolist()]
    if not found:
        return []
    lines = line_numbers(text, [int(rows[other]) for _, _, other in found])
    return [(row, _conflict(table, name, row, other, lines[int(rows[other])])) for name, row, other in found]


def _first_rows(codes: Ints) -> Ints:
    """For each row the first row with the same code."""
    _, first, inverse = np.unique(codes, return_index=True, return_inverse=True)
    return first[inverse]


def _conflict(table: Mapping[str, Column], name: str, row: int, other: int, line: int) -> Sentence:
    visit = table["visit"].names[table["visit"].codes[row]]
    texts = {
        "answer": N_('visit "{visit}" already has an answer for "{standard}", on line {line}.'),
        "branch": N_('visit "{visit}" is at branch "{here}" here and at "{there}" on line {line}.'),
        "auditor": N_('visit "{visit}" is by auditor "{here}" here and by "{there}" on line {line}.'),
        "date": N_('visit "{visit}" has the date "{here}" here and "{there}" on line {line}.'),
        "period": N_('visit "{visit}" has the period "{here}" here and "{there}" on line {line}.'),
    }
    standard = table["standard"].names[table["standard"].codes[row]]
    column = table["standard" if name == "answer" else name]
    here, there = column.names[column.codes[row]], column.names[column.codes[other]]
    return say(texts[name], visit=visit, standard=standard, here=here, there=there, line=line)


def _refusal(text: str, complaints: list[Complaint]) -> BadInput:
    ordered = sorted(complaints, key=lambda complaint: complaint[0])
    lines = line_numbers(text, [row for row, _ in ordered])
    return refused([Problem(f"line {lines[row]}", sentence) for row, sentence in ordered])


def _history(
    table: Mapping[str, Column], days: list[date], readings: tuple[Ints, list[tuple[str, int, float, bool]]]
) -> History:
    visits, first, row_visit = np.unique(table["visit"].codes, return_index=True, return_inverse=True)
    branches, visit_branch = _kept_names(table["branch"], first)
    auditors, visit_auditor = _kept_names(table["auditor"], first)
    standards, row_standard = _kept_names(table["standard"])
    periods, visit_period = _periods(table, first, days)
    texts, states, credit, kept = zip(*readings[1], strict=True) if readings[1] else ((), (), (), ())
    return History(
        visits=tuple(map(table["visit"].names.__getitem__, visits.tolist())),
        branches=branches,
        auditors=tuple(name for name in auditors if name),
        periods=periods,
        standards=standards,
        visit_branch=visit_branch,
        visit_auditor=_without_nobody(auditors, visit_auditor),
        visit_period=visit_period,
        visit_day=tuple(map(days.__getitem__, table["date"].codes[first].tolist())),
        row_visit=row_visit,
        row_standard=row_standard,
        row_reading=readings[0],
        reading_text=texts,
        reading_state=np.array(states, dtype=np.int64),
        reading_credit=np.array(credit, dtype=np.float64),
        reading_kept=np.array(kept, dtype=bool),
    )


def _kept_names(column: Column, rows: Ints | None = None) -> tuple[tuple[str, ...], Ints]:
    """The names that occur in the chosen rows, and the rows' numbers among them."""
    codes, numbers = np.unique(column.codes if rows is None else column.codes[rows], return_inverse=True)
    return tuple(column.names[code] for code in codes), numbers


def _periods(table: Mapping[str, Column], first: Ints, days: Sequence[date]) -> tuple[tuple[str, ...], Ints]:
    """The periods by name, and each visit's: a column's, else the calendar months."""
    if "period" in table:
        return _kept_names(table["period"], first)
    months = Column(tuple(day.isoformat()[:7] for day in days), table["date"].codes)
    names = tuple(sorted({months.names[code] for code in np.unique(months.codes)}))
    numbers = np.array([names.index(month) if month in names else -1 for month in months.names], dtype=np.int64)
    return names, numbers[months.codes[first]]


def _without_nobody(auditors: tuple[str, ...], numbers: Ints) -> Ints:
    """Numbers among the named auditors; -1 where the name was empty."""
    is_named: Flags = np.array([bool(name) for name in auditors], dtype=bool)
    renumbered = np.where(is_named, np.cumsum(is_named) - 1, -1).astype(np.int64)
    return renumbered[numbers] if len(auditors) else numbers
