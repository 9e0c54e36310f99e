"""Conditions that nothing can make hold."""

import pytest

from audit.checklists.advice.reach import never_shown
from audit.checklists.parsing import parse_checklist

GATE = {"key": "gate", "kind": "yes_no", "text": "Open"}
WAIT = {"key": "wait", "kind": "time", "text": "Wait", "target": 60}
STARS = {"key": "stars", "kind": "scale", "text": "Stars", "min": 1, "max": 5}
WHY = {
    "key": "why",
    "kind": "choices",
    "text": "Why",
    "options": [{"key": "late", "text": "Late", "points": 1}, {"key": "rude", "text": "Rude", "points": 1}],
}
SEAT = {"key": "seat", "kind": "choice", "text": "Seat", "options": [{"key": "a", "text": "A", "points": 1}]}


def with_rule(rule, *, section=None):
    """A checklist whose last item has this rule."""
    last = {"key": "last", "kind": "yes_no", "text": "Last", "show_when": rule}
    sections = [{"key": "first", "title": "First", "items": [GATE, WAIT, STARS, WHY, SEAT]}]
    sections.append(
        {"key": "second", "title": "Second", "items": [last], **({"show_when": section} if section else {})}
    )
    bands = [{"from": 0, "name": "All"}]
    return parse_checklist({"key": "k", "name": "K", "language": "en", "bands": bands, "sections": sections})


YES, NO = {"item": "gate", "is": "yes"}, {"item": "gate", "is": "no"}


@pytest.mark.parametrize(
    "rule",
    [
        YES,
        {"not": YES},
        {"all": [{"not": YES}, {"not": NO}]},
        {"all": [{"item": "wait", "at_least": 60}, {"item": "wait", "at_most": 60}]},
        {"all": [{"not": {"item": "wait", "at_most": 60}}, {"not": {"item": "wait", "at_least": 61}}, YES]},
        {"all": [{"item": "why", "is": "late"}, {"item": "why", "is": "rude"}]},
        {"all": [{"not": {"branch": "bar", "is": "yes"}}, {"not": {"branch": "bar", "is": "no"}}]},
        {"any": [{"all": [YES, NO]}, {"item": "stars", "at_least": 5}]},
        {"item": "seat", "in": ["a"]},
    ],
)
def test_what_can_hold(rule):
    assert never_shown(with_rule(rule)) == frozenset()


@pytest.mark.parametrize(
    "rule",
    [
        {"all": [YES, NO]},
        {"all": [YES, {"not": YES}]},
        {"all": [{"item": "wait", "at_least": 61}, {"item": "wait", "at_most": 60}]},
        {"item": "wait", "at_most": -1},
        {"item": "stars", "at_least": 6},
        {"all": [{"item": "stars", "at_least": 4}, {"not": {"item": "stars", "in": [4, 5]}}]},
        {"all": [{"branch": "bar", "is": "yes"}, {"branch": "bar", "is": "no"}]},
        {"all": [{"item": "why", "is": "late"}, {"not": {"item": "why", "in": ["late", "rude"]}}]},
    ],
)
def test_what_can_never_hold(rule):
    assert never_shown(with_rule(rule)) == {"last"}


def test_a_condition_of_the_section_and_one_of_the_item_can_exclude_each_other():
    assert never_shown(with_rule(YES, section=NO)) == {"last"}
    assert never_shown(with_rule(YES, section={"not": NO})) == frozenset()


def test_a_hidden_item_has_no_answer_to_look_at():
    document_items = [
        GATE,
        {"key": "inner", "kind": "yes_no", "text": "Inner", "show_when": NO},
        {"key": "last", "kind": "text", "text": "Last", "show_when": {"all": [YES, {"item": "inner", "is": "yes"}]}},
    ]
    sections = [{"key": "first", "title": "First", "items": document_items}]
    document = {"key": "k", "name": "K", "language": "en", "bands": [{"from": 0, "name": "A"}], "sections": sections}
    assert never_shown(parse_checklist(document)) == {"last"}


def test_a_long_chain_of_conditions_is_walked_without_claims():
    items = [{**GATE, "key": "q0"}]
    items += [{**GATE, "key": f"q{n}", "show_when": {"item": f"q{n - 1}", "is": "yes"}} for n in range(1, 900)]
    sections = [{"key": "first", "title": "First", "items": items}]
    document = {"key": "k", "name": "K", "language": "en", "bands": [{"from": 0, "name": "A"}], "sections": sections}
    assert never_shown(parse_checklist(document)) == frozenset()
