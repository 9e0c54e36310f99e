"""`audit score` as a real process: files in, JSON or one sentence out."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checklists.samples import good

VECTORS = json.loads((Path(__file__).parent.parent / "vectors" / "scoring.json").read_text())
ANSWERS = {
    "open": "yes",
    "wait": 90,
    "tone": "meets",
    "stars": 5,
    "why": ["late"],
    "seat": "a",
    "rings": 3,
    "bye": "yes",
}


@pytest.fixture
def audit(tmp_path):
    """Runs `audit score` in a folder of its own; what is given as bytes or a document becomes a file."""

    def run(checklist, answers, *options):
        for name, content in (("checklist.json", checklist), ("answers.json", answers)):
            if content is not None:
                data = content if isinstance(content, bytes) else json.dumps(content).encode()
                (tmp_path / name).write_bytes(data)
        command = [sys.executable, "-m", "audit", "score", "checklist.json", "answers.json", *options]
        environment = {"PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONWARNINGS": "error"}
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


@pytest.mark.parametrize("vector", VECTORS[::10], ids=lambda vector: vector["name"])
def test_prints_the_score_and_nothing_else(audit, vector):
    attributes = [f"{name}={value}" for name, value in vector["branch"].items()]
    done = audit(vector["checklist"], vector["answers"], "--branch-attributes", *attributes)
    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert {name: printed[name] for name in vector["expected"]} == vector["expected"]


def test_the_whole_output(audit):
    done = audit(good(), {"answers": ANSWERS})
    assert json.loads(done.stdout) == {
        "earned": "6.5",
        "possible": "7",
        "percent": "97.500000",
        "verdict": "Good",
        "failed": False,
        "sections": [
            {"key": "greeting", "earned": "5.5", "possible": "6", "percent": "91.666667", "failed": False},
            {"key": "goodbye", "earned": "1", "possible": "1", "percent": "100.000000", "failed": False},
        ],
        "items": [
            {"key": "open", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "wait", "state": "counted", "credit": "0.500000", "kept": False, "exceeded": False},
            {"key": "tone", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "stars", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "why", "state": "not_scored", "credit": None, "kept": None, "exceeded": False},
            {"key": "seat", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "rings", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "bye", "state": "counted", "credit": "1.000000", "kept": True, "exceeded": False},
            {"key": "more", "state": "unanswered", "credit": None, "kept": None, "exceeded": False},
        ],
        "delight": {"exceeded": 0, "of": 1},
        "missing": [],
    }


def with_attributes():
    document = good()
    rule = {"all": [{"branch": "size", "is": "l"}, {"branch": "lane", "is": "a=b"}]}
    document["sections"][1]["items"].append({"key": "lane", "kind": "yes_no", "text": "Lane", "show_when": rule})
    return document


@pytest.mark.parametrize(
    "options",
    [
        ["--branch-attributes", "size=l", "lane=a=b"],
        ["--branch-attributes", "size=l", "--branch-attributes", "lane=a=b"],
        ["--branch-attributes=size=l", "--branch-attributes=lane=a=b"],
        ["--branch-attributes", "size=l", "size=l", "lane=a=b", "other="],
    ],
)
def test_branch_attributes_in_every_form(audit, options):
    done = audit(with_attributes(), {"answers": ANSWERS | {"lane": "no"}}, *options)
    assert json.loads(done.stdout)["items"][-1]["state"] == "counted"


@pytest.mark.parametrize("options", [[], ["--branch-attributes"], ["--branch-attributes", "size=l", "lane=a"]])
def test_without_the_attributes_the_item_is_hidden(audit, options):
    done = audit(with_attributes(), {"answers": ANSWERS}, *options)
    assert json.loads(done.stdout)["items"][-1]["state"] == "hidden"


@pytest.mark.parametrize("options", [["--branch-attributes=size"], ["--branch-attributes", "a=1", "a=2"], ["--colour"]])
def test_wrong_usage_is_exit_2(audit, options):
    done = audit(good(), {"answers": ANSWERS}, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: " in done.stderr


REFUSED = [
    (b'{"key": \n "a" "b"}', {}, "checklist.json: This is not JSON: it breaks off at line 2, column 6."),
    (b"", {}, "checklist.json: This is not JSON: it breaks off at line 1, column 1."),
    (b'{"key": "\xff"}', {}, "checklist.json: This is not UTF-8 text: byte 10 is wrong."),
    (b"[" * 100_000, {}, "checklist.json: This JSON is nested too deeply."),
    (None, {}, "checklist.json: The file cannot be read: No such file or directory."),
    ([], {}, "checklist.json: An object with named fields is expected here."),
    (good(bands=[{"from": 1, "name": "A"}]), {}, "checklist.json: bands[0].from: The first band must start at 0."),
    (good(), None, "answers.json: The file cannot be read: No such file or directory."),
    (good(), b'{"answers": {"open": yes}}', "answers.json: This is not JSON: it breaks off at line 1, column 22."),
    (good(), [], "answers.json: An object with named fields is expected here."),
    (
        good(),
        {"answers": {"opened": "yes"}},
        "answers.json: answers.opened: There is no such item in checklist salon-visit.",
    ),
    (good(), {"answers": {"open": "na"}}, "answers.json: answers.open: Item open does not allow the answer na."),
    (good(), {"answers": {"stars": 6}}, "answers.json: answers.stars: Item stars takes a whole number from 1 to 5."),
    (good(), b'{"answers": {"wait": NaN}}', "answers.json: answers.wait: Item wait takes seconds: a number from 0 on."),
    (
        good(),
        b'{"answers": {"wait": 1e999}}',
        "answers.json: answers.wait: Item wait takes seconds: a number from 0 on.",
    ),
    (good(), b'{"answers": {"open": "yes", "open": "no"}}', "answers.json: answers.open: This item is answered twice."),
]


@pytest.mark.parametrize("checklist, answers, sentence", REFUSED, ids=[sentence for _, _, sentence in REFUSED])
def test_what_is_wrong_is_one_sentence_and_exit_1(audit, checklist, answers, sentence):
    done = audit(checklist, answers)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", sentence + "\n")


def test_several_problems_are_each_named_with_their_place(audit):
    done = audit(good(colour="red", mode="loud"), {})
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "checklist.json: The checklist cannot be used: there are 2 problems.",
        "  colour: There is no such field.",
        "  mode: This must be one of: open, blind.",
    ]


def test_a_checklist_in_another_alphabet(audit):
    document = good(language="ro", name="Vizită", bands=[{"from": 0, "name": "Înțeles"}])
    done = audit(document, {"answers": ANSWERS})
    assert json.loads(done.stdout)["verdict"] == "Înțeles"


def test_no_database_is_needed_nor_loaded(audit, tmp_path):
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "audit", "score", "--help"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "Score one document of answers" in done.stdout
    assert not any(name in done.stderr for name in ("tortoise", "starlette", "weasyprint", "numpy"))
