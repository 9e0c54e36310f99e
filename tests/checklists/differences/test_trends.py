"""Which trends go on, break, begin and end with another version."""

import pytest

from audit.checklists.differences.trends import fates
from audit.checklists.parsing import parse_checklist

GREET = {"key": "greet", "kind": "time", "text": "Wait", "standard": "welcome", "target": 60, "limit": 120}
DRINK = {"key": "drink", "kind": "yes_no", "text": "Drink", "standard": "drink"}


def version(*items):
    standards = [{"key": "welcome", "promise": "Greeted in 60 s"}, {"key": "drink", "promise": "A drink"}]
    sections = [{"key": "all", "title": "All", "items": list(items)}]
    document = {"key": "k", "name": "K", "language": "en", "bands": [{"from": 0, "name": "B"}], "sections": sections}
    return parse_checklist(document | {"standards": standards})


def told(before, after):
    return [(fate.standard, fate.fate, str(fate.why or "")) for fate in fates(version(*before), version(*after), "en")]


WORDS = {"key": "why", "kind": "text", "text": "Why", "standard": "welcome"}


@pytest.mark.parametrize(
    "after, fate, why",
    [
        (GREET, "continues", ""),
        ({**GREET, "text": "How long?", "weight": 9, "key": "other", "allow_na": True}, "continues", ""),
        ({**GREET, "kept_at": 0.5}, "breaks", "it is kept from another answer on"),
        ({**GREET, "target": 30}, "breaks", "it is kept from another answer on"),
        (
            {"key": "greet", "kind": "yes_no", "text": "Quick", "standard": "welcome"},
            "breaks",
            "another kind of answer measures it",
        ),
    ],
)
def test_what_becomes_of_a_trend(after, fate, why):
    assert told([GREET], [after]) == [("welcome", fate, why)]


def test_trends_that_begin_and_end():
    assert told([GREET], [DRINK]) == [("drink", "begins", ""), ("welcome", "ends", "")]


def test_a_second_item_on_the_same_standard_breaks_its_trend():
    assert told([DRINK], [DRINK, {**DRINK, "key": "more"}]) == [
        ("drink", "breaks", "another number of items measures it")
    ]


def test_what_is_never_scored_measures_nothing():
    assert told([WORDS], [WORDS]) == []


def test_fates_carry_the_promise_of_the_newest_version():
    assert [fate.promise for fate in fates(version(DRINK), version(DRINK), "en")] == ["A drink"]


def line(key, **more):
    """A version with one standard, of this key."""
    standards = [{"key": key, "promise": key.upper()}]
    items = [{"key": "one", "kind": "yes_no", "text": "One", "standard": key, **more}]
    document = {"key": "k", "name": "K", "language": "en", "bands": [{"from": 0, "name": "B"}], "standards": standards}
    return parse_checklist(document | {"sections": [{"key": "all", "title": "All", "items": items}]})


@pytest.mark.parametrize(
    "successors, told",
    [
        ({"a": "c"}, [("c", "continues", "in the place of “A”")]),
        ({"a": "b", "b": "c"}, [("c", "continues", "in the place of “A”")]),
        ({"a": "x", "x": "y", "y": "z", "z": "c"}, [("c", "continues", "in the place of “A”")]),
        ({"a": "b"}, [("c", "begins", ""), ("a", "ends", "")]),
        ({"a": "b", "b": "a"}, [("c", "begins", ""), ("a", "ends", "")]),
        ({"a": "b", "b": "d", "d": "b"}, [("c", "begins", ""), ("a", "ends", "")]),
    ],
)
def test_a_trend_is_handed_down_however_often(successors, told):
    found = fates(line("a"), line("c"), "en", successors)
    assert [(one.standard, one.fate, str(one.why or "")) for one in found] == told


def test_a_trend_that_was_handed_down_breaks_where_it_is_measured_differently():
    found = fates(line("a"), line("c", kind="expectation"), "en", {"a": "b", "b": "c"})
    assert [(one.standard, one.fate) for one in found] == [("c", "breaks")]
