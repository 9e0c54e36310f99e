"""A workbook as values: sheets, rows with their numbers, and cells that remember whether they were used."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audit.checklists.xlsforms.columns import Column, column_of

FIRST_ROW = 2  # the header is row 1


@dataclass(slots=True)
class Row:
    """One row that is not empty. `used` collects the headers that were taken; the others have to be reported."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    columns: Mapping[str, Column]
    used: set[str] = field(default_factory=set)

    def plain(self, base: str) -> str:
        """The cell of a column without a language, or "" where there is none."""
        for header, value in self.cells.items():
            if self.columns[header].base == base and self.columns[header].language is None:
                self.used.add(header)
                return value
        return ""

    def texts(self, base: str, own_language: str) -> dict[str, str]:
        """A text by language code; a column without a language holds the form's own."""
        found: dict[str, str] = {}
        for header, value in self.cells.items():
            column = self.columns[header]
            language = column.language or own_language
            if column.base == base and column.language != "" and language not in found:
                self.used.add(header)
                found[language] = value
        return found

    def leftover(self) -> list[tuple[str, str]]:
        """The columns that nothing has used, with their cells."""
        return [(header, value) for header, value in self.cells.items() if header not in self.used]


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    columns: Mapping[str, Column]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The three sheets that matter, and the names of the others. A sheet that is not there has no rows."""

    survey: Sheet
    choices: Sheet
    settings: Sheet
    other_sheets: tuple[str, ...]


def read_workbook(book: Mapping[str, object]) -> Workbook:
    """The workbook in what pyxform reads: for each sheet a list of rows, each a mapping from header to text."""
    names = book.get("sheet_names")
    known = {"survey", "choices", "settings"}
    others = tuple(name for name in _texts(names) if name.lower() not in known)
    if len(_texts(names)) == 1:  # a single sheet is the survey, whatever it is called
        others = ()
    return Workbook(_sheet(book, "survey"), _sheet(book, "choices"), _sheet(book, "settings"), others)


def _texts(names: object) -> list[str]:
    return [str(name) for name in names] if isinstance(names, list | tuple) else []


def _sheet(book: Mapping[str, object], name: str) -> Sheet:
    entries = book.get(name)
    rows = [row if isinstance(row, Mapping) else {} for row in entries] if isinstance(entries, list | tuple) else []
    columns = {header: column_of(header) for row in rows for header in _headers(row)}
    return Sheet(name, columns, tuple(_rows(name, rows, columns)))


def _headers(row: Mapping[object, object]) -> Iterable[str]:
    return (str(header) for header in row)


def _rows(name: str, rows: list[Mapping[object, object]], columns: Mapping[str, Column]) -> Iterable[Row]:
    for number, row in enumerate(rows, FIRST_ROW):
        cells = {str(header): str(value).strip() for header, value in row.items() if value is not None}
        filled = {header: value for header, value in cells.items() if value}
        if filled:
            yield Row(name, number, filled, columns)
