"""/checklist-files: a checklist file is looked at on the desk first, and becomes a draft when somebody says so."""

from __future__ import annotations

import json
from copy import deepcopy
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from audit.checklists.parsing import parse_checklist
from audit.errors import BadInput
from audit.services.checklist_readings import read_apart, unpack_finding
from audit.services.drafts import get_draft
from audit.services.spreadsheets import workbook_bytes
from audit.store import checklists
from tests.cast import DOCUMENT
from tests.queries import counted_queries
from tests.web.pages import Page
from tests.web.sites import Browser, Site

FILES = "/checklist-files"
SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORM = {
    "survey": [
        ["type", "name", "label", "hint", "constraint"],
        ["select_one yesno", "greeted", "Was the guest greeted?", "", ""],
        ["integer", "minutes", "How many minutes?", "", ". < 60"],
        ["audio", "sound", "Record it", "", ""],
    ],
    "choices": [["list_name", "name", "label"], ["yesno", "yes", "Yes"], ["yesno", "no", "No"]],
}


def changed(**fields: Any) -> dict[str, Any]:
    return {**deepcopy(DOCUMENT), **fields}


def xlsx(sheets: dict[str, list[list[str]]]) -> bytes:
    book, target = Workbook(), BytesIO()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(target)
    return target.getvalue()


def as_json(document: object) -> bytes:
    return json.dumps(document).encode()


async def send(browser: Browser, content: bytes, name: str = "visit.json") -> Page:
    return await browser.ask("POST", FILES, files={"file": (name, content, "application/octet-stream")})


async def looked_at(browser: Browser, content: bytes, name: str = "visit.json") -> tuple[Page, str]:
    """The report on a file that can be taken, and its address."""
    answer = await send(browser, content, name)
    return await browser.follow(answer), answer.headers["location"]


def rows(page: Page, title: str) -> list[list[str]]:
    """A list of the report: where, and what."""
    cells = [one for one in page.elements if one.name in ("th", "td") and one.get("scope") != "col"]
    inside = [one for one in cells if title in next(up for up in one.ancestors if up.name == "details").text[:20]]
    return [[place.text, said.text] for place, said in zip(inside[::2], inside[1::2], strict=True)]


async def test_a_form_is_reported_on_row_by_row_before_anything_is_written(owner: Browser) -> None:
    page, _ = await looked_at(owner, xlsx(FORM), "lobby.xlsx")
    assert page.heading == "lobby.xlsx can become a draft."
    assert "Nothing has been written yet." in page.words
    assert [place for place, _ in rows(page, "Left out")] == ["survey, row 3", "survey, row 4"]
    assert "not kept" in rows(page, "Left out")[1][1]
    assert [place for place, _ in rows(page, "Taken")][:2] == ["survey, row 2", "survey, row 3"]
    assert await checklists.find_checklist("lobby") is None


async def test_a_new_checklist_begins_as_the_file_says(owner: Browser) -> None:
    page, address = await looked_at(owner, xlsx(FORM), "lobby.xlsx")
    assert "There is no checklist with the key lobby yet" in page.words
    draft = await owner.follow(await owner.post(f"{address}/draft"))
    assert draft.heading == "Draft of lobby" and "The file is the draft now." in draft.words
    assert [item["key"] for item in (await get_draft("lobby")).document["sections"][0]["items"]] == [
        "greeted", "minutes"
    ]  # fmt: skip
    assert (await owner.get(address)).status == 404


@pytest.mark.parametrize("shape", ["json", "xlsx"])
async def test_what_was_downloaded_and_changed_becomes_the_draft(owner: Browser, shape: str) -> None:
    document = changed(name="Salon visit, shorter")
    content = as_json(document) if shape == "json" else workbook_bytes(parse_checklist(document))
    page, address = await looked_at(owner, content, f"visit.{shape}")
    assert "It becomes the draft of “Salon visit”, of which version 1 is the newest." in page.words
    assert "1 thing changed. Every trend continues." in page.words
    assert (await owner.post(f"{address}/draft")).status == 303
    draft = await get_draft("salon-visit")
    assert parse_checklist(draft.document) == parse_checklist(document) and draft.is_started
    row = await checklists.find_checklist("salon-visit")
    assert row is not None and row.name["en"] == "Salon visit"  # until it is published


async def test_the_same_again_is_nothing_to_do(owner: Browser) -> None:
    version = await checklists.get_version("salon-visit")
    page, _ = await looked_at(owner, as_json(dict(version.document)))
    assert "This is what version 1 of “Salon visit” says already" in page.words
    assert not page.all("form", action=f"{FILES}/1/draft")


async def test_a_draft_is_replaced_only_when_somebody_says_so_and_can_be_brought_back(owner: Browser) -> None:
    await owner.post("/checklists/salon-visit/draft", {"do": "add_section", "title": "Mine"})
    mine = (await get_draft("salon-visit")).document
    page, address = await looked_at(owner, as_json(changed(name="Theirs")))
    assert "has a draft that says something else" in page.words
    seen = page.one("input", name="seen")["value"]
    for form in ({}, {"seen": seen}, {"seen": "another", "replace": "yes"}):
        refused = await owner.post(f"{address}/draft", form)
        assert (refused.status, refused.heading) == (409, "visit.json can become a draft.")
    assert (await get_draft("salon-visit")).document == mine
    assert (await owner.post(f"{address}/draft", {"seen": seen, "replace": "yes"})).status == 303
    assert (await get_draft("salon-visit")).document["name"] == "Theirs"
    await owner.post("/checklists/salon-visit/draft/undoing", {"do": "undo"})
    assert (await get_draft("salon-visit")).document == mine


