"""Visits go out whole, readable by our own commands again, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.scoring.histories import HistoryOptions, Scale
from audit.services import exports
from audit.services.exports import COLUMNS, export_csv, export_lines
from audit.services.imports import ImportOptions, import_visits
from audit.services.workbooks import write_workbook
from audit.store import exports as stored_exports
from audit.store import people, sums
from audit.store.connections import writer
from audit.store.raw import run
from audit.store.selections import Selection
from audit.store.sights import WHOLE_CHAIN, Sight
from tests.cast import NOW, Cast
from tests.services.test_imports import FILE, HALVES

ALL = Selection()


async def filled(cast: Cast) -> None:
    await import_visits(FILE.encode(), ImportOptions(HALVES), NOW)


async def csv_rows(sight: Sight = WHOLE_CHAIN, selection: Selection = ALL) -> list[dict[str, str]]:
    data = b"".join([piece async for piece in export_csv(sight, selection)])
    return list(csv.DictReader(io.StringIO(data.decode(), newline="")))


async def test_a_row_for_each_visit_and_standard(cast: Cast) -> None:
    await filled(cast)
    rows = await csv_rows()
    columns = ("branch", "auditor", "date", "standard", "answer", "state")
    assert [tuple(row[column] for column in columns) for row in rows] == [
        ("noon", "Bea", "2026-01-05", "Greeted", "1", "counted"),
        ("noon", "Bea", "2026-01-05", "Drink", "n/a", "not_applicable"),
        ("Mill", "Bea", "2026-02-01", "Greeted", "0.5", "counted"),
        ("Mill", "Bea", "2026-02-01", "Drink", "1", "counted"),
        ("noon", "", "2026-02-28", "Greeted", "0", "counted"),
        ("noon", "", "2026-02-28", "Drink", "", "unanswered"),
    ]  # fmt: skip
    assert {row["percent"] for row in rows} == {"100", "75", "0"}


async def test_what_went_out_comes_in_the_same(cast: Cast) -> None:
    await filled(cast)
    before = {
        (one.branch_id, one.standard_id, one.counted, one.kept)
        for one in await sums.list_standard_sums(WHOLE_CHAIN, ALL)
    }
    data = b"".join([piece async for piece in export_csv(WHOLE_CHAIN, ALL)])
    options = ImportOptions(HistoryOptions(scale=Scale(0, 1)), checklist="again")  # type: ignore[arg-type]
    await import_visits(data, options, NOW)
    assert await cells(Selection(checklist="again")) == before


async def cells(selection: Selection) -> set[tuple[int, int, int, int]]:
    found = await sums.list_standard_sums(WHOLE_CHAIN, selection)
    return {(one.branch_id, one.standard_id, one.counted, one.kept) for one in found}


async def test_only_the_days_that_were_asked_for(cast: Cast) -> None:
    await filled(cast)
    rows = await csv_rows(selection=Selection(since=date(2026, 2, 1), until=date(2026, 2, 1)))
    assert {row["date"] for row in rows} == {"2026-02-01"}


async def test_only_what_somebody_may_see(cast: Cast) -> None:
    await import_visits(FILE.replace("Mill", "sun").encode(), ImportOptions(HALVES), NOW)
    assert {row["branch"] for row in await csv_rows(await cast.sight("manager"))} == {"noon"}
    assert await csv_rows(await cast.sight("stranger")) == []
    shown = await csv_rows(await cast.sight("reader"))
    assert {(row["branch"], row["auditor"]) for row in shown} == {("sun", "Auditor 7")}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1"])
async def test_no_cell_is_run_as_a_formula(cast: Cast, text: str, tmp_path: Path) -> None:
    await filled(cast)
    await run(writer(), "UPDATE branch SET name = $1", [text])
    assert {row["branch_name"] for row in await csv_rows()} == {f"'{text}"}
    await write_workbook(WHOLE_CHAIN, ALL, tmp_path / "visits.xlsx")
    sheet = load_workbook(tmp_path / "visits.xlsx").worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row} <= {"s", "n", "inlineStr"}


async def test_the_workbook_has_the_rows_of_the_csv(
    cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await filled(cast)
    monkeypatch.setattr("audit.services.workbooks.MOST_SHEET_ROWS", 4)
    await write_workbook(WHOLE_CHAIN, ALL, tmp_path / "visits.xlsx")
    book = load_workbook(tmp_path / "visits.xlsx")
    rows = [row for sheet in book.worksheets for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert [len(list(sheet.rows)) for sheet in book.worksheets] == [4, 4]
    assert [row[COLUMNS.index("answer")] for row in rows] == [1, "n/a", 0.5, 1, 0, None]
    assert [row[COLUMNS.index("percent")] for row in rows] == [100, 100, 75, 75, 0, 0]


async def test_json_lines_hold_everything(cast: Cast) -> None:
    await filled(cast)
    data = b"".join([piece async for piece in export_lines(WHOLE_CHAIN, ALL)])
    first, *others = [json.loads(line) for line in data.splitlines()]
    assert len(others) == 2
    assert first["answers"] == {"s001": {"value": 2}, "s002": {"value": "na"}}
    assert (first["score"]["percent"], first["checklist"]) == ("100.000000", {"key": "history", "version": 1})


async def test_many_visits_come_in_batches_each_once(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [f"v{number},noon,,2026-01-{1 + number % 3:02},Greeted,yes" for number in range(50)]
    text = "\n".join(["visit_id,branch,auditor,date,standard,answer", *rows])
    await import_visits(text.encode(), ImportOptions(HALVES), NOW)
    monkeypatch.setattr(stored_exports, "FIRST_BATCH", 3)
    monkeypatch.setattr(stored_exports, "BATCH", 7)
    pieces = [piece async for piece in export_csv(WHOLE_CHAIN, ALL)]
    assert len(pieces) == 1 + 1 + 7
    found = [row["visit_id"] for row in await csv_rows()]
    assert len(found) == len(set(found)) == 50


async def test_nothing_to_export_is_a_header(cast: Cast) -> None:
    assert b"".join([piece async for piece in export_csv(WHOLE_CHAIN, ALL)]).decode() == ",".join(COLUMNS) + "\r\n"
    assert await people.count_people() == 6


@pytest.mark.parametrize(
    "millionths, text", [(0, "0"), (1_000_000, "1"), (750_000, "0.75"), (87_500_000, "87.5"), (1, "0.000001")]
)
def test_decimals(millionths: int, text: str) -> None:
    assert exports.decimals(millionths) == text
