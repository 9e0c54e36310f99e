"""Rows of a sheet to entries of a document: what each column's cells become."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from audit.checklists.parsing.fields import shown
from audit.checklists.spreadsheets.rule_texts import NUMBER, Unreadable, read_rule_text
from audit.checklists.spreadsheets.tables import TABLES
from audit.errors import N_, Problem, say

Entry = dict[str, object]
IN_LANGUAGE = re.compile(r"(?P<column>\w+) ?\(\s*(?P<language>[A-Za-z0-9-]+)\s*\)")
FLAGS = {"yes": True, "true": True, "no": False, "false": False}


@dataclass(slots=True)
class Book:
    """What is wrong, and by the id of each entry the sheet and row it came from."""

    problems: list[Problem] = field(default_factory=list)
    rows: dict[int, tuple[str, int]] = field(default_factory=dict)

    def note(self, sheet: str, row: int, text: str, **values: object) -> None:
        self.problems.append(Problem(f"{shown(sheet)}:{row}", say(text, **values)))


def read_table(table: str, rows: Sequence[Sequence[object]], own: str, book: Book) -> list[Entry]:
    """The entries of a sheet, one for each row that is not empty; the first row has the headers."""
    if not rows:
        return []
    columns = _columns(table, rows[0], own, book)
    entries: list[Entry] = []
    for number, row in enumerate(rows[1:], 2):
        cells = {index: cell for index, cell in enumerate(row) if cell is not None and cell != ""}
        if not cells:
            continue
        entry: Entry = {}
        book.rows[id(entry)] = (table, number)
        entries.append(entry)
        for index, cell in cells.items():
            column, language = columns.get(index, ("", ""))
            if column:
                _put_cell(entry, TABLES[table][column], column, language, cell, book)
            elif index >= len(rows[0]) or not rows[0][index]:
                book.note(
                    table, number, N_("There is a cell in a column without a header: {cell}"), cell=shown(str(cell))
                )
    return entries


def _columns(table: str, headers: Sequence[object], own: str, book: Book) -> Mapping[int, tuple[str, str]]:
    """By index: the column of the table and the language, for each header that is known."""
    found: dict[int, tuple[str, str]] = {}
    for index, header in enumerate(headers):
        name = str(header or "").strip()
        match = IN_LANGUAGE.fullmatch(name)
        column, language = (match["column"], match["language"]) if match else (name, own)
        kind = TABLES[table].get(column)
        if name and (kind is None or (match is not None and kind != "text")):
            book.note(table, 1, N_("There is no column {column} on this sheet."), column=shown(name))
        elif (column, language) in found.values():
            book.note(table, 1, N_("Column {column} is there twice."), column=shown(name))
        elif name:
            found[index] = (column, language)
    return found


def _put_cell(entry: Entry, kind: str, column: str, language: str, cell: object, book: Book) -> None:
    if kind == "text":
        texts = entry.setdefault(column, {})
        assert isinstance(texts, dict)
        texts[language] = _text(cell)
        return
    try:
        entry[column] = READERS[kind](cell)
    except Unreadable as stopped:
        sheet, row = book.rows[id(entry)]
        book.note(
            sheet,
            row,
            N_("The condition in {column} cannot be read from here on: {part}"),
            column=column,
            part=shown(stopped.part),
        )


def _text(cell: object) -> object:
    """Words; a spreadsheet turns a word like 60 into a number by itself, and this turns it back."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return str(int(cell)) if float(cell).is_integer() else str(cell)


def _number(cell: object) -> object:
    """A number, also where the cell was formatted as text."""
    return Decimal(cell) if isinstance(cell, str) and NUMBER.fullmatch(cell) else cell


def _flag(cell: object) -> object:
    return FLAGS.get(cell.strip().lower(), cell) if isinstance(cell, str) else cell


def _words(cell: object) -> object:
    if not isinstance(cell, str):
        return [_text(cell)]
    if cell.startswith("["):
        try:
            return json.loads(cell)
        except (ValueError, RecursionError):
            return cell
    return [word.strip() for word in cell.split(";") if word.strip()]


def _rule(cell: object) -> object:
    return read_rule_text(str(cell))


READERS: Mapping[str, Callable[[object], object]] = {
    "word": _text,
    "number": _number,
    "cap": _number,
    "flag": _flag,
    "words": _words,
    "rule": _rule,
}
