"""What a checklist document may not say, each with its place."""

import pytest

from audit.checklists.documents import to_document
from audit.checklists.json_files import read_json
from audit.checklists.parsing import parse_checklist
from audit.errors import BadInput
from tests.checklists.samples import good, with_item


def problems(document: object) -> list[str]:
    with pytest.raises(BadInput) as refused:
        parse_checklist(document)
    return [str(problem) for problem in refused.value.problems]


def test_the_sample_is_good():
    checklist = parse_checklist(good())
    assert [item.key for item in checklist.items()][:2] == ["open", "wait"]
    assert checklist.name.in_language("nl-BE", "en") == "Salonbezoek"
    assert checklist.name.in_language("ro", "en") == "Salon visit"


def test_what_is_left_out_has_its_default():
    checklist = parse_checklist(
        {
            "key": "k",
            "name": "N",
            "language": "en",
            "bands": [{"from": 0, "name": "All"}],
            "sections": [
                {"key": "s", "title": "S", "items": [{"key": "i", "kind": "scale", "text": "?", "min": 1, "max": 2}]}
            ],
        }
    )
    assert (checklist.channel, checklist.mode, checklist.bonus_cap) == ("in_person", "open", 100)
    item = next(checklist.items())
    assert (item.weight, item.required, item.critical, item.evidence) == (1, True, "none", "never")
    assert float(item.kept_at) == 0.75
    assert checklist.sections[0].weight is None


AT_TOP = [
    ({"extra": 1}, "extra: There is no such field."),
    ({"key": None}, "key: This field is missing."),
    ({"key": "salon visit"}, "key: A key has letters, digits and _ . : - only, and begins with a letter or digit."),
    ({"key": "_salon"}, "key: A key has letters, digits and _ . : - only, and begins with a letter or digit."),
    ({"key": 7}, "key: A text is expected here."),
    ({"key": "k" * 81}, "key: A key has letters, digits and _ . : - only, and begins with a letter or digit."),
    ({"name": " "}, "name: This text is empty."),
    ({"name": 7}, "name: A text is expected here, or an object with a text for each language."),
    ({"name": {"nl": "Bezoek"}}, "name: The text in the checklist's own language (en) is missing."),
    ({"name": {"en": "Visit", "nl": ""}}, "name.nl: This text is empty."),
    ({"name": {"en": "Visit", "nl": 7}}, "name.nl: A text is expected here."),
    ({"name": {"en": "Visit", "Dutch": "Bezoek"}}, "name.Dutch: This is not a language code, as en or pt-BR are."),
    ({"name": "bell\x07"}, "name: This text holds characters that cannot be stored."),
    ({"name": "half \ud83d"}, "name: This text holds characters that cannot be stored."),
    ({"name": "x" * 10_001}, "name: This text is longer than 10000 characters."),
    ({"language": "English"}, "language: This is not a language code, as en or pt-BR are."),
    ({"channel": "fax"}, "channel: This must be one of: in_person, phone, email, chat."),
    ({"mode": True}, "mode: This must be one of: open, blind."),
    ({"bonus_cap": 120}, "bonus_cap: This must be 100 or none."),
    ({"bonus_cap": True}, "bonus_cap: This must be 100 or none."),
    ({"bands": []}, "bands: At least one band is needed, from 0 on."),
    ({"bands": None}, "bands: At least one band is needed, from 0 on."),
    ({"bands": {"from": 0}}, "bands: A list is expected here."),
    ({"bands": [{"from": 10, "name": "A"}]}, "bands[0].from: The first band must start at 0."),
    (
        {"bands": [{"from": 0, "name": "A"}, {"from": 80, "name": "B"}, {"from": 60, "name": "C"}]},
        "bands[2].from: Each band must start above the one before it.",
    ),
    (
        {"bands": [{"from": 0, "name": "A"}, {"from": 0.0, "name": "B"}]},
        "bands[1].from: Each band must start above the one before it.",
    ),
    ({"bands": [{"from": 0}]}, "bands[0].name: This field is missing."),
    ({"bands": [{"from": 0, "name": "A", "to": 60}]}, "bands[0].to: There is no such field."),
    ({"bands": [{"from": -1, "name": "A"}]}, "bands[0].from: This must be from 0 to 1000000."),
    ({"bands": [{"from": "0", "name": "A"}]}, "bands[0].from: A number is expected here."),
    ({"bands": [7]}, "bands[0]: An object with named fields is expected here."),
    ({"sections": []}, "sections: At least one section is needed here."),
    ({"sections": "all"}, "sections: A list is expected here."),
    ({"sections": [None]}, "sections[0]: An object with named fields is expected here."),
    ({"sections": [{"key": "s", "title": "S", "items": []}]}, "sections[0].items: At least one item is needed here."),
    ({"standards": [{"key": "w", "promise": "P", "owner": "x"}]}, "standards[0].owner: There is no such field."),
    ({"standards": [{"key": "welcome"}]}, "standards[0].promise: This field is missing."),
    (
        {"standards": [{"key": " w", "promise": "P"}]},
        "standards[0].key: A standard's key is one line without spaces around it.",
    ),
    ({"standards": [{"key": "w", "promise": "P", "values": "kind"}]}, "standards[0].values: A list is expected here."),
    (
        {"standards": [{"key": "w", "promise": "P", "values": [7]}]},
        "standards[0].values[0]: A short text is expected here.",
    ),
]


