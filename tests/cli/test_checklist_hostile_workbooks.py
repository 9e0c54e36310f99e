"""Workbooks that lie, swell, or hide cells from a reader: refused in one sentence, or every cell accounted for."""

import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from audit.cli import main

BROKEN = "This workbook is broken. Open it in a spreadsheet program, save it again and try that."
PLAIN = [["type", "name", "label"], ["text", "a", "A"], ["text", "b", "B"]]


def book(**sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def changed(data, name, change):
    """The same workbook with one of its parts written differently."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            text = old.read(part)
            new.writestr(part, change(text.decode()).encode() if part == name else text)
    return target.getvalue()


@pytest.fixture
def check(tmp_path):
    def run(data):
        path = tmp_path / "form.xlsx"
        path.write_bytes(data)
        done = CliRunner().invoke(main, ["checklist", "check", str(path), "--format", "json"])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return done.exit_code, json.loads(done.stdout), done.stderr.removeprefix(f"{path}: ").strip()

    return run


def left_out(report):
    return [f"{one['sheet']}:{one['row']}: {one['text']}" for one in report["left_out"]]


PASSED = "is left out, because its column has no header or it stands far from the rest"


def test_a_cell_below_no_header_is_left_out_by_name(check):
    code, report, _ = check(book(survey=[PLAIN[0], ["text", "a", "A", "a remark"]]))
    assert (code, left_out(report)) == (0, [f"survey:2: Cell D2 {PASSED}: a remark"])


def test_rows_after_a_long_gap_are_left_out_by_name(check):
    code, report, _ = check(book(survey=[*PLAIN, *([[]] * 80), ["text", "far", "Far"]]))
    assert (code, report["items"]) == (0, 2)
    words = (("A84", "text"), ("B84", "far"), ("C84", "Far"))
    assert left_out(report) == [f"survey:84: Cell {cell} {PASSED}: {word}" for cell, word in words]


def test_a_sheet_that_says_it_is_smaller_hides_nothing(check):
    lying = changed(
        book(survey=PLAIN), "xl/worksheets/sheet1.xml", lambda xml: xml.replace('ref="A1:C3"', 'ref="A1:C2"')
    )
    _, report, _ = check(lying)
    said = {one["row"] for part in ("taken", "left_out") for one in report[part] if one["sheet"] == "survey"}
    assert {2, 3} <= said


def test_a_formula_without_a_result_is_left_out_by_name(check):
    code, report, _ = check(book(survey=[PLAIN[0], ["text", "a", '=CONCAT("A","B")']]))
    assert code == 0
    assert 'survey:2: Cell C2 is left out: the file holds no result of its formula =CONCAT("A","B").' in left_out(
        report
    )


def test_two_sheets_that_differ_in_capitals_only(check):
    _, report, _ = check(
        changed(book(survey=PLAIN, other=PLAIN), "xl/workbook.xml", lambda xml: xml.replace('"other"', '"Survey"'))
    )
    assert "survey:1: There are two sheets called survey; this one is left out." in left_out(report)


@pytest.mark.parametrize(
    "header, problem",
    [
        ("label", "Two columns are called label."),
        (" label ", "Two columns are called label."),
        (2026, "2026 is no name for a column."),
    ],
)
def test_headers_that_tell_nothing_apart(check, header, problem):
    code, report, said = check(book(survey=[[*PLAIN[0], header], ["text", "a", "A", "B"]]))
    assert (code, said) == (1, f"survey:1: {problem}")
    assert [(one["sheet"], one["row"], one["text"]) for one in report["problems"]] == [("survey", 1, problem)]


def with_entity(definitions, name):
    """The sheet with a document type of its own, and a cell that uses what it defines."""
    return lambda xml: xml.replace("<worksheet", f"<!DOCTYPE x [{definitions}]><worksheet", 1).replace(
        "<t>A</t>", f"<t>&{name};</t>"
    )


def with_cell(cell):
    """The sheet with another cell C2."""
    return lambda xml: xml.replace('t="inlineStr"><is><t>A</t></is>', cell)


DOUBLING = f'<!ENTITY a "{"a" * 1000}">' + "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefg", "bcdefgh", strict=True)
)
HOSTILE = {
    "entities that multiply": with_entity(DOUBLING, "h"),
    "a file of ours": with_entity('<!ENTITY f SYSTEM "file:///etc/passwd">', "f"),
    "a string that is not there": with_cell('t="s"><v>99999</v>'),
    "a number that is none": with_cell('t="n"><v>five</v>'),
    "a row of no number": lambda xml: xml.replace('<row r="3"', '<row r="third"'),
    "a cell of no place": lambda xml: xml.replace('r="B3"', 'r="3B"'),
}


@pytest.mark.parametrize("harm", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_sheet_is_refused_in_a_sentence(check, harm):
    data = changed(book(survey=PLAIN), "xl/worksheets/sheet1.xml", harm)
    code, report, said = check(data)
    assert (code, said, report["ok"]) == (1, BROKEN, False)


def test_a_sheet_of_a_million_empty_rows_costs_nothing(check):
    last = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = changed(
        book(survey=PLAIN),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace("</sheetData>", last).replace("A1:C3", "A1:XFD1048576"),
    )
    code, report, _ = check(data)
    assert (code, report["items"]) == (0, 2)
    assert f"survey:1048576: Cell XFD1048576 {PASSED}: 1" in left_out(report)


def test_formulas_and_markup_stay_words(check):
    code, report, _ = check(book(survey=[PLAIN[0], ["text", "a", "<script>alert(1)</script> {b} %s"]]))
    assert (code, report["items"]) == (0, 1)


def test_problems_of_our_own_workbook_have_sheet_and_row(check):
    rows = {
        "checklist": [["key", "name", "language"], ["k", "K", "en"]],
        "bands": [["from", "name"], [5, "Low"]],
        "sections": [["key", "title"], ["s", "S"]],
        "items": [["section", "key", "kind", "text"], ["s", "a", "poem", "A"], ["nowhere", "b", "text", "B"]],
    }
    code, report, _ = check(book(**rows))
    assert code == 1
    assert ("items", 3) in {(one["sheet"], one["row"]) for one in report["problems"]}
    assert all(one["sheet"] and one["row"] for one in report["problems"])
