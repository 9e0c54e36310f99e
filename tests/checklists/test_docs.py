"""docs/checklists.md says what the code does."""

import json
import re
from pathlib import Path

from audit.checklists.parsing import parse_checklist
from audit.checklists.spreadsheets.rule_texts import read_rule_text
from audit.checklists.spreadsheets.tables import TABLES
from audit.checklists.xlsforms.kinds import KINDS

TEXT = (Path(__file__).parents[2] / "docs" / "checklists.md").read_text()


def test_the_example_can_be_published():
    (example,) = re.findall(r"```json\n(.*?)\n```", TEXT, re.DOTALL)
    checklist = parse_checklist(json.loads(example))
    assert [item.key for item in checklist.items()] == ["greet_s", "drink", "why"]


def test_every_condition_means_the_rule_beside_it():
    rows = re.findall(r"^\| `(.*)` \| `(\{.*\})` \|$", TEXT, re.MULTILINE)
    assert len(rows) == 7
    for condition, rule in rows:
        assert read_rule_text(condition) == json.loads(rule)


def test_every_sheet_and_question_type_is_told():
    assert all(f"`{table}`" in TEXT for table in TABLES)
    told = TEXT.lower()
    others = {"int", "string", "photo", "picture", "trigger"}  # older names of the same types
    assert all(f"`{kind}`" in told for kind in KINDS if kind not in others)
