"""The tables of the desk as CSV and XLSX: the same rows as the page, nothing that runs, nothing that is not theirs."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from audit.services.table_exports import BATCH, Table, in_one
from audit.services.table_files import csv_pieces, workbook_pieces
from audit.store.models import Branch
from tests.web.sites import Browser, Site

TABLES = ("consistency", "branches", "standards", "visits")
EVIL = '=HYPERLINK("https://x.test")'


async def rows_of(browser: Browser, address: str) -> list[dict[str, str]]:
    answer = await browser.client.get(address)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


async def cells_of(browser: Browser, address: str) -> list[tuple[object, ...]]:
    answer = await browser.client.get(address)
    assert answer.status_code == 200, answer.text
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content), read_only=True).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("table", TABLES)
async def test_both_shapes_hold_the_same_rows(owner: Browser, table: str) -> None:
    plain = await rows_of(owner, f"/{table}.csv")
    head, *cells = await cells_of(owner, f"/{table}.xlsx")
    assert plain and list(plain[0]) == list(head)
    assert len(cells) == len(plain)
    assert [str(row[0]) for row in cells] == [row[str(head[0])] for row in plain]


@pytest.mark.parametrize("table", TABLES)
async def test_a_page_leads_to_its_table_and_keeps_the_filters(owner: Browser, table: str) -> None:
    page = await owner.get(f"/{table}?channel=in_person")
    [href] = [one["href"] for one in page.elements if f"/{table}.xlsx" in (one.get("href") or "")]
    assert "channel=in_person" in href
    assert (await cells_of(owner, href))[1:]


async def test_a_cell_is_a_standard_at_a_branch(owner: Browser) -> None:
    rows = {(row["standard"], row["branch"]): row for row in await rows_of(owner, "/consistency.csv")}
    drink = rows["drink", "sun"]
    assert (drink["visits"], drink["kept"], drink["share"]) == ("1", "0", "0.0")
    assert rows["drink", "noon"]["share"] == "1.0"


async def test_a_name_that_is_a_formula_is_only_a_name(owner: Browser) -> None:
    await Branch.filter(code="sun").update(name=EVIL)
    by_code = {row["branch"]: row["branch_name"] for row in await rows_of(owner, "/branches.csv")}
    assert by_code["sun"] == f"'{EVIL}"
    assert [row[1] for row in await cells_of(owner, "/branches.xlsx") if row[0] == "sun"] == [f"'{EVIL}"]


async def test_a_franchise_gets_its_own_branch_and_nicknames(site: Site, reader: Browser) -> None:
    assert [row["branch"] for row in await rows_of(reader, "/branches.csv")] == ["sun"]
    visits = await rows_of(reader, "/visits.csv")
    assert {row["branch"] for row in visits} == {"sun"} and "sun-back" not in {row["visit_id"] for row in visits}
    named = {row["visit_id"]: row["auditor"] for row in await rows_of(await site.signed_in("owner"), "/visits.csv")}
    assert all(row["auditor"] and row["auditor"] != named[row["visit_id"]] for row in visits)


async def test_a_manager_gets_their_region(manager: Browser) -> None:
    assert {row["branch"] for row in await rows_of(manager, "/consistency.csv")} == {"noon"}
    assert {row["branch"] for row in await rows_of(manager, "/visits.csv")} == {"noon", "nest"}


async def test_the_list_of_visits_can_be_narrowed(owner: Browser) -> None:
    assert {row["status"] for row in await rows_of(owner, "/visits.csv?state=review")} == {"submitted"}


async def test_what_makes_no_sense_is_said_before_a_file_begins(owner: Browser) -> None:
    for shape in ("csv", "xlsx"):
        page = await owner.get(f"/visits.{shape}?until=soon")
        assert page.status == 422 and "content-disposition" not in page.headers


async def test_a_table_without_rows_still_names_its_columns() -> None:
    table = Table("branches", ("branch", "visits"), in_one(()))
    assert b"".join([piece async for piece in csv_pieces(table)]) == b"branch,visits\r\n"
    body = b"".join([piece async for piece in workbook_pieces(Table("branches", ("branch", "visits"), in_one(())))])
    sheet = openpyxl.load_workbook(io.BytesIO(body)).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.rows] == [["branch", "visits"]]


async def test_a_long_table_comes_in_pieces() -> None:
    rows = [(f"b{number}", number) for number in range(BATCH)]

    async def batches():  # type: ignore[no-untyped-def] # three times the same
        for _ in range(3):
            yield rows

    pieces = [piece async for piece in csv_pieces(Table("branches", ("branch", "visits"), batches()))]
    assert len(pieces) == 4 and sum(piece.count(b"\r\n") for piece in pieces) == 3 * BATCH + 1