@pytest.mark.parametrize("changes, problem", AT_TOP, ids=[problem for _, problem in AT_TOP])
def test_refuses_at_the_top(changes, problem):
    assert problem in problems(good(**changes))


OPTION = {"key": "a", "text": "A", "points": 1}
IN_AN_ITEM = [
    ({"wheight": 2}, "wheight: There is no such field."),
    ({"limit": 60}, "limit: This field is not for yes_no."),
    ({"kind": "time", "options": [OPTION], "target": 1}, "options: This field is not for time."),
    ({"kind": "rating"}, "kind: This must be one of: yes_no, expectation, scale, choice, choices, time, number, text,"),
    ({"kind": None}, "kind: This field is missing."),
    ({"kind": ["time"]}, "kind: This must be one of: yes_no,"),
    ({"key": "open"}, "key: There is another item open."),
    ({"text": None}, "text: This field is missing."),
    ({"help": ["Look up."]}, "help: A text is expected here, or an object with a text for each language."),
    ({"standard": "smile"}, "standard: There is no standard smile in this checklist."),
    ({"weight": -0.5}, "weight: This must be from 0 to 1000000."),
    ({"weight": 1_000_000.5}, "weight: This must be from 0 to 1000000."),
    ({"weight": 10**400}, "weight: A number is expected here."),
    ({"weight": float("nan")}, "weight: A number is expected here."),
    ({"weight": float("inf")}, "weight: A number is expected here."),
    ({"weight": True}, "weight: A number is expected here."),
    ({"weight": "2"}, "weight: A number is expected here."),
    ({"weight": [2]}, "weight: A number is expected here."),
    ({"required": 1}, "required: true or false is expected here."),
    ({"required": "yes"}, "required: true or false is expected here."),
    ({"kind": "note", "required": True}, "required: A note has no answer, so it cannot be required."),
    ({"allow_na": "no"}, "allow_na: true or false is expected here."),
    ({"bonus": 0}, "bonus: true or false is expected here."),
    ({"critical": "fatal"}, "critical: This must be one of: none, flag, section, visit."),
    ({"critical": True}, "critical: This must be one of: none, flag, section, visit."),
    ({"evidence": True}, "evidence: This must be one of: never, when_broken, always."),
    ({"kept_at": 75}, "kept_at: This must be from 0 to 1."),
    ({"pass": True}, "pass: This must be one of: yes, no."),
    ({"pass": "na"}, "pass: This must be one of: yes, no."),
    ({"kind": "scale", "max": 5}, "min: This field is missing."),
    ({"kind": "scale", "min": 5, "max": 5}, "max: The largest answer must be above the smallest (5)."),
    ({"kind": "scale", "min": 5, "max": 1}, "max: The largest answer must be above the smallest (5)."),
    ({"kind": "scale", "min": 0.5, "max": 5}, "min: A whole number is expected here."),
    ({"kind": "scale", "min": False, "max": 5}, "min: A number is expected here."),
    ({"kind": "scale", "min": 1, "max": 5, "reverse": "yes"}, "reverse: true or false is expected here."),
    ({"kind": "choice"}, "options: At least one option is needed here."),
    ({"kind": "choice", "options": []}, "options: At least one option is needed here."),
    ({"kind": "choice", "options": {"a": 1}}, "options: A list is expected here."),
    ({"kind": "choice", "options": [OPTION | {"points": 0}]}, "options: At least one option must have points above 0."),
    ({"kind": "choice", "options": [OPTION | {"points": "1"}]}, "options[0].points: A number is expected here."),
    ({"kind": "choice", "options": [OPTION, OPTION]}, "options[1].key: There is another option a in this item."),
    ({"kind": "choice", "options": [OPTION, {"text": "B"}]}, "options[1].key: This field is missing."),
    ({"kind": "choice", "options": [OPTION, {"key": "b"}]}, "options[1].text: This field is missing."),
    ({"kind": "choice", "options": [OPTION, "b"]}, "options[1]: An object with named fields is expected here."),
    ({"kind": "choice", "options": [OPTION | {"score": 1}]}, "options[0].score: There is no such field."),
    (
        {"kind": "choice", "options": [OPTION | {"key": "na"}]},
        "options[0].key: na is kept for an item that does not apply;",
    ),
    ({"kind": "choice", "options": [OPTION], "full": 2}, "full: This field is not for choice."),
    ({"kind": "choices", "options": [OPTION], "full": 0}, "full: The points for full credit must be above 0."),
    ({"kind": "choices", "options": [OPTION], "full": -1}, "full: This must be from 0 to 1000000."),
    ({"kind": "time"}, "target: A time needs a target or steps."),
    ({"kind": "time", "limit": 60}, "target: A time needs a target or steps."),
    ({"kind": "time", "target": 60, "limit": 59.9}, "limit: The limit must not be below the target."),
    ({"kind": "time", "target": -1}, "target: This must be from 0 to 1000000000."),
    (
        {"kind": "time", "target": 5, "steps": [{"from": 0, "credit": 1}]},
        "target: A time has either a target (and a limit) or steps.",
    ),
    (
        {"kind": "time", "limit": 5, "steps": [{"from": 0, "credit": 1}]},
        "limit: A time has either a target (and a limit) or steps.",
    ),
    ({"kind": "time", "steps": [{"from": -1, "credit": 1}]}, "steps[0].from: This must be from 0 to 1000000000."),
    ({"kind": "number", "steps": []}, "steps: At least one step is needed here."),
    ({"kind": "number", "steps": [{"from": 0}]}, "steps[0].credit: This field is missing."),
    ({"kind": "number", "steps": [{"credit": 1}]}, "steps[0].from: This field is missing."),
    ({"kind": "number", "steps": [{"from": 0, "credit": 1.01}]}, "steps[0].credit: This must be from 0 to 1."),
    ({"kind": "number", "steps": [{"from": 0, "credit": 50, "to": 1}]}, "steps[0].to: There is no such field."),
    (
        {"kind": "number", "steps": [{"from": 2, "credit": 1}, {"from": 1, "credit": 0}]},
        "steps[1].from: Each step must start above the one before it.",
    ),
    (
        {"kind": "number", "steps": [{"from": 2, "credit": 1}, {"from": 2.0, "credit": 0}]},
        "steps[1].from: Each step must start above the one before it.",
    ),
    ({"kind": "number", "min": 0}, "min: This field is not for number."),
]


