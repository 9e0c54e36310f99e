"""Conditions as people write them in a spreadsheet."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.documents import rule_document
from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.rule_texts import Unreadable, read_rule_text, rule_text
from tests.checklists.random_checklists import checklists

OPEN = {"item": "open", "is": "yes"}
LONG = {"item": "wait", "at_least": 60}
READ = [
    ('open = "yes"', OPEN),
    ("open = yes", OPEN),
    ("open=yes", OPEN),
    ('seat IN ("sofa", chair)', {"item": "seat", "in": ["sofa", "chair"]}),
    ("seat in (sofa)", {"item": "seat", "in": ["sofa"]}),
    ("wait >= 60", {"item": "wait", "at_least": 60}),
    ("wait <= 60.5", {"item": "wait", "at_most": 60.5}),
    ("stars = -2", {"item": "stars", "is": -2}),
    ('words = "say ""no"""', {"item": "words", "is": 'say "no"'}),
    ('BRANCH(drive_thru) = "yes"', {"branch": "drive_thru", "is": "yes"}),
    ('branch("drive thru") = yes', {"branch": "drive thru", "is": "yes"}),
    ("NOT(open = yes)", {"not": OPEN}),
    ("and(open = yes, or(wait >= 60, not(open = yes)))", {"all": [OPEN, {"any": [LONG, {"not": OPEN}]}]}),
    ("AND(open = yes)", {"all": [OPEN]}),
    ("and = yes", {"item": "and", "is": "yes"}),
]


@pytest.mark.parametrize("text, rule", READ, ids=[text for text, _ in READ])
def test_a_condition_is_read(text, rule):
    assert read_rule_text(text) == rule


@given(checklists())
def test_every_rule_is_written_and_read_again(document):
    checklist = parse_checklist(document)
    rules = [one.show_when for one in (*checklist.sections, *checklist.items()) if one.show_when is not None]
    for rule in rules:
        assert json.loads(json.dumps(read_rule_text(rule_text(rule)), default=float)) == rule_document(rule)


UNREADABLE = [
    "",
    "open",
    "open =",
    "= yes",
    "open = yes extra",
    "open > 5",
    "AND(",
    "AND()",
    "AND(open = yes",
    "NOT(a=b, c=d)",
]
UNREADABLE += ["seat IN sofa", "seat IN ()", 'open = "yes', "BRANCH() = x", "BRANCH(a)", "OR(a = b,)", "NOT(" * 40]


@pytest.mark.parametrize("text", UNREADABLE)
def test_anything_else_is_not(text):
    with pytest.raises(Unreadable):
        read_rule_text(text)


PIECES = ["open", "=", ">=", "IN", "(", ")", ",", "AND(", "NOT(", "BRANCH(", '"yes"', '"', "60", " ", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30))
def test_any_text_is_a_rule_or_unreadable(text):
    try:
        rule = read_rule_text(text)
    except Unreadable:
        rule = {}
    assert isinstance(rule, dict)
