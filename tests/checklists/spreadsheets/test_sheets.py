"""Checklists to sheets and back, as rows of cells."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.reading import from_sheets, is_checklist_workbook
from audit.checklists.spreadsheets.writing import to_sheets
from audit.errors import BadInput
from tests.checklists.random_checklists import checklists
from tests.checklists.samples import good


def sheets():
    """The sheets of the sample, free to spoil."""
    return copy.deepcopy(dict(to_sheets(parse_checklist(good()))))


def cell(book, sheet, header, row=2):
    return book[sheet][row - 1][book[sheet][0].index(header)]


def put(book, sheet, header, value, row=2):
    if header not in book[sheet][0]:
        book[sheet][0].append(header)
        for line in book[sheet][1:]:
            line.append(None)
    book[sheet][row - 1][book[sheet][0].index(header)] = value
    return book


def problems(book):
    with pytest.raises(BadInput) as refused:
        from_sheets(book)
    return [str(problem) for problem in refused.value.problems]


@given(checklists())
def test_nothing_is_lost(document):
    checklist = parse_checklist(document)
    assert from_sheets(to_sheets(checklist)) == checklist


def test_what_the_sheets_look_like():
    book = sheets()
    assert list(book) == ["checklist", "bands", "standards", "sections", "items", "options", "steps"]
    assert book["checklist"] == [
        ["key", "name", "name (nl)", "language", "channel", "mode", "bonus_cap"],
        ["salon-visit", "Salon visit", "Salonbezoek", "en", "in_person", "open", 100],
    ]
    assert book["bands"] == [["from", "name"], [0, "Poor"], [80, "Good"]]
    assert book["options"][1] == ["why", "late", "Late", 0]
    assert book["steps"] == [["item", "from", "credit"], ["rings", 0, 1]]
    assert cell(book, "items", "show_when", row=4) == 'open = "yes"'
    assert cell(book, "sections", "show_when", row=3) == 'NOT(open = "no")'
    assert is_checklist_workbook(book)
    assert not is_checklist_workbook(["survey", "choices", "settings"])


def test_cells_as_people_type_them():
    book = sheets()
    put(book, "items", "weight", "2.5", row=3)
    put(book, "items", "bonus", "Yes", row=3)
    put(book, "items", "allow_na", True, row=3)
    put(book, "items", "text", 60, row=3)
    put(book, "items", "text (nl)", "Seconden", row=3)
    put(book, "standards", "values", "kind;  attentive ;")
    book["items"].insert(3, [None] * 20)
    checklist = from_sheets(book)
    item = list(checklist.items())[1]
    assert (item.weight, item.bonus, item.allow_na) == (2.5, True, True)
    assert dict(item.text) == {"en": "60", "nl": "Seconden"}
    assert checklist.standards[0].values == ("kind", "attentive")


def test_items_may_stand_in_any_order_of_sections():
    book = sheets()
    book["items"] = [book["items"][0], *book["items"][8:], *book["items"][1:8]]
    assert from_sheets(book) == parse_checklist(good())


SPOILED = [
    (lambda book: put(book, "items", "colour", "red"), "items:1: There is no column colour on this sheet."),
    (lambda book: put(book, "items", "weight (nl)", 2), "items:1: There is no column weight (nl) on this sheet."),
    (lambda book: book["bands"][0].append("name"), "bands:1: Column name is there twice."),
    (lambda book: book["bands"][1].append("x"), "bands:2: There is a cell in a column without a header: x"),
    (lambda book: book.update(notes=[["a"]]), "notes:1: There is no place for a sheet of this name."),
    (
        lambda book: put(book, "items", "section", "bar", row=3),
        "items:3: There is no section bar on the sheet sections.",
    ),
    (lambda book: put(book, "options", "item", "who"), "options:2: There is no item who on the sheet items."),
    (lambda book: put(book, "steps", "item", None), "steps:2: The cell in column item is empty."),
    (lambda book: book["checklist"].append(["b"]), "checklist:1: This sheet has one row: the checklist itself."),
    (lambda book: book.update(checklist=[]), "checklist:1: This sheet has one row: the checklist itself."),
    (
        lambda book: put(book, "items", "show_when", "open is yes", row=3),
        "items:3: The condition in show_when cannot be read from here on: is yes",
    ),
    (lambda book: put(book, "items", "weight", "heavy", row=3), "items:3 weight: A number is expected here."),
    (lambda book: put(book, "items", "bonus", "maybe", row=3), "items:3 bonus: true or false is expected here."),
    (lambda book: put(book, "items", "kind", "rating", row=2), "items:2 kind: This must be one of: yes_no,"),
    (lambda book: put(book, "items", "limit", 5, row=3), "items:3 limit: The limit must not be below the target."),
    (lambda book: put(book, "options", "points", "x", row=3), "options:3 points: A number is expected here."),
    (lambda book: put(book, "bands", "from", 5), "bands:2 from: The first band must start at 0."),
    (lambda book: put(book, "standards", "promise", None), "standards:2 promise: This field is missing."),
    (lambda book: put(book, "standards", "values", "[1"), "standards:2 values: A list is expected here."),
    (lambda book: put(book, "options", "key", "late", row=3), "options:3 key: There is another option late in this"),
    (lambda book: put(book, "checklist", "mode", "loud"), "checklist:2 mode: This must be one of: open, blind."),
    (lambda book: put(book, "checklist", "language", None), "checklist:2 language: This field is missing."),
]


@pytest.mark.parametrize("spoil, problem", SPOILED, ids=[problem for _, problem in SPOILED])
def test_what_is_wrong_is_named_by_sheet_and_row(spoil, problem):
    book = sheets()
    spoil(book)
    assert any(one.startswith(problem) for one in problems(book)), problems(book)


CELLS = (
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["en", "yes", "open"])
)


@given(
    st.dictionaries(st.sampled_from([*sheets(), "x"]), st.lists(st.lists(CELLS, max_size=5), max_size=4)), st.randoms()
)
def test_any_cells_are_a_checklist_or_problems(rubbish, chance):
    book = sheets() | rubbish
    sheet = chance.choice([name for name in book if book[name]] or ["items"])
    if book[sheet] and book[sheet][-1]:
        book[sheet][-1][chance.randrange(len(book[sheet][-1]))] = chance.choice(
            ["=1+1", "", None, 7, "no", float("nan")]
        )
    refused = None
    try:
        from_sheets(book)
    except BadInput as error:
        refused = error
    assert refused is None or refused.problems
