"""Forms to checklists, from rows as pyxform reads them."""

import pytest

from audit.checklists.documents import to_document
from audit.checklists.xlsforms.importing import Imported, import_form
from audit.errors import BadInput

YES_NO = [{"list_name": "yn", "name": "1", "label": "Yes"}, {"list_name": "yn", "name": "2", "label": "No"}]
COLOURS = [{"list_name": "c", "name": name, "label": name.title()} for name in ("red", "blue")]


def form(*survey, choices=(), settings=(), **more) -> Imported:
    names = ["survey", "choices", "settings"]
    book = {"sheet_names": names, "survey": list(survey), "choices": list(choices), "settings": list(settings)}
    return import_form(book | more, "my form")


def ask(written, name="q", label="Question?", **cells):
    return {"type": written, "name": name, "label": label} | cells


def items(imported: Imported) -> list[dict]:
    assert imported.checklist is not None, imported.report.problems
    return [item for section in to_document(imported.checklist)["sections"] for item in section["items"]]


def lines(findings) -> list[str]:
    return [f"{finding.sheet}:{finding.row}: {finding.sentence}" for finding in findings]


PLAIN = [
    ("integer", {"kind": "number", "required": False}),
    ("decimal", {"kind": "number", "required": False}),
    ("text", {"kind": "text"}),
    ("note", {"kind": "note"}),
    ("image", {"kind": "photo"}),
    ("Date", {"kind": "text"}),
    ("dateTime", {"kind": "text"}),
    ("barcode", {"kind": "text"}),
    ("acknowledge", {"kind": "yes_no", "weight": 0, "required": False}),
    ("range", {"kind": "scale", "min": 1, "max": 10, "weight": 0, "required": False}),
    ("select_one yn", {"kind": "yes_no", "required": False}),
    ("select one yn", {"kind": "yes_no", "required": False}),
]


@pytest.mark.parametrize("written, fields", PLAIN, ids=[written for written, _ in PLAIN])
def test_a_question_becomes_an_item(written, fields):
    (item,) = items(form(ask(written), choices=YES_NO))
    assert item == {"key": "q", "text": "Question?"} | fields


def test_a_signature_is_an_image_with_that_appearance():
    imported = form(ask("image", appearance="signature"))
    assert items(imported)[0]["kind"] == "signature"
    assert imported.report.left_out == []


def test_a_range_of_other_steps_is_a_number():
    imported = form(
        ask("range", "a", parameters="start=0 end=5 step=1"),
        ask("range", "b", parameters="start=0.5; end=5.0; step=0.5"),
        ask("range", "c", parameters="end=3 tick_interval=2"),
    )
    one, two, three = items(imported)
    assert (one["kind"], one["min"], one["max"]) == ("scale", 0, 5)
    assert two["kind"] == "number"
    assert (three["min"], three["max"]) == (1, 3)
    assert "survey:4: Of the range, tick_interval=2 stays out." in lines(imported.report.left_out)


def test_select_one_is_a_choice_without_weight_and_select_multiple_describes():
    imported = form(ask("select_one c", "a"), ask("select_multiple c", "b"), choices=COLOURS)
    one, many = items(imported)
    assert (one["kind"], one["weight"]) == ("choice", 0)
    assert [(option["key"], option["points"]) for option in one["options"]] == [("red", 1), ("blue", 1)]
    assert (many["kind"], [option["points"] for option in many["options"]]) == ("choices", [0, 0])
    assert "survey:2: a weighs 0 until its options have points: a form gives none." in lines(imported.report.changed)


def test_or_other_offers_other_and_asks_which():
    one, other = items(form(ask("select_one c or_other"), choices=COLOURS))
    assert [option["key"] for option in one["options"]] == ["red", "blue", "other"]
    assert (other["kind"], other["show_when"]) == ("text", {"item": "q", "is": "other"})


def test_an_option_that_says_n_a_becomes_the_answer_n_a():
    na = {"list_name": "yn", "name": "na", "label": "Not applicable"}
    (item,) = items(form(ask("select_one yn"), choices=[*YES_NO, na]))
    assert (item["kind"], item["allow_na"]) == ("yes_no", True)


def test_required_hint_and_guidance():
    imported = form(
        ask("text", "a", required="yes", hint="Look up."),
        ask("text", "b", required="TRUE", guidance_hint="Smile."),
        ask("text", "c", required="no", hint="Look up.", guidance_hint="Smile."),
        ask("text", "d", required="${a} = 'x'"),
        ask("note", "e", required="yes"),
    )
    a, b, c, d, _ = items(imported)
    assert (a["required"], a["help"]) == (True, "Look up.")
    assert (b["required"], b["help"]) == (True, "Smile.")
    assert ("required" in c, c["help"]) == (False, "Look up.")
    assert "required" not in d
    assert lines(imported.report.left_out) == [
        "survey:4: There is a hint, so the guidance stays out: Smile.",
        "survey:5: Required only when ${a} = 'x': here it is not required.",
        "survey:6: A note has no answer, so it is not required.",
    ]


