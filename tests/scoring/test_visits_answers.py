"""Answers that cannot be taken, each named; and what stands beside the score."""

from fractions import Fraction

import pytest
from hypothesis import given

from audit.checklists.documents import to_document
from audit.checklists.parsing import parse_checklist
from audit.errors import BadInput
from audit.scoring.answer_files import read_answers
from audit.scoring.evidence import lacking_evidence
from audit.scoring.visits import score_visit
from tests.checklists.samples import json_values

OPTIONS = [{"key": "a", "text": "A", "points": 1}, {"key": "b", "text": "B"}]
ITEMS = {
    "yes_no": {},
    "expectation": {},
    "scale": {"min": 1, "max": 5},
    "choice": {"options": OPTIONS},
    "choices": {"options": OPTIONS},
    "time": {"target": 60},
    "number": {},
    "text": {},
    "photo": {},
    "signature": {},
    "note": {},
}


def checklist(*items, **top):
    return parse_checklist(
        {
            "key": "c",
            "name": "C",
            "language": "en",
            "bands": [{"from": 0, "name": "All"}],
            "sections": [{"key": "s", "title": "S", "items": [{"text": "?", **item} for item in items]}],
        }
        | top
    )


def refusal(kind, value, **fields):
    with pytest.raises(BadInput) as refused:
        score_visit(checklist({"key": "x", "kind": kind} | ITEMS[kind] | fields), {"x": value}, {})
    (problem,) = refused.value.problems
    assert problem.place == "answers.x"
    return str(problem.sentence)


NEVER = [True, False, {"value": "yes"}, {}, 10**30, float("nan"), float("inf")]
REFUSED = {
    "yes_no": ["Yes", "maybe", 1, ["yes"], *NEVER],
    "expectation": ["exceeded", 1, ["meets"], *NEVER],
    "scale": [0, 6, 2.5, -1, "3", [3], *NEVER],
    "choice": ["c", "A", 0, ["a"], *NEVER],
    "choices": ["a", ["a", "c"], ["a", "a"], [["a"]], [None], {"a": True}, 0, *NEVER],
    "time": [-0.1, "60", "1:00", [60], *NEVER],
    "number": ["4", [4], *NEVER],
    "text": [4, ["words"], *NEVER],
    "photo": [4, [4], *NEVER],
    "signature": [4, [4], *NEVER],
    "note": ["seen", 1, ["seen"], *NEVER],
}


@pytest.mark.parametrize("kind, value", [(kind, value) for kind, values in REFUSED.items() for value in values])
def test_a_value_its_kind_cannot_take_is_refused(kind, value):
    assert refusal(kind, {"value": value}).startswith("Item x ")


@pytest.mark.parametrize("kind", ITEMS)
def test_na_is_refused_where_it_is_not_allowed(kind):
    assert refusal(kind, "na") == "Item x does not allow the answer na."


@pytest.mark.parametrize("kind", ITEMS)
def test_na_is_taken_where_it_is_allowed(kind):
    taken = checklist({"key": "x", "kind": kind, "allow_na": True} | ITEMS[kind])
    assert score_visit(taken, {"x": {"value": "na"}}, {}).items[0].state == "not_applicable"


def test_every_answer_that_does_not_fit_is_named_at_once():
    both = checklist({"key": "x", "kind": "yes_no"}, {"key": "y", "kind": "time", "target": 60})
    with pytest.raises(BadInput) as refused:
        score_visit(both, {"x": 1, "y": "soon"}, {})
    assert str(refused.value) == (
        "The answers do not fit the checklist.\n"
        "  answers.x: Item x takes yes or no.\n"
        "  answers.y: Item y takes seconds: a number from 0 on."
    )


@pytest.mark.parametrize("kind", ITEMS)
@given(value=json_values)
def test_any_answer_is_scored_or_refused(kind, value):
    one = checklist({"key": "x", "kind": kind, "allow_na": True} | ITEMS[kind])
    try:
        state = score_visit(one, {"x": value}, {}).items[0].state
    except BadInput:
        state = "refused"
    assert state in ("counted", "not_applicable", "unanswered", "not_scored", "refused")


@pytest.mark.parametrize(
    "document, problem",
    [
        ([], "An object with named fields is expected here."),
        ({}, "answers: An object with the answer to each item is expected here."),
        ({"answers": [{"x": "yes"}]}, "answers: An object with the answer to each item is expected here."),
        ({"answers": None}, "answers: An object with the answer to each item is expected here."),
        ({"answers": {}, "answer": {}}, "answer: There is no such field."),
        ({"answers": {"ghost": "yes"}}, "answers.ghost: There is no such item in checklist c."),
        ({"answers": {"x": {"vlaue": "yes"}}}, "answers.x.vlaue: There is no such field."),
        ({"answers": {"x": {"value": "yes", "comment": 7}}}, "answers.x.comment: A text is expected here."),
        ({"answers": {"x": {"photos": "ab"}}}, "answers.x.photos: A list of photo hashes is expected here."),
        ({"answers": {"x": {"photos": [7]}}}, "answers.x.photos: A list of photo hashes is expected here."),
        ({"answers": {}, "checklist": {"key": "d"}}, "checklist.key: These answers are for another checklist than c."),
        ({"answers": {}, "checklist": "c"}, "checklist: An object with named fields is expected here."),
    ],
)
def test_a_document_of_another_shape_is_refused(document, problem):
    with pytest.raises(BadInput) as refused:
        read_answers(document, checklist({"key": "x", "kind": "yes_no"}))
    assert [str(one) for one in refused.value.problems] == [problem]


