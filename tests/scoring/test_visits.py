"""The scoring rules, one by one: each vector is a sentence of docs/scoring.md with its numbers."""

import json
from pathlib import Path

import pytest

from audit.checklists.json_files import read_json
from audit.checklists.parsing import parse_checklist
from audit.scoring.answer_files import read_answers
from audit.scoring.score_documents import score_document
from audit.scoring.visits import score_visit

FILE = Path(__file__).parent.parent / "vectors" / "scoring.json"
VECTORS = read_json(FILE.read_bytes())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_scores_what_the_vectors_say(vector):
    checklist = parse_checklist(vector["checklist"])
    score = score_visit(checklist, read_answers(vector["answers"], checklist), vector["branch"])
    document = score_document(score)
    assert {name: document[name] for name in vector["expected"]} == vector["expected"]


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["name"])
def test_numbers_read_as_floats_score_the_same(vector):
    plain = json.loads(json.dumps(vector, default=float))
    checklist = parse_checklist(plain["checklist"])
    assert checklist == parse_checklist(vector["checklist"])
    document = score_document(score_visit(checklist, plain["answers"]["answers"], plain["branch"]))
    assert {name: document[name] for name in vector["expected"]} == vector["expected"]