@pytest.mark.parametrize("fields, problem", IN_AN_ITEM, ids=[f"{fields} {problem}" for fields, problem in IN_AN_ITEM])
def test_refuses_in_an_item(fields, problem):
    found = problems(with_item(**fields))
    assert any(one.startswith(f"sections[1].items[2].{problem}") for one in found), found


OPEN = {"item": "open", "is": "yes"}
FORMS = "A rule is item with is, in, at_least or at_most; branch with is; all; any; or not."
IN_A_RULE = [
    ({"item": "nowhere", "is": "yes"}, ".item: There is no item nowhere."),
    ({"item": "extra", "is": "yes"}, ".item: A rule may only look at items that stand earlier; extra does not."),
    ({"item": "open"}, f": {FORMS}"),
    ({"item": "open", "is": "yes", "in": ["yes"]}, f": {FORMS}"),
    ({"item": "stars", "at_least": 1, "at_most": 3}, f": {FORMS}"),
    ({"item": "open", "is_not": "yes"}, f": {FORMS}"),
    ({"branch": "drive_thru", "in": ["yes"]}, f": {FORMS}"),
    ({}, f": {FORMS}"),
    ({"all": [OPEN], "any": [OPEN]}, f": {FORMS}"),
    ("open = yes", ": An object with named fields is expected here."),
    ([OPEN], ": An object with named fields is expected here."),
    (True, ": An object with named fields is expected here."),
    ({"all": []}, ".all: At least one rule is needed here."),
    ({"any": OPEN}, ".any: A list is expected here."),
    ({"any": [OPEN, None]}, ".any[1]: An object with named fields is expected here."),
    ({"not": [OPEN]}, ".not: An object with named fields is expected here."),
    ({"all": [{"not": {"item": "nowhere", "is": "yes"}}]}, ".all[0].not.item: There is no item nowhere."),
    ({"item": "open", "is": "maybe"}, ".is: maybe is not an answer to open."),
    ({"item": "open", "is": True}, ".is: ? is not an answer to open."),
    ({"item": "open", "is": None}, ".is: ? is not an answer to open."),
    ({"item": "open", "is": "na"}, ".is: A rule over an item that does not apply never holds, so na cannot be asked."),
    ({"item": "open", "in": []}, ".in: At least one value is needed here."),
    ({"item": "open", "in": ["yes", "perhaps"]}, ".in[1]: perhaps is not an answer to open."),
    ({"item": "open", "in": "yes"}, ".in: A list is expected here."),
    ({"item": "open", "at_least": 1}, ".at_least: open is answered with yes_no, not with a number."),
    ({"item": "tone", "is": "great"}, ".is: great is not an answer to tone."),
    ({"item": "seat", "is": "b"}, ".is: b is not an answer to seat."),
    ({"item": "why", "in": ["late", "early"]}, ".in[1]: early is not an answer to why."),
    ({"item": "stars", "is": "5"}, ".is: stars is answered with a number."),
    ({"item": "stars", "is": 2.5}, ".is: stars is answered with a number."),
    ({"item": "stars", "at_least": "5"}, ".at_least: A number is expected here."),
    ({"item": "stars", "at_most": False}, ".at_most: A number is expected here."),
    ({"item": "wait", "at_most": float("nan")}, ".at_most: A number is expected here."),
    ({"item": "more", "is": "x"}, ".is: more has no answer that a rule could compare."),
    ({"item": 7, "is": "x"}, ".item: A text is expected here."),
    ({"branch": "drive_thru", "is": True}, ".is: A text is expected here."),
    ({"branch": None, "is": "yes"}, ".branch: This field is missing."),
]


