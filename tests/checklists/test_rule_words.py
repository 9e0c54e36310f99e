"""Conditions in words."""

import pytest

from audit.checklists.parsing import parse_checklist
from audit.checklists.parsing.fields import Problems
from audit.checklists.parsing.rules import Scope, read_rule
from audit.checklists.rule_words import rule_words
from tests.checklists.samples import good

OPEN, LATE = {"item": "open", "is": "yes"}, {"item": "wait", "at_least": 90}


@pytest.mark.parametrize(
    "rule, words",
    [
        (OPEN, "“The salon is open” is yes"),
        ({"item": "tone", "in": ["below", "meets"]}, "“The tone” is below or “The tone” is as promised"),
        ({"item": "why", "is": "late"}, "“What went wrong?” is Late"),
        (LATE, "“Seconds” is at least 90"),
        ({"item": "stars", "at_most": 2}, "“Stars” is at most 2"),
        ({"branch": "bar", "is": "yes"}, "bar of the branch is yes"),
        ({"not": OPEN}, "not (“The salon is open” is yes)"),
        (
            {"any": [{"all": [OPEN, LATE]}, LATE]},
            "(“The salon is open” is yes and “Seconds” is at least 90) or “Seconds” is at least 90",
        ),
        ({"all": [OPEN]}, "“The salon is open” is yes"),
    ],
)
def test_a_condition_in_words(rule, words):
    checklist = parse_checklist(good())
    items = {item.key: item for item in checklist.items()}
    read = read_rule(rule, "", Scope(frozenset(items), Problems(), items))
    assert read is not None
    assert str(rule_words(read, checklist, "en")) == words


def test_five_hundred_conditions_are_still_one_sentence():
    checklist = parse_checklist(good())
    items = {item.key: item for item in checklist.items()}
    read = read_rule({"any": [OPEN] * 500}, "", Scope(frozenset(items), Problems(), items))
    assert read is not None
    assert str(rule_words(read, checklist, "en")).count(" or ") == 499
