"""`relevant` expressions: what our rules can say, and what they cannot."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.xlsforms.comparisons import CannotSay, Question
from audit.checklists.xlsforms.expressions import rule_of

QUESTIONS = {
    "open": Question("open", "yes_no", {"y": "yes", "n": "no"}),
    "seat": Question("seat", "choice", {"1": "sofa", "2": "chair", "other": "other"}),
    "sick": Question("sick", "choice", {"1": "one"}, has_na=True),
    "wrong": Question("wrong", "choices", {"late": "late", "rude": "rude"}),
    "age": Question("age", "number", is_whole=True),
    "price": Question("price", "number"),
    "stars": Question("stars", "scale", is_whole=True),
    "name": Question("name", "text"),
    "day": Question("day", ""),
    "photo": Question("photo", "photo"),
    "ack": Question("ack", "yes_no", {"OK": "yes"}),
}
OPEN = {"item": "open", "is": "yes"}
CLOSED = {"item": "open", "is": "no"}
SOFA = {"item": "seat", "is": "sofa"}

SAID = [
    ("${open} = 'y'", OPEN),
    ('${open}="y"', OPEN),
    ("'y' = ${open}", OPEN),
    ("  ${ open }='y'  ", OPEN),
    ("${open} != 'y'", {"not": OPEN}),
    ("not(${open} = 'y')", {"not": OPEN}),
    ("not (${open} = 'y')", {"not": OPEN}),
    ("selected(${open}, 'n')", CLOSED),
    ("selected( ${seat} , '1' )", SOFA),
    ("${seat} = 1", SOFA),
    ("selected(${wrong}, 'late')", {"item": "wrong", "is": "late"}),
    ("${ack} = 'OK'", {"item": "ack", "is": "yes"}),
    ("${name} = 'Ann'", {"item": "name", "is": "Ann"}),
    ("${open} = 'y' and ${seat} = '1'", {"all": [OPEN, SOFA]}),
    ("${open} = 'y' or ${open} = 'n' or ${seat} = '1'", {"any": [OPEN, CLOSED, SOFA]}),
    ("${open} = 'y' or ${open} = 'n' and ${seat} = '1'", {"any": [OPEN, {"all": [CLOSED, SOFA]}]}),
    ("(${open} = 'y' or ${open} = 'n') and ${seat} = '1'", {"all": [{"any": [OPEN, CLOSED]}, SOFA]}),
    ("not(selected(${wrong}, 'late') and ${open}='y')", {"not": {"all": [{"item": "wrong", "is": "late"}, OPEN]}}),
    ("${age} >= 18", {"item": "age", "at_least": 18}),
    ("${age} <= 18", {"item": "age", "at_most": 18}),
    ("${age} > 18", {"item": "age", "at_least": 19}),
    ("${age} < 18", {"item": "age", "at_most": 17}),
    ("18 < ${age}", {"item": "age", "at_least": 19}),
    ("18 >= ${age}", {"item": "age", "at_most": 18}),
    ("${age} = 18", {"item": "age", "is": 18}),
    ("${age} != 18", {"not": {"item": "age", "is": 18}}),
    ("${age} > -1", {"item": "age", "at_least": 0}),
    ("${age} > '18'", {"item": "age", "at_least": 19}),
    ("${age} > 17.5", {"all": [{"item": "age", "at_least": 17.5}, {"not": {"item": "age", "is": 17.5}}]}),
    ("${price} > 2", {"all": [{"item": "price", "at_least": 2}, {"not": {"item": "price", "is": 2}}]}),
    ("${price} < 2.50", {"all": [{"item": "price", "at_most": 2.5}, {"not": {"item": "price", "is": 2.5}}]}),
    ("${price} >= 2.5", {"item": "price", "at_least": 2.5}),
    ("${stars} > 3", {"item": "stars", "at_least": 4}),
    ("${stars} >= 2.5", {"item": "stars", "at_least": 2.5}),
    ("${seat} != ''", {"item": "seat", "in": ["sofa", "chair", "other"]}),
    ("${seat} = ''", {"not": {"item": "seat", "in": ["sofa", "chair", "other"]}}),
    ("${wrong} != ''", {"item": "wrong", "in": ["late", "rude"]}),
    ("true()", True),
    ("TRUE", True),
    ("false()", False),
    ("FALSE", False),
    ("not(false())", True),
    ("${open} = 'y' and true()", OPEN),
    ("${open} = 'y' and false()", False),
    ("${open} = 'y' or true()", True),
    ("${open} = 'y' or false()", OPEN),
]


@pytest.mark.parametrize("expression, rule", SAID, ids=[expression for expression, _ in SAID])
def test_what_our_rules_can_say(expression, rule):
    assert rule_of(expression, QUESTIONS) == rule


CANNOT = [
    ("${later} = 'y'", "later is not an earlier question that was taken."),
    ("${open} = 'maybe'", "maybe is not an option of open."),
    ("selected(${seat}, '9')", "9 is not an option of seat."),
    ("${open}", "The expression breaks off."),
    ("${open} =", "The expression breaks off."),
    ("${open} = 'y' and", "The expression breaks off."),
    ("(${open} = 'y'", "The expression breaks off."),
    ("${open} = 'y')", ") is nothing our rules can say."),
    ("${open} = ${seat}", "Our rules compare one question with one fixed value."),
    ("1 = 1", "Our rules compare one question with one fixed value."),
    ("${open} > 'n'", "open is not answered with a number."),
    ("${wrong} = 'late'", "The whole answer to wrong cannot be compared, only one option."),
    ("${age} = 'old'", "age is answered with a number."),
    ("${age} = ''", "age is answered with a number."),
    ("${stars} = 2.5", "stars is answered with a whole number."),
    ("${name} = ''", "Our rules cannot ask whether name was answered."),
    ("${sick} != ''", "Our rules cannot ask whether sick was answered."),
    ("${day} = '2026-01-01'", "day has no answer here that a rule could compare."),
    ("${photo} != ''", "photo has no answer here that a rule could compare."),
    ("selected(${age}, '1')", "age has no options to select."),
    ("selected('1', ${seat})", "'1' is nothing our rules can say."),
    ("count-selected(${wrong}) > 1", "Our rules have nothing like count-selected()."),
    ("regex(${name}, '^A')", "Our rules have nothing like regex()."),
    ("${age} + 1 > 2", "+ 1 > 2 is nothing our rules can say."),
    (". > 2", ". > 2 is nothing our rules can say."),
    ("${age} div 2 > 2", "div is nothing our rules can say."),
    ("", "The expression breaks off."),
    ("(" * 50 + "${open}='y'" + ")" * 50, "The expression is nested too deeply."),
]


@pytest.mark.parametrize("expression, reason", CANNOT, ids=[expression[:40] for expression, _ in CANNOT])
def test_what_they_cannot_say_is_refused_with_the_reason(expression, reason):
    with pytest.raises(CannotSay) as refused:
        rule_of(expression, QUESTIONS)
    assert str(refused.value) == reason


PIECES = [
    "${open}",
    "${seat}",
    "${age}",
    "${",
    "}",
    "'y'",
    "'",
    '"',
    "1",
    "2.5",
    "-",
    "=",
    "!=",
    "<=",
    ">",
    "(",
    ")",
    ",",
]
PIECES += [" and ", " or ", "not(", "selected(", "true()", "today()", ".", "/", "*", " ", "é", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=30))
def test_any_text_is_a_rule_or_a_reason(expression):
    try:
        rule = rule_of(expression, QUESTIONS)
    except CannotSay as why:
        rule = str(why)
    assert isinstance(rule, dict | bool | str)
