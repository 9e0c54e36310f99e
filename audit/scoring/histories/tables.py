"""A CSV into columns of codes: each distinct value is kept once, each row holds its number.

A million rows are read in chunks through C loops of the standard library and numpy; nothing heavier
than a list lives for each row.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count, islice

import numpy as np

from audit.errors import N_, BadInput, Problem, say
from audit.scoring.histories.values import Ints

CHUNK_ROWS = 500
DELIMITERS = ",;"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the distinct texts, and for each row the number of its text."""

    names: tuple[str, ...]
    codes: Ints


class Texts:
    """Numbers the texts of a column in C loops: a text's number is the row on which it first came."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._rows = count()
        self._chunks: list[Ints] = [np.zeros(0, np.int64)]

    def take(self, texts: Sequence[str]) -> None:
        """The texts of the next rows."""
        self._chunks.append(np.fromiter(map(self._first.setdefault, texts, self._rows), np.int64, len(texts)))

    def column(self) -> Column:
        """What was taken; texts that differ in outer spaces only are the same."""
        rows = np.concatenate(self._chunks)
        texts = list(self._first)
        stripped = list(map(str.strip, texts))
        names = texts if stripped == texts else list(dict.fromkeys(stripped))
        number = np.zeros(len(rows), np.int64)
        firsts = np.fromiter(self._first.values(), np.int64, len(texts))
        if names is texts:
            number[firsts] = np.arange(len(texts))
        else:
            places = dict(zip(names, count(), strict=False))
            number[firsts] = np.fromiter(map(places.__getitem__, stripped), np.int64, len(texts))
        return Column(tuple(names), number[rows])


def read_table(text: str, wanted: Sequence[str], optional: Sequence[str]) -> dict[str, Column]:
    """The wanted columns of a CSV by header name; an optional one may be absent.

    Raises BadInput with line numbers for rows that do not fit the header, and for a missing column.
    """
    lines = _lines(text)
    delimiter, header = _header(lines, wanted)
    names = [*wanted, *(name for name in optional if name in header)]
    places = [header.index(name) for name in names]
    texts = [Texts() for _ in names]
    for rows in _chunks(lines, delimiter, len(header)):
        columns = list(zip(*rows, strict=True))
        for place, column in zip(places, texts, strict=True):
            column.take(columns[place])
    return {name: column.column() for name, column in zip(names, texts, strict=True)}


def line_numbers(text: str, rows: Sequence[int]) -> dict[int, int]:
    """The line of the file on which each of these rows (counted from 0, blank lines apart) begins.

    A second pass, made only when something is wrong: the quick pass does not count lines.
    """
    lines = _lines(text)
    reader = csv.reader(lines, delimiter=_delimiter(lines), strict=True)
    wanted, found, row, begins = set(rows), {}, -1, 1
    for fields in reader:
        if any(map(str.strip, fields)):
            if row in wanted:
                found[row] = begins
            row += 1
        begins = reader.line_num + 1
    return found


def _lines(text: str) -> list[str]:
    """The lines, with their ends where a quoted field may run over several of them."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [f"{line}\n" for line in plain] if '"' in text else plain


def _header(lines: Sequence[str], wanted: Sequence[str]) -> tuple[str, list[str]]:
    if not lines[0].strip():
        raise BadInput(say(N_("The file has no header row. Its first line names the columns.")))
    delimiter = _delimiter(lines)
    header = [name.strip() for name in next(_rows(lines, delimiter))]
    missing = [name for name in wanted if name not in header]
    if missing:
        text = N_("The file has no column {missing}. Its columns are: {columns}.")
        quoted = ", ".join(f'"{name}"' for name in missing)
        raise BadInput(say(text, missing=quoted, columns=", ".join(name for name in header if name)))
    twice = [name for name in wanted if header.count(name) > 1]
    if twice:
        raise BadInput(say(N_('The file has two columns named "{name}".'), name=twice[0]))
    return delimiter, header


def _delimiter(lines: Sequence[str]) -> str:
    """Comma or semicolon, whichever splits the header into more names."""
    return max(DELIMITERS, key=lambda sign: len(next(_rows(lines, sign))))


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter)


def _chunks(lines: Sequence[str], delimiter: str, width: int) -> Iterator[list[list[str]]]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        next(reader)
        while rows := list(islice(reader, CHUNK_ROWS)):
            filled = [row for row in rows if row and (row[0].strip() or any(map(str.strip, row)))]
            if set(map(len, filled)) - {width}:
                _refuse_ragged(lines, delimiter, width)
            if filled:
                yield filled
    except csv.Error as error:
        problem = Problem(f"line {_broken_line(lines, delimiter)}", say(N_("the quotes or separators do not add up.")))
        raise BadInput(say(N_("The file cannot be read as CSV; nothing was read.")), (problem,)) from error


def _broken_line(lines: Sequence[str], delimiter: str) -> int:
    """The line on which the row begins that cannot be read."""
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    begins = 1
    try:
        for _ in reader:
            begins = reader.line_num + 1
    except csv.Error:
        return begins
    return reader.line_num


def _refuse_ragged(lines: Sequence[str], delimiter: str, width: int) -> None:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    problems, begins = [], 1
    for fields in reader:
        if any(map(str.strip, fields)) and len(fields) != width:
            text = N_("has {have} fields where the header has {want}.")
            problems.append(Problem(f"line {begins}", say(text, have=len(fields), want=width)))
        begins = reader.line_num + 1
    raise refused(problems)


def refused(problems: Sequence[Problem], shown: int = 20) -> BadInput:
    """The first problems of many, and how many more there are."""
    more = len(problems) - shown
    rest = (Problem("", say(N_("and {more} more."), more=more)),) if more > 0 else ()
    return BadInput(say(N_("The file was not read: these lines need a look.")), (*problems[:shown], *rest))