def test_labels_in_several_languages():
    survey = {"type": "text", "name": "q", "label::English (en)": "Name?", "label::Nederlands": "Naam?"}
    only = {"type": "text", "name": "r", "label::Nederlands": "Leeftijd?"}
    imported = form(survey, only)
    assert imported.checklist.language == "en"
    assert [item["text"] for item in items(imported)] == [
        {"en": "Name?", "nl": "Naam?"},
        {"en": "Leeftijd?", "nl": "Leeftijd?"},
    ]
    assert "survey:3: There is no text in en; the one in nl is used." in lines(imported.report.changed)


def test_the_settings_say_the_language_the_title_and_the_key():
    settings = {"form_title": "Bezoek", "form_id": "bezoek 1", "default_language": "Nederlands (nl)", "version": "7"}
    imported = form(ask("text", label="Naam?"), settings=[settings])
    assert (imported.checklist.language, imported.checklist.key) == ("nl", "bezoek_1")
    assert dict(imported.checklist.name) == {"nl": "Bezoek"}
    assert lines(imported.report.left_out) == ["settings:2: version: 7"]


def test_without_settings_the_file_names_it():
    imported = form(ask("text"))
    assert (imported.checklist.key, dict(imported.checklist.name)) == ("my_form", {"en": "my form"})
    assert "survey:1: Texts without a language are taken as en." in lines(imported.report.changed)


def test_groups_become_sections_and_their_conditions_too():
    imported = form(
        ask("select_one yn", "open"),
        ask("begin group", "inside", "Inside", relevant="${open} = '1'"),
        ask("integer", "guests"),
        ask("begin_group", "bar", "Bar", relevant="${guests} > 3"),
        ask("text", "drink", relevant="selected(${open}, '1')"),
        ask("end_group", "", ""),
        ask("text", "music"),
        ask("end group", "", ""),
        ask("text", "bye"),
        choices=YES_NO,
    )
    sections = to_document(imported.checklist)["sections"]
    is_open, is_full = {"item": "open", "is": "yes"}, {"item": "guests", "at_least": 4}
    assert [(section["key"], section["title"], section.get("show_when")) for section in sections] == [
        ("items", "my form", None),
        ("inside", "Inside", is_open),
        ("bar", "Bar", {"all": [is_open, is_full]}),
        ("inside_2", "Inside", is_open),
        ("items_2", "my form", None),
    ]
    assert items(imported)[2]["show_when"] == is_open
    assert "survey:8: inside goes on here in a section of its own." in lines(imported.report.changed)


def test_a_condition_our_rules_cannot_say_is_listed_and_the_item_is_shown():
    imported = form(ask("text", "a"), ask("text", "b", relevant="string-length(${a}) > 3"))
    assert "show_when" not in items(imported)[1]
    (line,) = lines(imported.report.left_out)
    assert line.startswith("survey:3: The condition string-length(${a}) > 3 stays out, so this is always shown.")
    assert line.endswith("Our rules have nothing like string-length().")


def test_a_condition_that_never_holds_leaves_the_question_out():
    imported = form(
        ask("text", "a"),
        ask("text", "b", relevant="false()"),
        ask("begin group", "g", "G", relevant="FALSE"),
        ask("text", "c"),
        ask("end group", "", ""),
    )
    assert [item["key"] for item in items(imported)] == ["a"]
    assert lines(imported.report.left_out) == [
        "survey:3: b is left out: its condition never holds.",
        "survey:4: Group g holds nothing that could be taken.",
        "survey:5: c is left out: its condition never holds.",
        "survey:6: Group g ends.",
    ]


def test_a_repeat_is_asked_once():
    imported = form(ask("begin repeat", "persons", "Persons"), ask("text"), ask("end repeat", "", ""))
    assert imported.checklist.sections[0].key == "persons"
    assert "survey:2: persons is asked once: a visit has no repeats." in lines(imported.report.changed)


LEFT_OUT = [
    ("geopoint", "The visit records where it was made by itself."),
    ("audio", "Evidence here is photos; sound, film and files are not kept."),
    ("geoshape", "There is no item for lines and areas on a map."),
    ("calculate", "What is computed is not asked, so there is nothing to take."),
    ("rank c", "There is no item that puts options in order."),
    ("select_one_from_file places.csv", "Its options stand in another file."),
    ("deviceid", "The visit records this by itself."),
    ("telepathy", "There is no question type telepathy here."),
]


