"""`audit checklist check FILE`."""

import json

import pytest
from click.testing import CliRunner

from audit.cli import main
from tests.checklists.samples import good


@pytest.fixture
def check(tmp_path):
    def run(document, *options):
        file = tmp_path / "salon.json"
        file.write_bytes(document if isinstance(document, bytes) else json.dumps(document).encode())
        return CliRunner().invoke(main, ["checklist", "check", str(file), *options])

    return run


def test_says_what_a_good_file_holds(check):
    done = check(good())
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines()[0] == "It can be published. Sections: 2. Items: 9. Languages: en, nl."


def test_reports_a_good_file_as_json(check):
    done = check(good(), "--format", "json", "--advice")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert [entry["place"] for entry in report.pop("advice")] == ["sections[0].items[3].text"]
    assert json.loads(check(good(), "--format", "json").stdout) == report, "advice comes only where it is asked for"
    holds = {"ok": True, "items": 9, "sections": 2, "languages": ["en", "nl"]}
    assert report == holds | {"taken": [], "changed": [], "left_out": [], "problems": []}


def test_advice_is_printed_and_gates_nothing(check):
    done = check(good(), "--minutes", "1")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[1] == "Advice: 2"
    assert done.stdout.splitlines()[3].startswith("  sections: The items take about ")


def test_names_every_problem(check):
    done = check(good(colour="red", mode="loud"))
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.splitlines()[0].endswith("salon.json: The checklist cannot be used: there are 2 problems.")
    assert done.stderr.splitlines()[1:] == [
        "  colour: There is no such field.",
        "  mode: This must be one of: open, blind.",
    ]


def test_reports_every_problem_as_json(check):
    done = check(good(colour="red", mode="loud"), "--format", "json")
    assert done.exit_code == 1
    report = json.loads(done.stdout)
    assert report["ok"] is False
    assert [(entry["place"], entry["text"]) for entry in report["problems"]] == [
        ("colour", "There is no such field."),
        ("mode", "This must be one of: open, blind."),
    ]


@pytest.mark.parametrize("document", [b"", b"\xff", b"[" * 100_000, b"[]", b"null"])
def test_rubbish_is_a_sentence(check, document):
    done = check(document)
    assert (done.exit_code, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert json.loads(check(document, "--format", "json").stdout)["ok"] is False


def test_a_file_that_is_not_there(tmp_path):
    done = CliRunner().invoke(main, ["checklist", "check", str(tmp_path / "gone.json")])
    assert done.exit_code == 1
    assert done.stderr.endswith("gone.json: The file cannot be read: No such file or directory.\n")


def test_every_text_is_counted_among_the_languages(check):
    document = good()
    document["sections"][0]["items"][5]["options"][0]["text"] = {"en": "A", "id": "A"}
    document["standards"][0]["sop"] = {"en": "Smile.", "ro": "Zâmbește."}
    assert json.loads(check(document, "--format", "json").stdout)["languages"] == ["en", "id", "nl", "ro"]
