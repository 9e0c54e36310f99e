"""Every cell of a form's sheets as it stands in the file: what pyxform's reading passes over is found by comparing.

pyxform skips cells below no header, and everything after 60 empty rows or 20 empty columns; it believes the size a
sheet says it has, keeps the last of two headers that differ in spaces only, and cannot know a formula's result
where the file holds none.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from audit.checklists.findings import Finding
from audit.checklists.xlsforms.reports import quoted
from audit.errors import N_, BadInput, Problem, Sentence, say

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

READ = ("survey", "choices", "settings")
MOST_CELLS = 400_000
TOO_MANY = N_("Sheet {sheet} has more than {cells} cells.")
TWICE = N_("Two columns are called {column}.")
PASSED_OVER = N_("Cell {cell} is left out, because its column has no header or it stands far from the rest: {value}")
NO_HEADER = N_("{value} is no name for a column.")
NO_RESULT = N_("Cell {cell} is left out: the file holds no result of its formula {value}.")
OTHER_SHEET = N_("There are two sheets called {sheet}; this one is left out.")


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one sheet that are not empty, by row and column, both from 1."""

    name: str
    values: Mapping[tuple[int, int], object]

    def headers(self) -> dict[int, str]:
        """The first row as pyxform names its columns."""
        first = ((column, str(value)) for (row, column), value in self.values.items() if row == 1)
        return {column: re.sub(" +", " ", text.strip()) for column, text in first}


def read_cells(data: bytes) -> list[Cells]:
    """The sheets that make a form. Of a workbook with one sheet, that one is the survey. Raises whatever is broken."""
    from openpyxl import load_workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's, about styles and drop-down lists
        book = load_workbook(BytesIO(data), read_only=True)
        sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
        alone = len(book.sheetnames) == 1
        return [cells_of(sheet) for sheet in sheets if alone or sheet.title.lower() in READ]


def cells_of(sheet: ReadOnlyWorksheet) -> Cells:
    """The cells as they stand in the file, however large the sheet says it is."""
    from openpyxl.worksheet._reader import WorkSheetParser

    found: dict[tuple[int, int], object] = {}
    with sheet._get_source() as source:  # noqa: SLF001 - the rows that are there, without those that are not
        for _, row in WorkSheetParser(source, sheet._shared_strings).parse():  # noqa: SLF001
            for cell in row:
                if cell["value"] is not None and str(cell["value"]).strip():
                    found[cell["row"], cell["column"]] = cell["value"]
            if len(found) > MOST_CELLS:
                raise BadInput(say(TOO_MANY, sheet=sheet.title, cells=MOST_CELLS))
    return Cells(sheet.title, found)


def check_headers(sheets: list[Cells]) -> None:
    """Raise BadInput where columns of a sheet cannot be told by their headers: no reading would be the right one."""
    problems = []
    for sheet in sheets:
        names = list(sheet.headers().values())
        doubled = dict.fromkeys(name for name in names if names.count(name) > 1)
        problems += [Problem(f"{sheet.name}:1", say(TWICE, column=name)) for name in doubled]
        odd = [value for (row, _), value in sheet.values.items() if row == 1 and not isinstance(value, str)]
        problems += [Problem(f"{sheet.name}:1", say(NO_HEADER, value=value)) for value in odd]
    if problems:
        raise BadInput(problems[0].sentence, tuple(problems))


def passed_over(sheets: list[Cells], book: Mapping[str, object]) -> list[Finding]:
    """Every cell of the file that is not in what pyxform read of it."""
    names = [sheet.name for sheet in sheets]
    found = []
    for place, sheet in enumerate(sheets):
        read = sheet.name.lower() if sheet.name.lower() in READ else "survey"
        if any(other.lower() == sheet.name.lower() for other in names[place + 1 :]):
            found.append(Finding(say(OTHER_SHEET, sheet=sheet.name), sheet.name, 1))
            continue
        found += [Finding(sentence, read, row) for row, sentence in unread(sheet, book.get(read))]
    return found


def unread(sheet: Cells, rows: object) -> Iterator[tuple[int, Sentence]]:
    """The cells of one sheet that are not in its rows."""
    from openpyxl.utils import get_column_letter

    entries = rows if isinstance(rows, list) else []
    headers = sheet.headers()
    for (row, column), value in sorted(sheet.values.items()):
        entry = entries[row - 2] if 2 <= row < len(entries) + 2 else {}
        if row > 1 and not entry.get(headers.get(column, "")):
            has_no_result = isinstance(value, str) and value.startswith("=") and column in headers and bool(entry)
            text = NO_RESULT if has_no_result else PASSED_OVER
            yield row, say(text, cell=f"{get_column_letter(column)}{row}", value=quoted(str(value)))
