"""Items to forms and back, and forms that cannot be read."""

import pytest

from audit.checklists.documents import to_document
from audit.checklists.drafting.item_fields import item_fields
from audit.checklists.drafting.item_forms import read_item_form
from audit.checklists.parsing import parse_checklist
from audit.services.library import load_library
from audit.services.standard_library import library_standards


def both_ways(document):
    """The document with every item read back from its own form."""
    for section in document["sections"]:
        for place, item in enumerate(section["items"]):
            read, problems = read_item_form(item_fields(item, document["language"]), item)
            assert problems == (), item["key"]
            section["items"][place] = read
    return parse_checklist(document)


@pytest.mark.parametrize("key", sorted(load_library()))
def test_every_shipped_item_survives_its_form(key):
    checklist = load_library()[key]
    assert both_ways(to_document(checklist)) == checklist


def test_every_standard_of_the_library_survives_its_form():
    for one in library_standards():
        item = {"key": one.key, "text": dict(one.promise), **one.item}
        assert read_item_form(item_fields(item, "en"), item) == (item, ())


YES_NO = {"key": "a", "kind": "yes_no", "text": "A"}
NESTED = {"any": [{"all": [{"item": "x", "is": "yes"}, {"branch": "bar", "is": "yes"}]}, {"item": "x", "is": "no"}]}


@pytest.mark.parametrize(
    "rule",
    [
        {"item": "x", "is": "yes"},
        {"not": {"item": "x", "is": "yes"}},
        {"any": [{"item": "x", "is": "yes"}, {"item": "n", "at_most": 2.5}]},
        {"all": [{"item": "n", "at_least": -1}, {"item": "n", "at_most": 3}]},
        NESTED,
        {"branch": "bar", "is": "yes"},
        {"item": "x", "in": ["yes", "no"]},
    ],
)
def test_conditions_survive_also_those_that_rows_cannot_show(rule):
    item = YES_NO | {"show_when": rule}
    assert read_item_form(item_fields(item, "en"), item)[0]["show_when"] == rule


def test_a_condition_that_rows_cannot_show_is_taken_away():
    item = YES_NO | {"show_when": NESTED}
    assert "show_when" not in read_item_form(item_fields(item, "en") | {"rule_clear": "yes"}, item)[0]


def test_a_new_answer_gets_a_key_no_other_has():
    item = {
        "key": "a",
        "kind": "choice",
        "text": "A",
        "options": [{"key": "option-2", "text": {"en": "B"}, "points": 1}],
    }
    form = item_fields(item, "en") | {"option.1.text.en": "New", "option.1.points": "0"}
    assert [one["key"] for one in read_item_form(form, item)[0]["options"]] == ["option-2", "option-2-2"]


def test_an_answer_left_empty_is_gone():
    item = {"key": "a", "kind": "choice", "text": "A", "options": [{"key": "b", "text": "B", "points": 1}]}
    form = item_fields(item, "en") | {"option.0.text.en": " ", "option.0.points": ""}
    assert read_item_form(form, item)[0]["options"] == []


@pytest.mark.parametrize("typed, number", [("2,5", 2.5), (" 3 ", 3), ("1.0", 1), ("", None), ("0", 0)])
def test_numbers_as_people_type_them(typed, number):
    read, problems = read_item_form(item_fields(YES_NO, "en") | {"kept_at": typed}, YES_NO)
    assert (read.get("kept_at"), problems) == (number, ())


@pytest.mark.parametrize("typed", ["x", "1e999", "NaN", "Infinity", "--1", "1" * 30, "٣x"])
def test_what_is_no_number_is_a_problem_at_its_field(typed):
    _, problems = read_item_form(item_fields(YES_NO, "en") | {"weight": typed}, YES_NO)
    assert [problem.place for problem in problems] == ["weight"]
