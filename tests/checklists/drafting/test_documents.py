"""Steps on drafts: a new document each time, the old one untouched."""

import copy

import pytest

from audit.checklists.drafting import documents
from audit.checklists.drafting.shares import item_shares, section_shares
from audit.checklists.parsing import parse_checklist
from audit.errors import NotFound, NotNow
from tests.checklists.samples import GOOD


def sections(document):
    return [(one["key"], [item["key"] for item in one["items"]]) for one in document["sections"]]


SMALL = {
    "language": "en",
    "sections": [
        {"key": "a", "title": "A", "items": [{"key": "1"}, {"key": "2"}]},
        {"key": "b", "title": "B", "items": [{"key": "3"}]},
    ],
}


@pytest.mark.parametrize(
    "step, result",
    [
        (lambda d: documents.move_item(d, "2", -1), [("a", ["2", "1"]), ("b", ["3"])]),
        (lambda d: documents.move_item(d, "1", -1), [("a", ["1", "2"]), ("b", ["3"])]),
        (lambda d: documents.move_item(d, "2", 1), [("a", ["1"]), ("b", ["2", "3"])]),
        (lambda d: documents.move_item(d, "3", -1), [("a", ["1", "2", "3"]), ("b", [])]),
        (lambda d: documents.move_item(d, "3", 1), [("a", ["1", "2"]), ("b", ["3"])]),
        (lambda d: documents.place_item(d, "2", "a", "1"), [("a", ["2", "1"]), ("b", ["3"])]),
        (lambda d: documents.place_item(d, "1", "a", ""), [("a", ["2", "1"]), ("b", ["3"])]),
        (lambda d: documents.place_item(d, "1", "a", "1"), [("a", ["1", "2"]), ("b", ["3"])]),
        (lambda d: documents.place_item(d, "1", "b", "3"), [("a", ["2"]), ("b", ["1", "3"])]),
        (lambda d: documents.place_item(d, "1", "b", "gone"), [("a", ["2"]), ("b", ["3", "1"])]),
        (lambda d: documents.move_section(d, "b", -1), [("b", ["3"]), ("a", ["1", "2"])]),
        (lambda d: documents.move_section(d, "b", 1), [("a", ["1", "2"]), ("b", ["3"])]),
        (lambda d: documents.remove_item(d, "1"), [("a", ["2"]), ("b", ["3"])]),
        (lambda d: documents.remove_section(d, "a"), [("b", ["3"])]),
        (lambda d: documents.add_section(d, "Élan!"), [("a", ["1", "2"]), ("b", ["3"]), ("elan", [])]),
        (lambda d: documents.add_item(d, "b", {"text": {"en": "1"}}), [("a", ["1", "2"]), ("b", ["3", "1-2"])]),
    ],
)
def test_a_step_gives_a_new_document(step, result):
    before = copy.deepcopy(SMALL)
    assert sections(step(SMALL)) == result
    assert before == SMALL


def test_what_is_not_there_and_the_last_section():
    for step in (documents.remove_item, documents.remove_section):
        with pytest.raises(NotFound):
            step(SMALL, "nothing")
    with pytest.raises(NotNow):
        documents.remove_section(documents.remove_section(SMALL, "a"), "b")


def test_a_revision_names_the_content_not_its_order():
    assert documents.revision_of({"a": 1, "b": 2}) == documents.revision_of({"b": 2, "a": 1})
    assert documents.revision_of({"a": 1}) != documents.revision_of({"a": 2})


@pytest.mark.parametrize("words, key", [("", "item"), ("Ça va?", "ca-va"), ("日本", "item"), ("x" * 90, "x" * 40)])
def test_keys_out_of_words(words, key):
    assert documents.free_key(words, ()) == key


def test_shares_of_weighted_sections_follow_their_weights():
    checklist = parse_checklist(GOOD)
    assert {key: float(share) for key, share in section_shares(checklist).items()} == {"greeting": 0.3, "goodbye": 0.7}
    assert sum(item_shares(checklist).values()) == 1


def test_shares_without_section_weights_follow_the_items():
    document = copy.deepcopy(GOOD)
    for section in document["sections"]:
        del section["weight"]
    document["sections"][0]["items"][0]["weight"] = 5
    shares = item_shares(parse_checklist(document))
    assert sum(shares.values()) == 1
    assert shares["open"] == 5 * shares["wait"]
