"""The Python fold against the vectors that the phone's fold is held to as well."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.checklists.folding import answers_digest, canonical, fold
from audit.checklists.ops import FIELDS, Op, read_op
from audit.errors import BadInput

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "folding.json").read_text())


def received(vector: dict) -> list[tuple[str, Op]]:
    return [(op["device"], read_op(op)) for op in vector["ops"]]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_folds_as_the_vectors_say(vector):
    folded = fold(received(vector))
    assert folded.answers == vector["answers"]
    assert canonical(folded.answers) == vector["canonical"]
    assert answers_digest(folded.answers) == vector["digest"]
    assert sorted(folded.evidence) == vector["evidence"]
    assert sorted(folded.conflicts) == vector["conflicts"]
    assert (folded.arrived, folded.left) == (vector["arrived"], vector["left"])


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_times_and_notes_as_the_vectors_say(vector):
    folded = fold(received(vector))
    timings = {
        key: {
            "seconds": timing.seconds,
            "laps": list(timing.laps),
            "is_doubtful": timing.is_doubtful,
            "is_corrected": timing.is_corrected,
        }
        for key, timing in folded.timings.items()
    }
    assert timings == vector["timings"]
    assert [{"text": note.text, "at": note.at, "item": note.item} for note in folded.notes] == vector["notes"]


def test_every_field_has_a_vector():
    assert {op["field"] for vector in VECTORS for op in vector["ops"]} == FIELDS


GOOD = VECTORS[1]["ops"][0]
PHOTO = {"sha256": "a" * 64}


@pytest.mark.parametrize(
    "change",
    [
        {"seq": 0},
        {"seq": 1.5},
        {"seq": True},
        {"seq": 2**53},
        {"item": ""},
        {"item": 5},
        {"item": None},
        {"field": "score"},
        {"field": ["answer"]},
        {"at": "yesterday"},
        {"at": "2026-11-23T10:00:00"},
        {"mono": "1"},
        {"mono": float("nan")},
        {"boot": ""},
        {"value": True},
        {"value": {"a": 1}},
        {"value": [1]},
        {"value": float("inf")},
        {"value": "x" * 20_001},
        {"field": "comment", "value": None},
        {"field": "photo_add", "value": {"sha256": "A" * 64}},
        {"field": "photo_add", "value": PHOTO | {"of": "a"}},
        {"field": "timer_stop", "value": None},
        {"field": "timer_stop", "value": {"lap": 1}},
        {"field": "note", "value": {}},
        {"field": "arrive", "value": None},
        {"field": "place", "value": None},
        {"field": "place", "value": {"sha256": "a"}},
    ],
    ids=str,
)
def test_a_malformed_op_is_refused(change):
    with pytest.raises(BadInput):
        read_op(GOOD | change)


@pytest.mark.parametrize("document", [None, [], "op", 3, {}])
def test_what_is_no_op_is_refused(document):
    with pytest.raises(BadInput):
        read_op(document)


RUBBISH = st.sampled_from([None, True, 10**400, -1, float("nan"), "", "\ud800", [], ["a", 1], {}, {"sha256": 1}, PHOTO])


@given(
    st.lists(st.tuples(st.sampled_from(sorted(GOOD)), RUBBISH | st.sampled_from(sorted(FIELDS)), RUBBISH), max_size=6)
)
def test_rubbish_never_breaks_the_fold(changes):
    ops = []
    for part, rubbish, value in changes:
        try:
            ops.append(("phone", read_op(GOOD | {"value": value, part: rubbish})))
        except BadInput:
            continue
    assert len(answers_digest(fold(ops).answers)) == 64


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_canonical_numbers_read_back_as_themselves(number):
    text = canonical(number)
    assert "e" not in text.lower()
    assert float(text) == number


@given(st.permutations(list(enumerate("abcde"))))
def test_the_order_of_items_does_not_matter_for_the_digest(pairs):
    answers = {key: {"value": number} for number, key in pairs}
    assert answers_digest(answers) == answers_digest(dict(sorted(answers.items())))
