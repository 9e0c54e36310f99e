"""Documents there and back, and the hash that names a version."""

import json
import random

from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.documents import content_hash, to_document
from audit.checklists.json_files import read_json
from audit.checklists.parsing import parse_checklist
from tests.checklists.random_checklists import checklists
from tests.checklists.samples import good


@given(checklists())
def test_a_checklist_written_and_read_again_is_the_same(document):
    checklist = parse_checklist(document)
    written = json.dumps(to_document(checklist))
    assert parse_checklist(json.loads(written)) == checklist
    assert parse_checklist(read_json(written.encode())) == checklist


@given(checklists())
def test_nothing_that_a_document_says_is_lost(document):
    """Whatever was written either comes back, or is what would hold if it had not been written."""
    written = to_document(parse_checklist(document))
    for section, again in zip(document["sections"], written["sections"], strict=True):
        for item, item_again in zip(section["items"], again["items"], strict=True):
            for name, value in item.items():
                if name not in item_again:
                    without = {key: entry for key, entry in item.items() if key != name}
                    assert meaning(document, section, item, without) == meaning(document, section, item, item), name
                elif name not in ("text", "help", "options"):
                    assert item_again[name] == value


def meaning(document, section, item, replacement):
    items = [replacement if one is item else one for one in section["items"]]
    sections = [{**section, "items": items} if one is section else one for one in document["sections"]]
    return parse_checklist({**document, "sections": sections})


@given(checklists(), st.randoms())
def test_the_hash_does_not_see_the_order_of_keys(document, shuffler):
    assert content_hash(parse_checklist(shuffled(document, shuffler))) == content_hash(parse_checklist(document))


def shuffled(value: object, shuffler: random.Random) -> object:
    if isinstance(value, dict):
        pairs = [(key, shuffled(inner, shuffler)) for key, inner in value.items()]
        shuffler.shuffle(pairs)
        return dict(pairs)
    return [shuffled(inner, shuffler) for inner in value] if isinstance(value, list) else value


def hash_of(text: str) -> str:
    return content_hash(parse_checklist(read_json(text.encode())))


def test_the_hash_does_not_see_how_a_number_is_spelled():
    text = json.dumps(good())
    assert '"weight": 30,' in text
    plain = hash_of(text)
    for spelling in ("30.0", "3e1", "30.00000", "0.3E+2"):
        assert hash_of(text.replace('"weight": 30,', f'"weight": {spelling},')) == plain
    assert hash_of(text.replace('"weight": 30,', '"weight": 30.5,')) != plain


def test_the_hash_does_not_see_defaults_that_are_written_out():
    document = good()
    spelled_out = good()
    item = spelled_out["sections"][0]["items"][0]
    item |= {"weight": 1, "required": True, "allow_na": False, "critical": "none", "bonus": False, "kept_at": 1}
    item |= {"evidence": "never", "pass": "yes", "help": None, "standard": None}
    assert content_hash(parse_checklist(spelled_out)) == content_hash(parse_checklist(document))


def test_the_hash_sees_every_word():
    document = good()
    hashes = {content_hash(parse_checklist(document))}
    document["name"]["nl"] = "Bezoek aan de salon"
    hashes.add(content_hash(parse_checklist(document)))
    document["sections"][0]["items"][0]["text"] = "The salon is open."
    hashes.add(content_hash(parse_checklist(document)))
    document["sections"].reverse()
    del document["sections"][0]["show_when"]
    del document["sections"][1]["items"][2]["show_when"]
    hashes.add(content_hash(parse_checklist(document)))
    assert len(hashes) == 4


def test_the_hash_is_the_same_on_every_machine():
    """Frozen visits carry this hash: changing how it is made would orphan them all."""
    document = good()
    assert content_hash(parse_checklist(document)) == "f7383420e46640421d82a26bbcf7c87d3c3c988239807c6dbe290f187cb491ed"
