"""Whatever stands in a document, the parser gives a checklist or `BadInput`, and says where."""

import copy
import json
from contextlib import suppress
from decimal import Decimal
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from audit.checklists.documents import content_hash, to_document
from audit.checklists.json_files import read_json
from audit.checklists.parsing import parse_checklist
from audit.errors import BadInput
from tests.checklists.random_checklists import checklists
from tests.checklists.samples import good, json_values


def parsed_or_refused(document: object) -> None:
    refusal = None
    try:
        checklist = parse_checklist(document)
    except BadInput as error:
        refusal = error
    if refusal is not None:
        assert refusal.problems
        assert str(refusal).encode("utf-8")
        return
    assert parse_checklist(json.loads(json.dumps(to_document(checklist)))) == checklist
    assert len(content_hash(checklist)) == 64


@given(json_values)
def test_any_json_at_all(document):
    parsed_or_refused(document)


@example(name="bonus_cap", value=Decimal("sNaN"))  # a number that may not even be compared
@given(st.sampled_from(sorted(good())), json_values)
def test_any_json_in_a_top_field(name, value):
    parsed_or_refused(good(**{name: value}))


@given(checklists(), json_values, st.randoms())
def test_any_json_anywhere_in_a_good_document(document, value, chance):
    spoiled = copy.deepcopy(document)
    holder, key = chance.choice(places(spoiled))
    holder[key] = value
    parsed_or_refused(spoiled)


@given(checklists(), st.randoms())
def test_good_documents_with_two_values_exchanged(document, chance):
    spoiled = copy.deepcopy(document)
    (one, key), (other, name) = chance.choice(places(spoiled)), chance.choice(places(spoiled))
    one[key] = copy.deepcopy(other[name])
    parsed_or_refused(spoiled)


@given(checklists(), st.randoms())
def test_good_documents_with_something_missing(document, chance):
    spoiled = copy.deepcopy(document)
    holder, key = chance.choice(places(spoiled))
    del holder[key]
    parsed_or_refused(spoiled)


def places(value: object) -> list[tuple[dict | list, object]]:
    """Every place in a document: the dict or list, and the key or index in it."""
    if not isinstance(value, dict | list):
        return []
    own = [(value, key) for key in (value if isinstance(value, dict) else range(len(value)))]
    return own + [place for holder, key in own for place in places(holder[key])]


@given(st.binary(max_size=200) | st.text().map(str.encode) | json_values.map(repr).map(str.encode))
@example(b"\xef\xbb\xbf{}")
@example(b"[" * 200_000)
@example(b'{"a":' * 100_000)
@example(b"1" * 10_000)
@example(b"-1e999999999999999999999")
@example(b"1e-999999999999999999999")
@example(b'"\\ud800"')
@example(b"NaN")
def test_any_bytes(data):
    with suppress(BadInput):
        parsed_or_refused(read_json(data))


def test_a_document_of_800_items_is_read():
    chance = Random(1)
    document = good()
    items = document["sections"][0]["items"]
    for number in range(800):
        rule = {"item": chance.choice(["open", "wait"]), "is": "yes"} if number % 3 else None
        items.append(
            {"key": f"i{number}", "kind": "yes_no", "text": "?", "show_when": rule and rule | {"item": "open"}}
        )
    assert len(tuple(parse_checklist(document).items())) == 809