def test_the_whole_document_is_read():
    document = {
        "visit": "0197",
        "checklist": {"key": "c", "version": 3},
        "answers": {"x": {"value": "yes", "comment": "", "photos": []}},
    }
    assert read_answers(document, checklist({"key": "x", "kind": "yes_no"})) == document["answers"]


@given(document=json_values)
def test_any_document_of_answers_is_read_or_refused(document):
    one = checklist({"key": "x", "kind": "yes_no"})
    try:
        answers = read_answers(document, one)
    except BadInput:
        answers = {}
    assert set(answers) <= {"x"}


STANDARDS = {"standards": [{"key": "a", "promise": "A"}, {"key": "b", "promise": "B"}, {"key": "c", "promise": "C"}]}


def test_a_standard_is_kept_when_all_its_items_are():
    measured = checklist(
        {"key": "x", "kind": "yes_no", "standard": "a", "weight": 3},
        {"key": "y", "kind": "yes_no", "standard": "a"},
        {"key": "z", "kind": "expectation", "standard": "b"},
        {"key": "n", "kind": "yes_no", "standard": "c", "allow_na": True},
        {"key": "m", "kind": "yes_no"},
        **STANDARDS,
    )
    score = score_visit(measured, {"x": "yes", "y": "no", "z": "exceeds", "n": "na", "m": "no"}, {})
    one, two = score.standards
    assert (one.key, one.items, one.credit, one.kept, one.exceeded) == ("a", 2, Fraction(3, 4), False, False)
    assert (one.earned, one.possible) == (3, 4)
    assert (two.key, two.credit, two.kept, two.exceeded) == ("b", 1, True, True)


def test_a_standard_is_exceeded_when_all_its_items_are():
    measured = checklist(
        {"key": "x", "kind": "expectation", "standard": "a"},
        {"key": "y", "kind": "expectation", "standard": "a", "allow_na": True},
        **STANDARDS,
    )
    for answer, exceeded in (("exceeds", True), ("meets", False), ("na", True)):
        (standard,) = score_visit(measured, {"x": "exceeds", "y": answer}, {}).standards
        assert (standard.kept, standard.exceeded) == (True, exceeded)


def test_a_standard_without_weight_has_the_plain_mean():
    measured = checklist(
        {"key": "x", "kind": "yes_no", "standard": "a", "weight": 0},
        {"key": "y", "kind": "scale", "min": 0, "max": 4, "standard": "a", "weight": 0},
        **STANDARDS,
    )
    (standard,) = score_visit(measured, {"x": "yes", "y": 2}, {}).standards
    assert (standard.credit, standard.possible) == (Fraction(3, 4), 0)


def test_a_broken_critical_does_not_touch_the_standards():
    measured = checklist(
        {"key": "x", "kind": "yes_no", "standard": "a"},
        {"key": "y", "kind": "yes_no", "critical": "section"},
        **STANDARDS,
    )
    score = score_visit(measured, {"x": "yes", "y": "no"}, {})
    assert score.earned == 0
    assert (score.standards[0].earned, score.standards[0].kept) == (1, True)


def test_the_seconds_themselves_are_kept():
    timed = checklist({"key": "x", "kind": "time", "steps": [{"from": 0, "credit": 1}, {"from": 20, "credit": 0}]})
    assert score_visit(timed, {"x": 14.9}, {}).items[0].seconds == Fraction(149, 10)


@pytest.mark.parametrize(
    "evidence, answer, lacks",
    [
        ("never", {"value": "no"}, False),
        ("when_broken", {"value": "yes"}, False),
        ("when_broken", {"value": "no"}, True),
        ("when_broken", {"value": "no", "comment": "  "}, True),
        ("when_broken", {"value": "no", "comment": "closed bar"}, False),
        ("when_broken", {"value": "no", "photos": ["0" * 64]}, False),
        ("when_broken", {"value": "no", "photos": []}, True),
        ("when_broken", "no", True),
        ("always", "yes", True),
        ("always", {"value": "yes", "photos": ["0" * 64]}, False),
        ("always", {"value": "na"}, False),
        ("always", {}, False),
    ],
)
def test_evidence_that_is_asked_for(evidence, answer, lacks):
    asking = checklist({"key": "x", "kind": "yes_no", "allow_na": True, "evidence": evidence})
    answers = {"x": answer}
    assert lacking_evidence(asking, answers, score_visit(asking, answers, {})) == (("x",) if lacks else ())


def test_a_hidden_item_asks_for_no_evidence():
    hidden = {"key": "y", "kind": "yes_no", "evidence": "always", "show_when": {"item": "x", "is": "no"}}
    asking = checklist({"key": "x", "kind": "yes_no"}, hidden)
    answers = {"x": "yes", "y": "no"}
    assert lacking_evidence(asking, answers, score_visit(asking, answers, {})) == ()
    assert to_document(asking)["sections"][0]["items"][1]["evidence"] == "always"
