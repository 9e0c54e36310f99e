"""A checklist as an .xlsx file and back."""

import io
import json

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from openpyxl import load_workbook

from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.reading import from_sheets
from audit.cli import main
from audit.services.checklist_files import load_checklist
from audit.services.spreadsheets import find_sheets, workbook_bytes
from tests.checklists.random_checklists import checklists
from tests.checklists.samples import good


@settings(max_examples=25)
@given(checklists())
def test_a_workbook_keeps_everything(document):
    checklist = parse_checklist(document)
    assert from_sheets(find_sheets(workbook_bytes(checklist))) == checklist


TEXTS = [
    "=1+1",
    "+1",
    "@x",
    " spaces ",
    "line\nbreak\r\nand\ttab",
    "00123",
    "1e5",
    "TRUE",
    "_x0041_",
    "<b>&amp;",
    "'quoted",
    "😀",
    "#N/A",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_never_a_formula_nor_a_number(text):
    document = good(name=text)
    document["standards"][0]["source"] = text
    checklist = parse_checklist(document)
    data = workbook_bytes(checklist)
    assert from_sheets(find_sheets(data)) == checklist
    assert all(cell.data_type != "f" for sheet in load_workbook(io.BytesIO(data)) for row in sheet.rows for cell in row)


def test_a_file_is_checked_and_loaded(tmp_path):
    path = tmp_path / "salon.xlsx"
    path.write_bytes(workbook_bytes(parse_checklist(good())))
    assert load_checklist(path) == parse_checklist(good())
    done = CliRunner().invoke(main, ["checklist", "check", str(path)])
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "It can be published. Sections: 2. Items: 9. Languages: en, nl."


def test_a_file_with_a_problem_names_its_row(tmp_path):
    book = load_workbook(io.BytesIO(workbook_bytes(parse_checklist(good()))))
    book["items"]["A3"] = "nowhere"
    path = tmp_path / "salon.xlsx"
    book.save(path)
    done = CliRunner().invoke(main, ["checklist", "check", str(path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr == f"{path}: items:3: There is no section nowhere on the sheet sections.\n"


def test_a_sheet_with_too_many_rows(tmp_path):
    book = load_workbook(io.BytesIO(workbook_bytes(parse_checklist(good()))))
    book["items"]["A1048576"] = "far away"
    path = tmp_path / "salon.xlsx"
    book.save(path)
    done = CliRunner().invoke(main, ["checklist", "check", str(path)])
    assert done.stderr == f"{path}: Sheet items has more than 20000 rows.\n"


def test_a_version_goes_through_a_workbook_and_stays_the_same(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDIT_DATABASE", f"sqlite://{tmp_path}/audit.sqlite3")
    (tmp_path / "salon.json").write_text(json.dumps(good()))
    run = CliRunner().invoke
    first = run(main, ["checklist", "import", "salon.json", "--publish"])
    assert first.output == "Version 1 of the checklist salon-visit is published.\n"
    assert run(main, ["checklist", "export", "salon-visit", "-o", "salon.xlsx"]).exit_code == 0
    again = run(main, ["checklist", "import", "salon.xlsx", "--publish"])
    assert again.output == "Version 1 of the checklist salon-visit was published before.\n"