async def test_a_file_that_cannot_be_taken_says_why_at_its_places(owner: Browser) -> None:
    wrong = changed()
    wrong["sections"][0]["items"][0]["limit"] = 1
    page = await send(owner, as_json(wrong))
    assert (page.status, page.heading) == (422, "visit.json cannot become a checklist.")
    assert rows(page, "Problems")[0][0] == "sections[0].items[0].limit"


def two_headers() -> bytes:
    return xlsx({"survey": [["type", "name", "label", "label"], ["text", "a", "A", "B"]]})


@pytest.mark.parametrize(
    "content, name, said",
    [
        (b"{", "a.json", "This is not JSON"),
        (b"\xff\xfe\x00", "a.json", "This is not UTF-8 text"),
        (b"[" * 200_000, "a.json", "nested too deeply"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 600, "old.xls", "This is an old .xls workbook"),
        (b"PK\x03\x04 and no more", "broken.xlsx", "This workbook is broken."),
        (two_headers(), "twice.xlsx", "Two columns are called label."),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>.json", "This is not JSON"),
    ],
)
async def test_what_is_no_checklist_is_refused_in_a_sentence(
    owner: Browser, content: bytes, name: str, said: str
) -> None:
    page = await send(owner, content, name)
    assert page.status == 422
    assert said in rows(page, "Problems")[0][1]


async def test_no_file_and_too_much_of_one(owner: Browser) -> None:
    for answer, status, said in (
        (await owner.post(FILES, {"file": "x"}), 422, "Choose a file first."),
        (await send(owner, b""), 422, "Choose a file first."),
        (await send(owner, b" " * (8 * 1024 * 1024 + 1)), 413, "The file is larger than 8 MB."),
    ):
        assert (answer.status, answer.one("p", role="alert").text) == (status, said)


@pytest.mark.parametrize("rows", [60_000, 1_500_000])
async def test_a_workbook_that_takes_too_long_is_stopped(rows: int) -> None:
    """Small as a file, and much to read: every row a question, or none of them anything."""
    empty = rows > 100_000
    line = "<row r='{0}'/>" if empty else "<row r='{0}'>" + cell("A{0}", "text") + cell("B{0}", "n{0}") + "</row>"
    head = "<row r='1'>" + cell("A1", "type") + cell("B1", "name") + "</row>"
    data = with_sheet(head + "".join(line.format(number + 2) for number in range(rows)))
    with pytest.raises(BadInput, match="so it was stopped"):
        read_apart("bomb.xlsx", data, seconds=2)


async def test_more_items_than_a_builder_can_hold_are_refused() -> None:
    items = [{"key": f"i{number}", "kind": "note", "text": "x"} for number in range(5001)]
    reading = read_apart("many.json", as_json(changed(sections=[{"key": "s", "title": "S", "items": items}])))
    assert reading.document is None
    assert "at most 5000 items" in str(unpack_finding(reading.findings["problems"][0]).sentence)


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_sheet(lines: str) -> bytes:
    """A form's workbook with other lines in its only sheet."""
    target = BytesIO()
    with ZipFile(BytesIO(xlsx({"survey": [["type"]]}))) as book, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for name in book.namelist():
            sheet = f"<worksheet xmlns='{SPREADSHEET}'><sheetData>{lines}</sheetData></worksheet>"
            made.writestr(name, sheet if name == "xl/worksheets/sheet1.xml" else book.read(name))
    return target.getvalue()


async def test_a_report_shows_so_many_lines_and_says_how_many_more(owner: Browser) -> None:
    many = {**FORM, "survey": [*FORM["survey"], *(["audio", f"c{n}", "Code", "", ""] for n in range(600))]}
    page, _ = await looked_at(owner, xlsx(many), "lobby.xlsx")
    assert len(rows(page, "Left out")) == 500
    assert "And 102 more" in page.words


async def test_only_whoever_chose_a_file_sees_it_and_another_one_takes_its_place(site: Site) -> None:
    owner, manager = await site.signed_in("owner"), await site.signed_in("manager")
    _, first = await looked_at(owner, as_json(changed(name="One")))
    _, second = await looked_at(owner, as_json(changed(name="Two")))
    assert (await owner.get(first)).status == 404
    for browser in (manager, await site.signed_in("reader"), await site.signed_in("ann")):
        assert (await browser.get(second)).status == 404
        assert (await browser.post(f"{second}/draft")).status == 404
        assert (await send(browser, b"{}")).status == 404


async def test_the_report_asks_as_often_for_many_rows_as_for_few(owner: Browser) -> None:
    counts = []
    for length in (1, 200):
        survey = [*FORM["survey"], *(["text", f"t{n}", "Text", "", ""] for n in range(length))]
        _, address = await looked_at(owner, xlsx({**FORM, "survey": survey}), "lobby.xlsx")
        async with counted_queries() as queries:
            await owner.get(address)
        counts.append(len(queries))
    assert counts[0] == counts[1]


async def test_the_list_of_checklists_takes_a_file(owner: Browser, manager: Browser) -> None:
    assert (await owner.get("/checklists")).all("form", action=FILES)
    assert not (await manager.get("/checklists")).all("form", action=FILES)
    assert (await owner.get(FILES)).heading == "A checklist from a file"
