"""The visit page's view: texts in the auditor's language, rules and evidence as data, nothing of any answer."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from audit.checklists.parsing import parse_checklist
from audit.errors import Sentence
from audit.services.evidence_rules import broken_answers
from audit.services.fill_forms import fill_form
from audit.services.fill_pages import FillItem, FillPage, PlannedVisit, Spoken, fill_page, fill_sections

VISIT = PlannedVisit(
    id="v1", user="7", user_name="Noor", branch_name="Utrecht Oudegracht", branch_address="Oudegracht 148",
    zone="Europe/Amsterdam", due_from=datetime(2026, 11, 23, 9, tzinfo=UTC),
    due_to=datetime(2026, 11, 23, 11, tzinfo=UTC),
    version=3, attributes={"size": "large"}, briefing={"play": "A guest.", "never": "Your task.", "other": "x"},
)  # fmt: skip


def document_of(items: list[dict[str, Any]], **members: object) -> dict[str, Any]:
    section = {"key": "one", "title": {"en": "First", "nl": "Eerste"}, "items": items}
    return {
        "key": "c", "name": "Visit", "language": "en", "channel": "in_person", "mode": "open",
        "bands": [{"from": 0, "name": "Poor"}], "standards": [], "sections": [section], **members,
    }  # fmt: skip


def page_of(items: list[dict[str, Any]], language: str = "en", **members: object) -> FillPage:
    checklist = parse_checklist(document_of(items, **members))
    return fill_page(checklist, VISIT, language, fill_sections(checklist, language))


def item_of(item: dict[str, Any], **members: object) -> FillItem:
    return page_of([{"key": "i", "text": "Item", **item}], **members).sections[0].items[0]


def test_texts_are_in_the_readers_language_and_say_where_they_are_not() -> None:
    page = page_of([{"key": "i", "kind": "yes_no", "text": "Only English"}], language="nl")
    assert page.sections[0].title == Spoken("Eerste")
    assert page.sections[0].items[0].question == Spoken("Only English", "en")


def test_the_window_is_on_the_branchs_clock() -> None:
    page = page_of([{"key": "i", "kind": "note", "text": "Read"}])
    assert page.starts is not None and page.ends is not None
    assert (page.starts.hour, page.ends.hour) == (10, 12)


def test_the_briefing_has_what_is_known_in_its_order() -> None:
    page = page_of([{"key": "i", "kind": "note", "text": "Read"}])
    assert [(key, words) for _, key, words in page.briefing] == [("play", "A guest."), ("never", "Your task.")]


def test_notes_are_not_counted_among_what_is_to_answer() -> None:
    page = page_of([{"key": "n", "kind": "note", "text": "Read"}, {"key": "i", "kind": "text", "text": "Write"}])
    assert page.count == page.sections[0].count == 1


@pytest.mark.parametrize(
    "item,values,tones",
    [
        ({"kind": "yes_no"}, ["no", "yes"], ["broken", "kept"]),
        ({"kind": "yes_no", "pass": "no"}, ["no", "yes"], ["kept", "broken"]),
        ({"kind": "expectation"}, ["below", "meets", "exceeds"], ["broken", "kept", "exceeded"]),
        ({"kind": "yes_no", "allow_na": True}, ["no", "yes", "na"], ["broken", "kept", "na"]),
        ({"kind": "scale", "min": 0, "max": 3}, ["0", "1", "2", "3"], ["", "", "", ""]),
        ({"kind": "time", "target": 60, "allow_na": True}, ["na"], ["na"]),
        ({"kind": "text"}, [], []),
    ],
)  # fmt: skip
def test_the_choices_of_a_kind(item: dict[str, Any], values: list[str], tones: list[str]) -> None:
    choices = item_of(item).choices
    assert [choice.value for choice in choices] == values
    assert [choice.tone for choice in choices] == tones


def test_long_options_stand_in_a_list() -> None:
    short = [{"key": "a", "text": "Left", "points": 1}, {"key": "b", "text": "Right", "points": 0}]
    long = [{**short[0], "text": "By the window on the left"}, short[1]]
    assert item_of({"kind": "choice", "options": short}).look == "segments"
    assert item_of({"kind": "choice", "options": long}).look == "list"
    assert item_of({"kind": "choices", "options": short}).look == "many"


def test_rules_travel_as_the_checklist_has_them() -> None:
    rule = {"all": [{"item": "a", "is": "no"}, {"not": {"branch": "size", "is": "small"}}]}
    page = page_of(
        [{"key": "a", "kind": "yes_no", "text": "A"}, {"key": "b", "kind": "text", "text": "B", "show_when": rule}]
    )
    assert json.loads(page.sections[0].items[1].rule) == rule
    assert json.loads(page.attributes) == {"size": "large"}


def test_a_promise_that_only_repeats_the_question_is_left_out() -> None:
    standards = [{"key": "s", "promise": "Item", "touchpoint": "arrival", "sop": "Do it."}]
    item = item_of({"kind": "yes_no", "standard": "s"}, standards=standards)
    assert (item.promise, item.sop) == (None, Spoken("Do it."))


def test_fixed_words_are_sentences_to_translate() -> None:
    assert all(isinstance(choice.label, Sentence) for choice in item_of({"kind": "yes_no"}).choices)


OPTIONS = [
    {"key": "a", "text": "A", "points": 3},
    {"key": "b", "text": "B", "points": 1},
    {"key": "c", "text": "C", "points": -1},
]
SHARES = {"a": 0.75, "b": 0.25, "c": -0.25}
STEPS = [{"from": 0, "credit": 1}, {"from": 8, "credit": 0.5}, {"from": 16, "credit": 0}]


@pytest.mark.parametrize(
    "item,broken",
    [
        ({"kind": "yes_no"}, {"in": ["no"]}),
        ({"kind": "expectation"}, {"in": ["below"]}),
        ({"kind": "scale", "min": 1, "max": 5}, {"in": [1, 2, 3]}),
        ({"kind": "scale", "min": 1, "max": 5, "reverse": True}, {"in": [3, 4, 5]}),
        ({"kind": "choice", "options": OPTIONS, "kept_at": 0.3}, {"in": ["c"]}),
        ({"kind": "choices", "options": OPTIONS, "kept_at": 0.5}, {"points": SHARES, "below": 0.5}),
        ({"kind": "time", "target": 60, "limit": 180}, {"over": 60.0}),
        ({"kind": "time", "target": 60, "limit": 180, "kept_at": 0.5}, {"over": 120.0}),
        ({"kind": "time", "target": 60}, {"over": 60.0}),
        ({"kind": "number", "steps": STEPS, "kept_at": 1}, {"within": [[None, 0.0], [8.0, 16.0], [16.0, None]]}),
        ({"kind": "number"}, None),
        ({"kind": "yes_no", "kept_at": 0}, None),
    ],
)  # fmt: skip
def test_which_answers_ask_for_evidence(item: dict[str, Any], broken: dict[str, object] | None) -> None:
    document = {"key": "i", "text": "Item", "evidence": "when_broken", **item}
    section = {"key": "one", "title": "First", "items": [document]}
    checklist = parse_checklist(
        {"key": "c", "name": "V", "language": "en", "channel": "in_person", "mode": "open",
         "bands": [{"from": 0, "name": "P"}], "standards": [], "sections": [section]}
    )  # fmt: skip
    assert broken_answers(next(checklist.items())) == broken


def test_a_form_is_written_once_for_all_its_visits_unless_it_came_back() -> None:
    checklist = parse_checklist(document_of([{"key": "i", "kind": "yes_no", "text": "Clean <floor>"}]))
    form = fill_form(checklist, "written-once", "en")
    assert fill_form(checklist, "written-once", "en") is form
    assert "Clean &lt;floor&gt;" in form.html and "Came back" not in form.html
    returned = fill_form(checklist, "written-once", "en", {"i": ["Look <again>."]})
    assert "Look &lt;again&gt;." in returned.html
    assert fill_form(checklist, "written-once", "en") is form