@pytest.mark.parametrize("written, reason", LEFT_OUT, ids=[written for written, _ in LEFT_OUT])
def test_what_has_no_item_is_left_out_with_its_reason(written, reason):
    imported = form(ask("text", "a"), ask(written, "b"), choices=COLOURS)
    assert [item["key"] for item in items(imported)] == ["a"]
    assert lines(imported.report.left_out) == [
        f"survey:3: b is left out. {reason}",
        "choices:2: red: no question uses the list c.",
        "choices:3: blue: no question uses the list c.",
    ]


def test_every_cell_that_is_not_used_is_listed():
    imported = form(
        ask("text", constraint="string-length(.) < 9", appearance="multiline", default="x", image="a.png"),
        {"type": "", "name": "", "label": "A remark between the rows"},
        ask("text", "off", disabled="yes"),
        ask("select_one c", "colour", choice_filter="shade = 'x'"),
        choices=[COLOURS[0] | {"shade": "x"}, COLOURS[1] | {"shade": "y"}, {"name": "lost"}],
        sheet_names=["survey", "choices", "settings", "entities"],
    )
    assert lines(imported.report.left_out) == [
        "survey:2: constraint: string-length(.) < 9",
        "survey:2: appearance: multiline",
        "survey:2: default: x",
        "survey:2: image: a.png",
        "survey:3: This row has no type.",
        "survey:3: label: A remark between the rows",
        "survey:4: This row is disabled.",
        "survey:5: The filter of the options stays out: every option is offered.",
        "choices:2: Column shade of the options, with 2 cells.",
        "choices:4: This option belongs to no list.",
        "entities:1: Sheet entities is left out.",
    ]


def test_names_that_are_no_keys_are_changed_and_said():
    imported = form(
        ask("text", "_start"),
        ask("text", "a b"),
        ask("text", "q"),
        ask("text", "q"),
        ask("text", ""),
        ask("select_one c", "s"),
        ask("text", "t", relevant="${q} = 'x'"),
        ask("text", "u", relevant="${s} = '<5'"),
        choices=[{"list_name": "c", "name": "<5", "label": "Few"}, {"list_name": "c", "name": "5+", "label": "Many"}],
    )
    assert [item["key"] for item in items(imported)] == ["start", "a_b", "q", "q_2", "row_6", "s", "t", "u"]
    assert [option["key"] for option in items(imported)[5]["options"]] == ["5", "5_2"]
    assert items(imported)[7]["show_when"] == {"item": "s", "is": "5"}
    assert any("q is not an earlier question" in line for line in lines(imported.report.left_out))
    changed = lines(imported.report.changed)
    assert "survey:2: _start gets the key start." in changed
    assert "survey:5: q gets the key q_2." in changed
    assert "choices:3: Option 5+ gets the key 5_2." in changed


PROBLEMS = [
    ([ask("select_one nowhere")], "survey:2: There is no list nowhere among the choices."),
    ([ask("begin group", "g"), ask("text")], "survey:2: Group g is not closed."),
    ([ask("text"), ask("end group", "", "")], "survey:3: A group ends here that never began."),
    ([ask("calculate")], "survey:1: There is no question that could be taken."),
    ([], "survey:1: There is no question that could be taken."),
    ([ask("text", label="bell \x07")], "survey:2: This text holds characters that cannot be stored."),
    ([ask("text"), ask("text", "b", label="x" * 20_000)], "survey:3: This text is longer than 10000 characters."),
]


@pytest.mark.parametrize("survey, problem", PROBLEMS, ids=[problem for _, problem in PROBLEMS])
def test_problems_are_named_by_sheet_and_row(survey, problem):
    imported = form(*survey)
    assert problem in lines(imported.report.problems)
    with pytest.raises(BadInput) as refused:
        imported.usable()
    assert problem in [str(one) for one in refused.value.problems]


def test_an_option_without_a_name_is_a_problem():
    imported = form(ask("select_one c"), choices=[*COLOURS, {"list_name": "c", "label": "Green"}])
    assert lines(imported.report.problems) == ["choices:4: This option of list c has no name."]


def test_a_workbook_without_a_survey_sheet():
    imported = import_form({"sheet_names": ["Sheet1", "Sheet2"]}, "x")
    assert lines(imported.report.problems) == ["survey:1: There is no sheet named survey."]


def test_empty_rows_keep_the_numbers_of_the_others_right():
    imported = form({}, ask("text", "a"), {}, {}, ask("sound", "b"))
    assert lines(imported.report.left_out)[0].startswith("survey:6: b is left out.")
