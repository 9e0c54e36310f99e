"""`audit checklist check FILE.xlsx`: real workbooks, good and broken."""

import io
import json
import zipfile

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from audit.cli import main
from audit.errors import BadInput
from audit.services.checklist_files import load_checklist

SURVEY = [
    ["type", "name", "label::English (en)", "label::Nederlands (nl)", "hint", "required", "relevant", "appearance"],
    ["select_one yn", "open", "Open?", "Open?", None, "yes", None, None],
    [],
    ["begin_group", "inside", "Inside", "Binnen", None, None, "${open} = 'yes'", None],
    ["integer", "guests", "Guests", "Gasten", "Count them.", True, None, None],
    ["select_one colour", "wall", "Colour", "Kleur", None, None, "${guests} > 2", "minimal"],
    ["geopoint", "where", "Where", "Waar", None, None, None, None],
    ["end_group", None, None, None, None, None, None, None],
    ["range", "stars", "Stars", "Sterren", None, None, None, None],
]
CHOICES = [
    ["list_name", "name", "label::English (en)", "label::Nederlands (nl)"],
    ["yn", "yes", "Yes", "Ja"],
    ["yn", "no", "No", "Nee"],
    ["colour", 1, "Red", "Rood"],
    ["colour", 2.0, "Blue", "Blauw"],
]
SETTINGS = [["form_title", "form_id"], ["Branch visit", "branch-visit"]]
REPORT_KEYS = ["ok", "items", "sections", "languages", "taken", "changed", "left_out", "problems"]


def workbook(path, **sheets):
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def form(tmp_path):
    return workbook(tmp_path / "form.xlsx", survey=SURVEY, choices=CHOICES, settings=SETTINGS)


def check(path, *options):
    return CliRunner().invoke(main, ["checklist", "check", str(path), *options])


def report(path):
    done = check(path, "--format", "json")
    found = json.loads(done.stdout)
    assert list(found) == REPORT_KEYS
    assert found["ok"] is (done.exit_code == 0)
    assert all(set(entry) == {"sheet", "row", "place", "text"} for name in REPORT_KEYS[4:] for entry in found[name])
    return found


def lines(entries):
    return [f"{entry['sheet']}:{entry['row']}: {entry['text']}" for entry in entries]


def test_a_form_becomes_a_checklist(form):
    checklist = load_checklist(form)
    assert (checklist.key, dict(checklist.name)) == ("branch-visit", {"en": "Branch visit"})
    assert [(item.key, item.kind) for item in checklist.items()] == [
        ("open", "yes_no"),
        ("guests", "number"),
        ("wall", "choice"),
        ("stars", "scale"),
    ]
    assert [option.key for option in checklist.sections[1].items[1].options] == ["1", "2"]
    assert checklist.sections[1].title.in_language("nl") == "Binnen"


def test_the_report_names_sheet_and_row(form):
    found = report(form)
    assert (found["ok"], found["items"], found["sections"], found["languages"]) == (True, 4, 3, ["en", "nl"])
    assert lines(found["taken"]) == [
        "settings:2: The title: Branch visit.",
        "settings:2: The form's id, as the key: branch-visit.",
        "survey:2: open: yes or no, scored; yes passes.",
        "survey:4: Group inside: section inside.",
        "survey:5: guests: number.",
        "survey:6: wall: choice with 2 options.",
        "survey:8: Group inside ends.",
        "survey:9: stars: scale.",
        *(f"choices:{row}: {name}: an answer of the list yn." for row, name in ((2, "yes"), (3, "no"))),
        *(f"choices:{row}: {name}: an answer of the list colour." for row, name in ((4, 1), (5, 2))),
    ]
    assert lines(found["left_out"]) == [
        "survey:6: appearance: minimal",
        "survey:7: where is left out. The visit records where it was made by itself.",
    ]
    assert found["problems"] == []


def test_the_report_for_people(form):
    done = check(form)
    assert (done.exit_code, done.stderr) == (0, "")
    out = done.stdout.splitlines()
    assert out[0] == "It can be published. Sections: 3. Items: 4. Languages: en, nl."
    assert out[1] == "Taken: 12"
    assert "Left out: 2" in out
    assert "  survey:6: appearance: minimal" in out


def test_problems_stop_it(tmp_path):
    path = workbook(tmp_path / "form.xlsx", survey=[*SURVEY, ["select_one size", "size", "Size"]], choices=CHOICES)
    done = check(path)
    assert done.exit_code == 1
    assert done.stderr == f"{path}: survey:10: There is no list size among the choices.\n"
    assert "It can be published" not in done.stdout
    assert lines(report(path)["problems"]) == ["survey:10: There is no list size among the choices."]
    with pytest.raises(BadInput, match="There is no list size among the choices"):
        load_checklist(path)