@pytest.mark.parametrize("rule, problem", IN_A_RULE, ids=[f"{rule} {problem}" for rule, problem in IN_A_RULE])
def test_refuses_in_a_rule(rule, problem):
    assert f"sections[1].items[2].show_when{problem}" in problems(with_item(show_when=rule))


def test_a_sections_rule_cannot_look_at_its_own_items():
    document = good()
    document["sections"][1]["show_when"] = {"item": "bye", "is": "yes"}
    (problem,) = problems(document)
    assert problem.startswith("sections[1].show_when.item: A rule may only look at items that stand earlier; bye")


def test_an_items_rule_cannot_look_at_itself_or_at_a_later_section():
    document = good()
    document["sections"][0]["items"][0]["show_when"] = {"item": "open", "is": "yes"}
    document["sections"][0]["items"][1]["show_when"] = {"item": "bye", "is": "yes"}
    assert len(problems(document)) == 2


def test_rules_nest_to_a_depth_and_no_further():
    rule = OPEN
    for _ in range(20):
        rule = {"not": rule}
    assert parse_checklist(with_item(show_when=rule)).sections[1].items[2].show_when is not None
    (problem,) = problems(with_item(show_when={"not": rule}))
    assert problem.endswith("Rules are nested more than 20 deep.")


def test_keys_are_unique_across_sections_and_in_their_lists():
    document = good()
    document["sections"][1]["items"][0]["key"] = "wait"
    document["sections"][1]["key"] = "greeting"
    document["standards"] *= 2
    assert problems(document) == [
        "standards[1].key: There is another standard welcome.",
        "sections[1].items[0].key: There is another item wait.",
        "sections[1].key: There is another section greeting.",
    ]


