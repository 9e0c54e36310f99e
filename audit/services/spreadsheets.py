"""A checklist's workbook as a file: written with openpyxl, read with openpyxl."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from audit.checklists.model import Checklist
from audit.checklists.spreadsheets.reading import is_checklist_workbook
from audit.checklists.spreadsheets.tables import Cell
from audit.checklists.spreadsheets.writing import to_sheets
from audit.errors import N_, BadInput, say
from audit.services.xlsforms import BROKEN, broken, refuse_other_files

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

WIDEST = 60
MOST_ROWS = 20_000
MOST_COLUMNS = 200


def workbook_bytes(checklist: Checklist) -> bytes:
    """The .xlsx of a checklist: one sheet a table. Reading it again gives the same checklist."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.active)
    for name, rows in to_sheets(checklist).items():
        _fill(book.create_sheet(name), rows)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _fill(sheet: Worksheet, rows: list[list[Cell]]) -> None:
    from openpyxl.styles import Alignment, Font

    for row, values in enumerate(rows, 1):
        for column, value in enumerate(values, 1):
            if value is None:
                continue
            cell = sheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # a text that begins with = is a text, never a formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if row == 1:
                cell.font = Font(bold=True)
    sheet.freeze_panes = "A2"
    for column in sheet.columns:
        longest = max((len(str(cell.value)) for cell in column if cell.value is not None), default=0)
        sheet.column_dimensions[column[0].column_letter].width = min(longest + 2, WIDEST)


def find_sheets(data: bytes) -> Mapping[str, list[list[object]]] | None:
    """The rows of every sheet of a checklist's workbook; None where the workbook is another kind of form.

    Raises `BadInput` for a workbook that is broken or too large.
    """
    from openpyxl import load_workbook

    refuse_other_files(data)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and drop-down lists, which hold no checklist
            book = load_workbook(BytesIO(data), read_only=True, data_only=True)
            if not is_checklist_workbook(book.sheetnames):
                return None
            return {sheet.title: _rows(sheet) for sheet in book.worksheets}
    except BROKEN:
        raise broken() from None


def _rows(sheet: Worksheet) -> list[list[object]]:
    rows = [list(row) for row in islice(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), MOST_ROWS + 1)]
    if len(rows) > MOST_ROWS:
        raise BadInput(say(N_("Sheet {sheet} has more than {rows} rows."), sheet=sheet.title, rows=MOST_ROWS))
    return rows
