"""Which items are shown: the vectors that the phone's rules are held to as well."""

import json
from pathlib import Path

import pytest

from audit.checklists.parsing import parse_checklist
from audit.checklists.rules import visible_items

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "rules.json").read_text())


def checklist(sections: list[dict]) -> dict:
    """A whole checklist around the sections of a vector, with the texts that rules do not look at."""
    return {
        "key": "rules",
        "name": "Rules",
        "language": "en",
        "bands": [{"from": 0, "name": "All"}],
        "sections": [
            {**section, "key": f"s{n}", "title": "T", "items": [{**item, "text": "T"} for item in section["items"]]}
            for n, section in enumerate(sections)
        ],
    }


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_shows_what_the_vectors_say(vector):
    parsed = parse_checklist(checklist(vector["sections"]))
    visible = visible_items(parsed, vector["answers"], vector["attributes"])
    assert [item.key for item in parsed.items() if item.key in visible] == vector["visible"]
    assert visible == set(vector["visible"])


def test_the_vectors_use_every_form_of_rule_and_every_kind_that_can_be_asked():
    text = json.dumps(VECTORS)
    assert all(f'"{form}":' in text for form in ("is", "in", "at_least", "at_most", "branch", "all", "any", "not"))
    parsed = [parse_checklist(checklist(vector["sections"])) for vector in VECTORS]
    kinds = {item.kind for one in parsed for item in one.items()}
    assert kinds == {"yes_no", "expectation", "scale", "choice", "choices", "time", "number", "text"}
