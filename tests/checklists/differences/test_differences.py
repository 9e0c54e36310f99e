"""What changed between two versions, in words."""

import copy

import pytest

from audit.checklists.differences import differences
from audit.checklists.parsing import parse_checklist
from tests.checklists.samples import GOOD


def changed(change):
    """GOOD, and what `change` makes of it."""
    document = copy.deepcopy(GOOD)
    change(document)
    return differences(parse_checklist(GOOD), parse_checklist(document), "en")


def items_of(document):
    return document["sections"][0]["items"]


def told(found):
    changes = (*found.sections, *found.items, *found.standards)
    lines = [f"{one.what}: {one.text}{''.join(f' | {line}' for line in one.lines)}" for one in changes]
    return [*(str(sentence) for sentence in found.settings), *lines]


def put(place, **values):
    """A change of the item at `place`."""
    return lambda document: items_of(document)[place].update(values)


def test_nothing_changed():
    found = changed(lambda _: None)
    assert found.is_empty
    assert {fate.fate for fate in found.fates} == {"continues"}


@pytest.mark.parametrize(
    "change, lines",
    [
        (
            lambda document: items_of(document).append({"key": "new", "kind": "yes_no", "text": "Brand new"}),
            ["New: Brand new"],
        ),
        (lambda document: items_of(document).pop(5), ["Removed: Seat"]),
        (
            lambda document: items_of(document).insert(1, items_of(document).pop(6)),
            ["Moved: Rings | It stands elsewhere in its section."],
        ),
        (
            lambda document: document["sections"][1]["items"].append(items_of(document).pop(6)),
            ["Moved: Rings | It moves from “Greeting” to “Goodbye”."],
        ),
        (
            put(0, text="Is it open?"),
            ["Changed: Is it open? | The question goes from “The salon is open” to “Is it open?”."],
        ),
        (
            put(0, text={"en": "The salon is open", "nl": "Open"}),
            ["Changed: The salon is open | The wording in another language changed."],
        ),
        (put(0, weight=2), ["Changed: The salon is open | The weight goes from 1 to 2."]),
        (
            put(1, target=30, limit=90),
            ["Changed: Seconds | The target goes from 60 to 30 seconds. | The limit goes from 120 to 90 seconds."],
        ),
        (
            lambda document: items_of(document).__setitem__(
                3, {"key": "stars", "kind": "expectation", "text": "Stars"}
            ),
            ["Changed: Stars | It is answered with below, as promised, better; before, with a scale."],
        ),
        (put(3, max=7), ["Changed: Stars | The scale goes from 1–5 to 1–7."]),
        (put(3, reverse=True), ["Changed: Stars | The scale is turned around."]),
        (
            put(2, show_when={"all": [{"item": "open", "is": "yes"}, {"item": "wait", "at_most": 90}]}),
            [
                (
                    "Changed: The tone | It is shown when “The salon is open” is yes and “Seconds” is at most 90;"
                    " before, when “The salon is open” is yes."
                )
            ],
        ),
        (
            put(0, allow_na=True, required=False, critical="visit", evidence="always", bonus=True),
            [
                (
                    "Changed: The salon is open | It may now be left open. | Not applicable can now be chosen."
                    " | It is now a bonus. | It is now critical. Broken, the visit scores nothing and fails."
                    " | A photo or comment is asked always; before, never."
                )
            ],
        ),
        (
            lambda document: document["sections"][0].update(weight=40, title="Hello"),
            ["Changed: Hello | The title goes from “Greeting” to “Hello”. | The weight goes from 30 to 40."],
        ),
        (
            lambda document: document.update(bonus_cap="none", channel="phone", mode="blind"),
            [
                "The channel goes from In person to By phone.",
                "Visits go from announced to unannounced.",
                "A bonus can now lead above 100 %.",
            ],
        ),
        (
            lambda document: document["bands"].append({"from": 95, "name": "Top"}),
            ["The bands go from Poor 0, Good 80 to Poor 0, Good 80, Top 95."],
        ),
        (
            lambda document: document["standards"][0].update(promise="Greeted at once"),
            [
                (
                    "Changed: Greeted at once"
                    " | The promise goes from “Every guest is greeted within 60 seconds” to “Greeted at once”."
                )
            ],
        ),
    ],
)
def test_what_changed_in_words(change, lines):
    assert told(changed(change)) == lines


def test_options_that_come_and_go():
    options = [{"key": "late", "text": "Too late", "points": 1}, {"key": "cold", "text": "Cold", "points": 0}]
    (change,) = changed(put(4, options=options)).items
    assert [str(line) for line in change.lines] == [
        "“Too late” goes from 0 to 1 points.",
        "The question goes from “Late” to “Too late”.",
        "New answer: “Cold”.",
        "Answer taken away: “Rude”.",
    ]


def test_sections_that_come_go_and_move():
    def change(document):
        bye = document["sections"].pop()
        extra = {"key": "extra", "title": "Extra", "weight": 1, "items": [{"key": "x", "kind": "yes_no", "text": "X"}]}
        document["sections"] = [extra, {**bye, "show_when": None, "key": "farewell"}, document["sections"][0]]

    found = changed(change)
    assert [f"{one.what}: {one.text}" for one in found.sections] == ["New: Extra", "New: Goodbye", "Removed: Goodbye"]
    assert "It moves from “Goodbye” to “Goodbye”." in [str(line) for one in found.items for line in one.lines]


def test_one_item_taken_to_the_front_of_many_is_one_move():
    found = changed(lambda document: items_of(document).insert(0, items_of(document).pop(3)))
    assert [one.key for one in found.items] == ["stars"]
