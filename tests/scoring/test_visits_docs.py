"""Runs every example of docs/scoring.md."""

import json
import re
from pathlib import Path

import pytest

from audit.checklists.parsing import parse_checklist
from audit.scoring.score_documents import score_document
from audit.scoring.visits import score_visit

TEXT = (Path(__file__).parents[2] / "docs" / "scoring.md").read_text()
BLOCKS = [(name, json.loads(body)) for name, body in re.findall(r"```json (\w+)\n(.*?)\n```", TEXT, re.DOTALL)]
NAMES = ("Poor", "Fair", "Good", "Excellent")
BANDS = [{"from": start, "name": name} for start, name in zip((0, 60, 80, 95), NAMES, strict=True)]


def examples():
    """Three blocks an example: items (or a checklist), answers, score."""
    for start in range(0, len(BLOCKS), 3):
        (kind, made_of), (_, answers), (_, score) = BLOCKS[start : start + 3]
        sections = [{"key": "s", "title": "S", "items": made_of}] if kind == "items" else made_of["sections"]
        yield pytest.param(sections, answers, score, id=json.dumps(answers))


@pytest.mark.parametrize("sections, answers, expected", list(examples()))
def test_an_example(sections, answers, expected):
    document = {"key": "c", "name": "C", "language": "en", "bands": BANDS, "sections": sections}
    score = score_document(score_visit(parse_checklist(document), answers, {}))
    for name, value in expected.items():
        if name in ("items", "sections"):
            found = {entry["key"]: entry for entry in score[name]}
            assert {key: {field: found[key][field] for field in fields} for key, fields in value.items()} == value
        else:
            assert score[name] == value


def test_every_fenced_block_belongs_to_an_example():
    kinds = [name for name, _ in BLOCKS]
    assert len(BLOCKS) == len(re.findall(r"^```json", TEXT, re.MULTILINE)) >= 30
    assert [name.replace("checklist", "items") for name in kinds] == ["items", "answers", "score"] * (len(kinds) // 3)
