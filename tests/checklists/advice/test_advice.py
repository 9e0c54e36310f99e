"""Advice on whole checklists, each piece at its place."""

import pytest

from audit.checklists.advice import advise, needed_minutes
from audit.checklists.parsing import parse_checklist
from audit.services.library import load_library

ITEM = {"key": "drink", "kind": "yes_no", "text": "A drink is offered", "standard": "drink"}
STANDARD = {"key": "drink", "promise": "Every guest is offered a drink"}


def checklist(*items, standards=(STANDARD,), section=None, **top):
    first = {"key": "first", "title": "First", "items": list(items) or [ITEM], **(section or {})}
    sections = [first, *top.pop("sections", [])]
    return parse_checklist(
        {"key": "k", "name": "K", "language": "en", "bands": [{"from": 0, "name": "All"}], "sections": sections}
        | {"standards": list(standards)}
        | top
    )


def said(checklist, planned_minutes=None):
    return [str(one) for one in advise(checklist, planned_minutes)]


def test_nothing_to_say_of_a_good_checklist():
    assert said(checklist(), planned_minutes=1) == []


NEVER = {"all": [{"item": "drink", "is": "yes"}, {"item": "drink", "is": "no"}]}
SCALE = {"key": "s", "kind": "scale", "text": "Clean", "min": 1, "max": 5}
NO_ANCHORS = "Say what 1 and 5 on this scale mean: auditors read a bare number differently."


@pytest.mark.parametrize(
    "given, advice",
    [
        (
            checklist({**ITEM, "standard": None}),
            ["standards[0]: No item measures this standard."],
        ),
        (
            checklist({**ITEM, "kind": "text"}),
            ["standards[0]: This standard is measured by nothing that is scored."],
        ),
        (
            checklist(standards=[{**STANDARD, "sop": {"en": "The drink is served.", "nl": "Kort. " * 70}}]),
            [
                "standards[0].sop: These instructions have 70 words; 60 are enough.",
                "standards[0].sop: Say who does what: “is served” is passive.",
            ],
        ),
        (
            checklist({**ITEM, "help": "You will wait."}),
            ["sections[0].items[0].help: Say it in the present tense: “will wait” is not."],
        ),
        (
            checklist({**ITEM, "text": {"en": "Staff greet and offer", "nl": "Men groet en men biedt aan"}}),
            ["sections[0].items[0].text: These are two questions: ask each on its own."],
        ),
        (checklist(ITEM, SCALE), [f"sections[0].items[1].text: {NO_ANCHORS}"]),
        (checklist(ITEM, {**SCALE, "text": "Clean: 1 dirty, 5 spotless"}), []),
        (checklist(ITEM, {**SCALE, "help": "1 is dirty, 5 is spotless"}), []),
        (
            checklist(ITEM, {**ITEM, "key": "more", "show_when": NEVER}),
            ["sections[0].items[1].show_when: This can never be shown: no answers make its condition hold."],
        ),
        (
            checklist(sections=[{"key": "b", "title": "B", "show_when": NEVER, "items": [{**ITEM, "key": "x"}]}]),
            ["sections[1].show_when: This can never be shown: no answers make its condition hold."],
        ),
        (
            checklist(section={"weight": 0}),
            ["sections[0].weight: This section weighs 0: it is measured without counting."],
        ),
        (
            checklist({"key": "n", "kind": "note", "text": "Read"}, standards=[], section={"weight": 5}),
            ["sections[0].weight: Nothing in this section counts, so its weight is never used."],
        ),
        (
            checklist(ITEM, {"key": "p", "kind": "photo", "text": "Photo"}, channel="phone"),
            ["sections[0].items[1]: On the phone there is nothing to photograph."],
        ),
        (
            checklist(ITEM, {"key": "p", "kind": "signature", "text": "Sign"}, mode="blind"),
            ["sections[0].items[1]: Nobody can ask for a signature on a blind visit."],
        ),
    ],
)
def test_each_piece_of_advice_at_its_place(given, advice):
    assert said(given) == advice


def test_more_than_the_planned_minutes_hold():
    many = checklist(*({**ITEM, "key": f"k{n}"} for n in range(30)))
    assert needed_minutes(many) == 6
    assert said(many, 6) == []
    assert said(many, 5) == ["sections: The items take about 6 minutes; 5 are planned."]


def test_items_with_a_condition_take_no_planned_time():
    hidden = {**ITEM, "key": "more", "kind": "text", "show_when": {"item": "drink", "is": "no"}}
    assert needed_minutes(checklist(ITEM, hidden)) == 1


def test_the_shipped_checklists_need_little_advice():
    assert {key: len(advise(one)) for key, one in load_library().items() if len(advise(one)) > 8} == {}