def test_when_one_section_has_a_weight_every_scored_section_needs_one():
    document = good()
    del document["sections"][1]["weight"]
    (problem,) = problems(document)
    assert problem.startswith("sections[1].weight: Other sections have a weight, so this one needs one too")
    document["sections"][1]["items"] = [{"key": "more", "kind": "text", "text": "Anything else?"}]
    parse_checklist(document)


def test_every_problem_is_named_at_once():
    document = good(bands=[{"from": 5, "name": ""}], colour="red")
    document["sections"][0]["items"][1] |= {"limit": 5, "weight": -1}
    places = [problem.split(":")[0] for problem in problems(document)]
    item = "sections[0].items[1]"
    assert sorted(places) == sorted(["colour", "bands[0].from", "bands[0].name", f"{item}.limit", f"{item}.weight"])


def test_one_mistake_is_one_problem():
    """An item that could not be read does not make every rule that looks at it wrong as well."""
    document = good()
    document["sections"][0]["items"][0]["kind"] = "yesno"
    assert [problem.split(":")[0] for problem in problems(document)] == ["sections[0].items[0].kind"]


@pytest.mark.parametrize("document", [None, True, 7, "checklist", [], [good()]], ids=type)
def test_a_document_that_is_no_object_is_one_problem(document):
    assert problems(document) == ["An object with named fields is expected here."]


def test_names_written_twice_are_named():
    text = b'{"key": "a", "key": "b", "sections": [{"key": "s", "items": [{"kind": "time", "kind": "text"}]}]}'
    found = problems(read_json(text))
    assert "key: This field is written twice." in found
    assert "sections[0].items[0].kind: This field is written twice." in found


def test_a_number_that_json_cannot_carry_back_is_refused():
    document = read_json(b'{"weight": 0.12345678901234567890123}')
    (problem,) = problems(with_item(weight=document["weight"]))
    assert problem.endswith("This number has more digits than can be kept (about 15).")
    for weight in (0.1 + 0.2, 1e-9, 123456.7890625, 5e-324):
        kept = parse_checklist(with_item(weight=weight))
        assert to_document(kept)["sections"][1]["items"][2]["weight"] == weight
