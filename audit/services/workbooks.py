"""Counted visits as a workbook: the rows of the CSV, on as many sheets as they need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from audit.services.exports import COLUMNS, Cell, defused, standard_cells, standard_names, visit_cells
from audit.store import exports
from audit.store.exports import Batch
from audit.store.selections import Selection
from audit.store.sights import Sight

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_SHEET_ROWS = 1_048_576
NOT_IN_A_WORKBOOK = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
NUMBER = re.compile(r"(0|[1-9][0-9]{0,8})(\.[0-9]{1,6})?")


async def write_workbook(sight: Sight, selection: Selection, path: Path) -> None:
    """An .xlsx with the rows of the CSV; what does not fit on a sheet goes on the next."""
    from openpyxl import Workbook

    names = await standard_names()
    workbook = Workbook(write_only=True)
    sheet, used = new_sheet(workbook)
    async for batch in exports.each_batch(sight, selection, with_documents=False):
        for cells in workbook_rows(batch, names):
            if used == MOST_SHEET_ROWS:
                sheet, used = new_sheet(workbook)
            sheet.append(cells)
            used += 1
    workbook.save(path)


def new_sheet(workbook: Workbook) -> tuple[WriteOnlyWorksheet, int]:
    """A sheet with the header on it, and how many rows it has."""
    sheet = workbook.create_sheet(f"Visits {len(workbook.worksheets) + 1}")
    sheet.append(COLUMNS)
    return sheet, 1


def workbook_rows(batch: Batch, names: dict[int, str]) -> Iterator[list[Cell]]:
    """The rows of a batch."""
    for visit in batch.visits:
        head = [sheet_cell(cell) for cell in visit_cells(visit)]
        for outcome in batch.standards[visit.id]:
            yield [*head, *map(sheet_cell, standard_cells(outcome, names))]


def sheet_cell(cell: Cell) -> Cell:
    """A cell as a workbook keeps it: numbers as numbers, and texts without what no workbook may hold."""
    if not isinstance(cell, str):
        return cell
    return float(cell) if NUMBER.fullmatch(cell) else defused(NOT_IN_A_WORKBOOK.sub("", cell))
