"""A table of the desk as the bytes of a CSV or a workbook, piece by piece."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import AsyncIterator

from audit.services.exports import line
from audit.services.table_exports import Table
from audit.services.workbooks import MOST_SHEET_ROWS, sheet_cell

PIECE_BYTES = 64 * 1024


async def csv_pieces(table: Table) -> AsyncIterator[bytes]:
    """UTF-8 with a header row; pieces end at the end of a row."""
    yield line(table.columns).encode()
    async for rows in table.batches:
        yield "".join(map(line, rows)).encode()


async def workbook_pieces(table: Table) -> AsyncIterator[bytes]:
    """An .xlsx with the same rows, on as many sheets as they need; written to a file that has no name."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    sheet, used = None, MOST_SHEET_ROWS
    with tempfile.TemporaryFile() as file:
        async for rows in table.batches:
            for row in rows:
                if sheet is None or used == MOST_SHEET_ROWS:
                    sheet, used = workbook.create_sheet(f"{table.name} {len(workbook.worksheets) + 1}"), 1
                    sheet.append(table.columns)
                sheet.append([sheet_cell(cell) for cell in row])
                used += 1
        if sheet is None:
            workbook.create_sheet(table.name).append(table.columns)
        await asyncio.to_thread(workbook.save, file)
        file.seek(0)
        while piece := await asyncio.to_thread(file.read, PIECE_BYTES):
            yield piece