def test_two_columns_of_one_name(tmp_path):
    path = workbook(tmp_path / "form.xlsx", survey=[["type", "name", "label", "label"], ["text", "a", "A", "B"]])
    done = check(path)
    assert done.stderr == f"{path}: survey:1: Two columns are called label.\n"


def test_a_workbook_that_is_no_form(tmp_path):
    path = workbook(tmp_path / "form.xlsx", Sheet1=[["Branch", "Score"], ["BAC", 80]], Sheet2=[])
    assert check(path).stderr == f"{path}: survey:1: There is no sheet named survey.\n"
    single = workbook(tmp_path / "single.xlsx", Sheet1=[["Branch", "Score"], ["BAC", 80]])
    assert check(single).stderr == f"{single}: survey:1: There is no question that could be taken.\n"
    assert "survey:2: Branch: BAC" in lines(report(single)["left_out"])


BROKEN = "This workbook is broken. Open it in a spreadsheet program, save it again and try that."


def rezipped(data, change):
    """The same archive with every entry's bytes passed through `change(name, bytes)`; None drops the entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in source.namelist():
            changed = change(name, source.read(name))
            if changed is not None:
                archive.writestr(name, changed)
    return target.getvalue()


DAMAGES = {
    "cut off": lambda data: data[: len(data) // 2],
    "only its beginning": lambda data: data[:4],
    "zeros in the middle": lambda data: data[:300] + bytes(600) + data[900:],
    "no workbook inside": lambda data: rezipped(data, lambda name, old: None if name == "xl/workbook.xml" else old),
    "XML that breaks off": lambda data: rezipped(data, lambda name, old: old[:-20] if "sheet1.xml" in name else old),
    "styles that break off": lambda data: rezipped(data, lambda name, old: old[:90] if "styles" in name else old),
    "another zip": lambda data: rezipped(data, lambda name, _: b"hello" if name == "[Content_Types].xml" else None),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_broken_workbook_is_refused_in_a_sentence(form, tmp_path, damage):
    path = tmp_path / "broken.xlsx"
    path.write_bytes(damage(form.read_bytes()))
    assert (check(path).exit_code, check(path).stderr) == (1, f"{path}: {BROKEN}\n")


OLD = "This is an old .xls workbook, or one with a password. Save it as .xlsx without one and try again."


@pytest.mark.parametrize(
    "name, data, sentence",
    [
        ("form.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), OLD),
        ("form.xlsx", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512), OLD),
        ("form.xls", b"type,name\ntext,a\n", "This is not an .xlsx workbook."),
        ("form.xlsx", b"{}", "This is not an .xlsx workbook."),
        ("form.xlsx", b"", "This is not an .xlsx workbook."),
    ],
)
def test_old_and_false_workbooks_are_refused_in_a_sentence(tmp_path, name, data, sentence):
    path = tmp_path / name
    path.write_bytes(data)
    assert (check(path).exit_code, check(path).stderr) == (1, f"{path}: {sentence}\n")


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", bytes(129 * 1024 * 1024))
    assert path.stat().st_size < 1_000_000
    assert check(path).stderr == f"{path}: This workbook unpacks to more than 128 MB.\n"


REAL = {
    "all-question-types-v2024091201-3.xlsx": (True, 72, 11, ["en"]),
    "choice_filter_test.xlsx": (True, 3, 1, ["en"]),
    "or_other.xlsx": (True, 3, 1, ["en"]),
    "socio-economic-survey-v20240515.xlsx": (True, 15, 5, ["en", "fr"]),
    "xlsform_spec_test.xlsx": (True, 36, 8, ["en", "zh"]),
    "bug_duplicate_columns.xlsx": (False, 0, 0, []),
    "bug_calculate_without_calculation.xls": (False, 0, 0, []),
}


@pytest.mark.extra
@pytest.mark.parametrize("name", REAL)
def test_real_forms(extra_cases, name):
    found = report(extra_cases / "xlsforms" / name)
    assert (found["ok"], found["items"], found["sections"], found["languages"]) == REAL[name]


@pytest.mark.extra
def test_a_real_survey_keeps_its_conditions(extra_cases):
    checklist = load_checklist(extra_cases / "xlsforms" / "socio-economic-survey-v20240515.xlsx")
    rules = {item.key: str(item.show_when) for item in checklist.items() if item.show_when is not None}
    assert set(rules) == {"internetType", "healthFacility", "reasonForNoHealthVisit"}
